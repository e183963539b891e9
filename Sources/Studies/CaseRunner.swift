import Evaluation
public import Foundation
public import Problems

/// Answers statistical questions put in the vocabulary of the evaluation cases: `gapura stat`.
public struct CaseRunner: Sendable {
    /// The language of the messages in refusals and warnings.
    public var language: Language

    public init(language: Language = .id) { self.language = language }

    /// The methods that can be asked for, sorted.
    public static var methods: [String] { CaseMethod.all.keys.sorted() }

    /// What a method answers, in one line; the method's name where nothing is said of it.
    public static func summary(of method: String) -> LocalText {
        let key = "stat." + method
        let said = Wording.text(key)
        return said == LocalText(key) ? LocalText(method) : said
    }

    /// Runs a case file.
    ///
    /// - Parameters:
    ///   - url: a JSON file `{"cases": [{"id", "method", "data", "options"}]}`.
    ///   - root: the folder that the data paths are relative to.
    /// - Returns: `{id: {field: value}}` for every case; a case that cannot be answered holds its refusal.
    /// - Throws: a ``Problem`` when the case file itself cannot be read.
    public func answers(casesAt url: URL, root: URL) throws(Problem) -> JSON {
        let file = url.lastPathComponent
        guard let bytes = try? Data(contentsOf: url) else { throw Problem("cases.unreadable", at: Place(file: file)) }
        guard let document = try? JSONDecoder().decode(JSON.self, from: bytes),
            let cases = document["cases"]?.elements ?? document.elements
        else { throw Problem("cases.not-json", at: Place(file: file)) }
        var tables: [String: Result<StudyData, Problem>] = [:]
        var answers: [String: JSON] = [:]
        for (number, item) in cases.enumerated() {
            guard let id = item["id"]?.text, let method = item["method"]?.text else {
                throw Problem("cases.incomplete", at: Place(file: file), ["number": String(number + 1)])
            }
            var table: Result<StudyData, Problem>?
            if let path = item["data"]?.text {
                let read = tables[path] ?? Self.table(at: root.appendingPathComponent(path))
                tables[path] = read
                table = read
            }
            answers[id] = answer(method, table, item["options"] ?? .object([:]), root)
        }
        return .object(answers)
    }

    /// Answers one question.
    ///
    /// - Parameters:
    ///   - method: the method's name in the vocabulary.
    ///   - dataURL: the data (CSV, XLSX, SPSS or Stata); nil for methods that need none.
    ///   - options: the options as a JSON object.
    ///   - root: the folder that paths in the options are relative to; nil for the working folder.
    /// - Returns: the fields of the answer, or `{"status", "reason", "message"}` for a refusal.
    public func answer(method: String, dataURL: URL?, options: JSON, root: URL? = nil) -> JSON {
        answer(method, dataURL.map(Self.table), options, root)
    }

    private static func table(at url: URL) -> Result<StudyData, Problem> {
        Result { () throws(Problem) in try StudyData(contentsOf: url) }
    }

    private func answer(
        _ name: String, _ table: Result<StudyData, Problem>?, _ given: JSON, _ root: URL?
    ) -> JSON {
        do throws(EvaluationRefusal) {
            guard let method = CaseMethod.all[name] else {
                throw EvaluationRefusal(.unknownMethod, name)
            }
            let options = try CaseOptions(given, allowed: method.options, root: root)
            guard table != nil || !method.needsData else { throw EvaluationRefusal(.unknownColumn, "data") }
            let data: StudyData
            switch table {
            case nil: data = StudyData()
            case .success(let read): data = read
            case .failure(let problem): return described(problem)
            }
            var (fields, warnings) = try method.run(options, data)
            if !warnings.isEmpty { fields["warnings"] = .array(warnings.map(described)) }
            return .object(fields)
        } catch {
            return described(error)
        }
    }

    private func described(_ warning: EvaluationWarning) -> JSON {
        let message = StudyWarning(warning.code.rawValue, warning.arguments).message[language]
        return .object(["code": .string(warning.code.rawValue), "message": .string(message)])
    }

    /// A file that cannot be read: the vocabulary's reason, and what is wrong with the file.
    private func described(_ problem: Problem) -> JSON {
        let refusal = EvaluationRefusal(.unknownColumn, problem.place.file ?? "")
        return .object([
            "status": .string(refusal.status.rawValue), "reason": .string(refusal.reason.rawValue),
            "message": .string(Catalogue.bundled.sentence(problem, language)),
        ])
    }

    private func described(_ refusal: EvaluationRefusal) -> JSON {
        let problem = Problem("evaluation.refused." + refusal.reason.rawValue, .refuse, ["subject": refusal.subject])
        let catalogue = Catalogue.bundled
        let message = [catalogue.reason(problem, language), catalogue.remedy(problem, language)]
        var fields = refusal.evidence.mapValues(JSON.integer)
        fields["status"] = .string(refusal.status.rawValue)
        fields["reason"] = .string(refusal.reason.rawValue)
        fields["message"] = .string(message.filter { !$0.isEmpty }.joined(separator: " "))
        return .object(fields)
    }
}

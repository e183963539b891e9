import Crypto
import Foundation
public import Problems
import Rules
import Yams

/// A scoring form as it was read, where it can be used, and all that is wrong with it.
public struct ScoringFormReading: Sendable {
    public let name: String
    /// Nil where something keeps it from being used.
    public let form: ScoringForm?
    public let problems: [Problem]

    private static let keys = [
        "form", "version", "fact", "title", "source", "verification", "constant", "items", "bands",
    ]

    init(_ data: Data, name: String, _ schema: FactSchema) {
        self.name = name
        let faults = RuleFileFaults(name)
        let text = faults.text(data)
        let digest = SHA256.hash(data: data).hexText
        let root = text.flatMap { faults.root($0, known: Self.keys, first: "form") }
        let form = root.flatMap { Self.form($0, schema, digest, text ?? "") }
        problems = faults.problems
        self.form = problems.contains { $0.severity == .refuse } ? nil : form
    }

    /// Whether a text is a form and no rule file.
    static func isForm(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("form:") || $0.hasPrefix("\u{FEFF}form:") }
    }

    private static func form(
        _ root: RuleFileNode, _ schema: FactSchema, _ digest: String, _ text: String
    ) -> ScoringForm? {
        let (code, version, fact) = (root.required("form"), root.required("version"), root.required("fact"))
        let title = root.bilingual("title")
        if root["title"] == nil { root.faults.add("rule-file.missing", line: root.line, ["key": "title"]) }
        let type = fact.flatMap { schema.fact($0)?.type }
        if let fact, type != "int", type != "double" {
            root.faults.add("form.fact", line: root.line(of: "fact"), ["fact": String(fact.prefix(60))])
        }
        var codes: Set<String> = []
        let items = root.items("items").compactMap { node -> ScoringForm.Item? in
            guard let item = item(node, root.faults) else { return nil }
            if !codes.insert(item.code).inserted { root.faults.add("rule-file.double", line: node.mark?.line) }
            return item
        }
        if items.isEmpty { root.faults.add("rule-file.missing", line: root.line, ["key": "items"]) }
        let constant = root["constant"] == nil ? 0 : number(root, "constant") ?? 0
        let bands = root.items("bands").compactMap { band($0, root.faults) }
        let isWhole = type != "double"
        if isWhole, !items.allSatisfy(\.isWhole) || constant != constant.rounded() {
            root.faults.add("form.whole", line: root.line(of: "items"), ["fact": fact ?? ""])
        }
        guard let code, let version, let fact, let title else { return nil }
        return ScoringForm(
            code: code, version: version, fact: fact, isWhole: isWhole, title: title, source: root.text("source"),
            verification: root.text("verification"), constant: constant, items: items, bands: bands,
            name: root.faults.file, digest: digest, content: text)
    }

    private static func item(_ node: Node, _ faults: RuleFileFaults) -> ScoringForm.Item? {
        guard
            let part = RuleFileNode(
                node, faults, known: ["code", "question", "columns", "answers", "number"], in: "items"),
            let code = part.required("code")
        else { return nil }
        if part["question"] == nil { faults.add("rule-file.missing", line: part.line, ["key": "question"]) }
        let question = part.bilingual("question")
        let columns = part.items("columns").compactMap { $0.scalar?.string }
        if columns.isEmpty { faults.add("rule-file.missing", line: part.line, ["key": "columns"]) }
        let worth: ScoringForm.Item.Worth
        if let node = part["number"] {
            guard let bounds = RuleFileNode(node, faults, known: ["each", "least", "most"], in: "number"),
                let each = number(bounds, "each")
            else { return nil }
            worth = .number(
                each: each, least: number(bounds, "least", isNeeded: false),
                most: number(bounds, "most", isNeeded: false))
        } else {
            worth = .answers(answers(part))
        }
        return question.map { ScoringForm.Item(code: code, question: $0, columns: columns, worth: worth) }
    }

    /// Answers; a word stands for one of them alone.
    private static func answers(_ part: RuleFileNode) -> [ScoringForm.Item.Answer] {
        var seen: Set<String> = []
        let answers = part.items("answers").compactMap { node -> ScoringForm.Item.Answer? in
            guard let answer = RuleFileNode(node, part.faults, known: ["words", "score"], in: "answers"),
                let score = number(answer, "score")
            else { return nil }
            let words = answer.items("words").compactMap { $0.scalar?.string }
            if words.isEmpty { part.faults.add("rule-file.missing", line: answer.line, ["key": "words"]) }
            for word in words where !seen.insert(ScoringForm.Item.plain(word)).inserted {
                part.faults.add("form.word", line: answer.line, ["word": String(word.prefix(60))])
            }
            return ScoringForm.Item.Answer(words: words, score: score)
        }
        if answers.isEmpty { part.faults.add("rule-file.missing", line: part.line, ["key": "answers"]) }
        return answers
    }

    private static func band(_ node: Node, _ faults: RuleFileFaults) -> ScoringForm.Band? {
        guard let part = RuleFileNode(node, faults, known: ["from", "to", "meaning"], in: "bands"),
            let meaning = part.bilingual("meaning")
        else { return nil }
        return ScoringForm.Band(
            from: number(part, "from", isNeeded: false), to: number(part, "to", isNeeded: false), meaning: meaning)
    }

    private static func number(_ part: RuleFileNode, _ key: String, isNeeded: Bool = true) -> Double? {
        guard isNeeded || part[key] != nil, let text = part.required(key) else { return nil }
        if let number = Double(text), number.isFinite { return number }
        part.faults.add(
            "rule-file.number", line: part.line(of: key), ["key": key, "found": String(text.prefix(60))])
        return nil
    }
}

extension ScoringForm.Item {
    /// Whether whole numbers alone come of it.
    fileprivate var isWhole: Bool {
        switch worth {
        case .answers(let answers): answers.allSatisfy { $0.score == $0.score.rounded() }
        case .number(let each, _, _): each == each.rounded()
        }
    }
}

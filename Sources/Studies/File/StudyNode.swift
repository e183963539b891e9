import Problems
import Yams

/// A place in a study file, read with types; every complaint names the file, the line and the key.
struct StudyNode {
    private let node: Node
    /// The study file's name.
    let file: String
    /// The path of keys to here, such as `analyses.table-4.rank`.
    let path: String

    init(_ node: Node, file: String, path: String = "") {
        self.node = node
        self.file = file
        self.path = path
    }

    /// Where this stands in the file.
    var place: Place { Place(file: file, row: node.mark?.line, column: path.isEmpty ? nil : path) }

    /// A complaint about this place.
    func problem(_ code: String, value: String? = nil, _ arguments: [String: String] = [:]) -> Problem {
        Problem(code, .refuse, at: place, value: value, arguments)
    }

    /// Refuses keys that nobody reads: a misspelt key would otherwise be lost in silence.
    func allow(_ keys: [String]) throws(Problem) {
        guard let mapping = node.mapping else { throw problem("study.not-a-mapping") }
        for (key, value) in mapping {
            guard let name = key.string, keys.contains(name) else {
                let inner = StudyNode(value, file: file, path: joined(key.string ?? "?"))
                throw inner.problem(
                    "study.unknown-key", value: key.string, NearestName.hint(key.string ?? "", of: keys))
            }
        }
    }

    /// The value of a key; nil where it is absent or empty.
    func child(_ key: String) throws(Problem) -> StudyNode? {
        guard let mapping = node.mapping else { throw problem("study.not-a-mapping") }
        guard let value = mapping[key], value.null == nil else { return nil }
        return StudyNode(value, file: file, path: joined(key))
    }

    func required(_ key: String) throws(Problem) -> StudyNode {
        guard let child = try child(key) else { throw problem("study.missing-key", value: key) }
        return child
    }

    /// The keys and values of a mapping, in the order of the file.
    func entries() throws(Problem) -> [(key: String, value: StudyNode)] {
        guard let mapping = node.mapping else { throw problem("study.not-a-mapping") }
        return mapping.map { key, value in
            let name = key.string ?? ""
            return (name, StudyNode(value, file: file, path: joined(name)))
        }
    }

    var isMapping: Bool { node.mapping != nil }

    /// The elements of a list.
    func list() throws(Problem) -> [StudyNode] {
        guard let sequence = node.sequence else { throw problem("study.not-a-list") }
        return sequence.enumerated().map { StudyNode($1, file: file, path: joined(String($0 + 1))) }
    }

    /// The text exactly as it stands in the file: `0,47`, `.14` and `94` stay what they are.
    func text() throws(Problem) -> String {
        guard let scalar = node.scalar else { throw problem("study.not-a-text") }
        return scalar.string
    }

    func integer() throws(Problem) -> Int {
        let text = try text()
        guard let value = Int(text) else { throw problem("study.not-a-number", value: text) }
        return value
    }

    func number() throws(Problem) -> Double {
        let text = try text()
        guard let value = Double(text), value.isFinite else { throw problem("study.not-a-number", value: text) }
        return value
    }

    /// A number inside limits.
    func number(in range: ClosedRange<Double>) throws(Problem) -> Double {
        let value = try number()
        guard range.contains(value) else { throw outside(range.lowerBound, range.upperBound) }
        return value
    }

    /// A whole number inside limits.
    func integer(in range: ClosedRange<Int>) throws(Problem) -> Int {
        let value = try integer()
        guard range.contains(value) else { throw outside(Double(range.lowerBound), Double(range.upperBound)) }
        return value
    }

    private func outside(_ lower: Double, _ upper: Double) -> Problem {
        problem(
            "study.out-of-range", value: node.scalar?.string,
            ["lower": StudyCell.digits(lower), "upper": StudyCell.digits(upper)])
    }

    /// Whether this is one value and no mapping or list.
    var isScalar: Bool { node.scalar != nil }
    /// Whether this is a list.
    var isList: Bool { node.sequence != nil }

    /// One value or a list of them.
    func oneOrMore() throws(Problem) -> [StudyNode] { isList ? try list() : [self] }

    func flag() throws(Problem) -> Bool {
        guard let value = node.bool else { throw problem("study.not-a-flag", value: node.scalar?.string) }
        return value
    }

    /// A sentence in both languages: a mapping with `id` and `en`, or one text for both.
    func localText() throws(Problem) -> LocalText {
        if let scalar = node.scalar { return LocalText(scalar.string) }
        try allow(["id", "en"])
        let indonesian = try required("id").text()
        return LocalText(indonesian, en: try child("en")?.text())
    }

    /// One of the values of an enumeration.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) throws(Problem) -> Choice {
        let text = try text()
        guard let choice = Choice(rawValue: text) else {
            throw problem(
                "study.unknown-value", value: text, NearestName.hint(text, of: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    private func joined(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
}

extension StudyNode {
    /// Reads a YAML text.
    ///
    /// - Throws: `study.yaml` with the line where the reader stumbled; what ``StudyTextGuard`` refuses.
    init(yaml: String, file: String) throws(Problem) {
        try StudyTextGuard.check(yaml, file: file)
        do {
            guard let root = try Yams.compose(yaml: yaml), root.scalar?.string != "" else {
                throw Problem("study.empty", .refuse, at: Place(file: file))
            }
            guard root.mapping != nil else { throw Problem("study.not-a-mapping", .refuse, at: Place(file: file)) }
            self.init(root, file: file)
        } catch let problem as Problem {
            throw problem
        } catch let error as YamlError {
            throw Self.problem(error, file)
        } catch {
            throw Problem("study.yaml", .refuse, at: Place(file: file))
        }
    }

    private static func problem(_ error: YamlError, _ file: String) -> Problem {
        switch error {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
            Problem("study.yaml", .refuse, at: Place(file: file, row: mark.line), value: text)
        case .duplicatedKeysInMapping(let keys, let context):
            Problem(
                "study.duplicate-key", .refuse, at: Place(file: file, row: context.mark.line),
                value: keys.joined(separator: ", "))
        default: Problem("study.yaml", .refuse, at: Place(file: file))
        }
    }
}

import Foundation
import Indonesia
import Problems
import Yams

/// A part of a rule file, read key by key; what is wrong is collected with its line, so that one reading tells all of it.
final class RuleFileFaults {
    let file: String
    /// The rule that is being read.
    var rule = ""
    private(set) var problems: [Problem] = []

    init(_ file: String) { self.file = file }

    func add(_ code: String, _ severity: Severity = .refuse, line: Int?, _ arguments: [String: String] = [:]) {
        var arguments = arguments
        // What is wrong with the file as a whole is told of its rules.
        arguments["rule"] = rule.isEmpty ? file : rule
        problems.append(Problem(code, severity, at: Place(file: file, row: line), arguments))
    }

    /// The text of a file; nil where it is in another encoding than UTF-8, which is told among the faults: words that are
    /// read wrongly would go into letters.
    func text(_ data: Data) -> String? {
        if let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) { return text }
        let isWide = data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) || data.contains(0)
        let line = isWide ? nil : data.prefix(data.firstIndex { $0 > 0x7F } ?? 0).count { $0 == 0x0A } + 1
        add("rule-file.encoding", line: line, ["encoding": isWide ? "UTF-16" : "Windows-1252"])
        return nil
    }

    /// The whole of a file; nil where that is told among the faults.
    ///
    /// - Parameters:
    ///   - keys: those a file may have.
    ///   - first: the key without which it is no such file.
    func root(_ text: String, known keys: [String], first: String) -> RuleFileNode? {
        do {
            // Windows programs put a mark before the text; it is none of it.
            let yaml = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
            if let node = try Yams.compose(yaml: yaml), let root = RuleFileNode(node, self, known: keys, in: file) {
                return root
            }
            if problems.isEmpty { add("rule-file.missing", line: 1, ["key": first]) }
        } catch {
            add(error)
        }
        return nil
    }

    /// The parser's own fault.
    private func add(_ error: any Error) {
        let line: Int? =
            switch error as? YamlError {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
            case .duplicatedKeysInMapping(_, let context): context.mark.line
            default: nil
            }
        add("rule-file.syntax", line: line)
    }
}

/// A mapping of a rule file.
struct RuleFileNode {
    let line: Int?
    let faults: RuleFileFaults
    private let entries: [String: Node]

    /// - Parameter known: the keys that may stand there; another one is told.
    init?(_ node: Node, _ faults: RuleFileFaults, known: [String], in part: String) {
        self.faults = faults
        line = node.mark?.line
        guard let mapping = node.mapping else {
            faults.add("rule-file.shape", line: line, ["key": part])
            return nil
        }
        var entries: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard known.contains(name) else {
                faults.add(
                    "rule-file.key", line: key.mark?.line,
                    ["key": String(name.prefix(60)), "known": known.joined(separator: ", ")])
                continue
            }
            // `key:` with nothing behind it says nothing.
            if value.null == nil || value.string?.isEmpty == false { entries[name] = value }
        }
        self.entries = entries
    }

    subscript(_ key: String) -> Node? { entries[key] }

    func line(of key: String) -> Int? { entries[key]?.mark?.line ?? line }

    /// A text; nil where there is none.
    func text(_ key: String) -> String? {
        guard let node = entries[key] else { return nil }
        guard let text = node.scalar?.string else {
            faults.add("rule-file.shape", line: node.mark?.line, ["key": key])
            return nil
        }
        return text.isEmpty ? nil : text
    }

    /// A text that must be there.
    func required(_ key: String) -> String? {
        if entries[key] == nil { faults.add("rule-file.missing", line: line, ["key": key]) }
        return text(key)
    }

    /// A text in both languages.
    func bilingual(_ key: String) -> BilingualText? {
        guard let node = entries[key], let part = RuleFileNode(node, faults, known: ["id", "en"], in: key),
            let id = part.required("id"), let en = part.required("en")
        else { return nil }
        return BilingualText(id: id, en: en)
    }

    func date(_ key: String) -> CalendarDate? {
        guard let text = text(key) else { return nil }
        if let date = CalendarDate(text) { return date }
        faults.add("rule-file.date", line: line(of: key), ["key": key, "found": String(text.prefix(30))])
        return nil
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(key) else { return nil }
        if let word = Word(rawValue: text) { return word }
        faults.add(
            "rule-file.value", line: line(of: key),
            [
                "key": key, "found": String(text.prefix(60)),
                "allowed": Word.allCases.map(\.rawValue).joined(separator: ", "),
            ])
        return nil
    }

    /// The items of a list; empty where there is none.
    func items(_ key: String) -> [Node] {
        guard let node = entries[key] else { return [] }
        guard let sequence = node.sequence else {
            faults.add("rule-file.shape", line: node.mark?.line, ["key": key])
            return []
        }
        return Array(sequence)
    }
}

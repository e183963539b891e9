/// The public declarations of a source file, with the comment above each: members of public protocols and cases of public
/// enumerations are public without the word.
struct Declarations: Sendable {
    struct Declaration: Sendable {
        /// The line, from 1, and its text.
        let line: Int
        let text: String
        /// The lines of the comment above, without slashes; empty where there is none.
        let comment: [String]
        /// Whether it stands outside of any type.
        let isTopLevel: Bool
        /// The name, where the declaration is a type.
        let type: String?
    }

    /// What is public in a type without saying so.
    private enum Implied {
        case nothing, cases, members
    }

    private(set) var found: [Declaration] = []

    private static let types: Set<Substring> = ["struct", "enum", "class", "protocol", "actor", "typealias"]
    private static let members: Set<Substring> = ["var", "let", "func", "init", "subscript", "static", "case"]

    init(_ source: String) {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.drop { $0 == " " })
        }
        // For each brace that is open, what stands in it.
        var open: [Implied] = []
        var next = Implied.nothing
        for (index, code) in SwiftText(source).codeLines.enumerated() {
            let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "@" }
                .filter { !$0.hasPrefix("@") }
            let kind = words.first { Self.types.contains($0) || Self.members.contains($0) || $0 == "extension" }
            let isPublic = words.first == "public" && !words.contains("import") && kind != "extension"
            let isMember =
                switch open.last ?? .nothing {
                case .nothing: false
                case .cases: words.first == "case"
                case .members: words.first.map(Self.members.contains) ?? false
                }
            if isPublic || isMember {
                let type = kind.flatMap { Self.types.contains($0) ? Self.name(after: $0, in: words) : nil }
                found.append(
                    Declaration(
                        line: index + 1, text: lines[index], comment: Self.comment(above: index, in: lines),
                        isTopLevel: open.isEmpty, type: type))
                next = kind == "protocol" ? .members : kind == "enum" ? .cases : .nothing
            }
            for character in code {
                if character == "{" {
                    open.append(next)
                    next = .nothing
                } else if character == "}", !open.isEmpty {
                    open.removeLast()
                }
            }
        }
    }

    private static func name(after kind: Substring, in words: [Substring]) -> String? {
        words.firstIndex(of: kind).flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
    }

    private static func comment(above index: Int, in lines: [String]) -> [String] {
        var line = index - 1
        while line >= 0, lines[line].hasPrefix("@") { line -= 1 }
        var found: [String] = []
        while line >= 0, lines[line].hasPrefix("///") {
            found.append(lines[line].dropFirst(3).drop { $0 == " " }.description)
            line -= 1
        }
        return found.reversed()
    }
}

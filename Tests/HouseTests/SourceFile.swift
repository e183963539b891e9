/// One Swift file, split into code, string literals and imports.
struct SourceFile: Sendable {
    /// The path relative to the package's root.
    let path: String
    /// The room it belongs to: the folder below `Sources`.
    let room: String
    let lineCount: Int
    let text: SwiftText
    let imports: [Import]

    struct Import: Sendable {
        let module: String
        let line: Int
    }

    init(path: String, room: String? = nil) {
        self.init(path: path, room: room, source: House.text(path))
    }

    init(path: String, room: String? = nil, source: String) {
        self.path = path
        let parts = path.split(separator: "/")
        self.room = room ?? (parts.count > 1 ? String(parts[1]) : "")
        text = SwiftText(source)
        lineCount = text.codeLines.count
        imports = Self.imports(in: text.codeLines)
    }

    /// The module of each import line: `public import struct Foundation.Date` gives `Foundation`.
    private static func imports(in lines: [String]) -> [Import] {
        let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
        var found: [Import] = []
        for (index, line) in lines.enumerated() where line.contains("import") {
            for statement in line.split(separator: ";") {
                var words = statement.split(separator: " ")[...]
                while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) { words.removeFirst() }
                guard words.first == "import" else { continue }
                words.removeFirst()
                if let first = words.first, kinds.contains(first) { words.removeFirst() }
                guard let name = words.first?.split(separator: ".").first else { continue }
                found.append(Import(module: String(name), line: index + 1))
            }
        }
        return found
    }
}

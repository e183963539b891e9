import Problems

/// The text of an expression, which knows how to name places in it.
struct SourceText: Sendable {
    let text: String
    let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    func piece(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[max(0, start)..<max(0, start, min(end, bytes.count))], as: UTF8.self)
    }

    /// A problem at a place: line and column from 1 as a reader counts characters, and the bytes from and to.
    func problem(
        _ code: String, _ start: Int, _ end: Int, value: String? = nil, _ arguments: [String: String] = [:]
    ) -> Refusal {
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.prefix(start).enumerated() where byte == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        var arguments = arguments
        arguments["line"] = String(line)
        arguments["column"] = String(piece(lineStart, start).unicodeScalars.count + 1)
        arguments["from"] = String(start)
        arguments["to"] = String(end)
        return Refusal(Problem(code, value: value ?? shortened(piece(start, end)), arguments))
    }

    private func shortened(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        return text.unicodeScalars.count > 80 ? String(text.prefix(77)) + "…" : text
    }
}

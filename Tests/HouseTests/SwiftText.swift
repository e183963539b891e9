/// Swift source taken apart far enough for house rules: code with comments and literals blanked, and the literals.
///
/// A small scanner, not a parser: it knows comments (nested), plain, raw and multi-line strings, escapes and
/// interpolations. The code inside an interpolation counts as code.
struct SwiftText: Sendable {
    struct Literal: Sendable {
        /// The text up to the first interpolation, escapes left as written.
        var head = ""
        /// The whole text with interpolations left out.
        var text = ""
        var isInterpolated = false
        let line: Int
        /// The code just before the literal, without its last spaces: at most 80 characters.
        let before: String
    }

    private(set) var codeLines: [String] = []
    private(set) var literals: [Literal] = []

    init(_ source: String) {
        var scanner = Scanner(bytes: Array(source.utf8))
        scanner.code(until: nil)
        codeLines = scanner.code.split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if codeLines.last?.isEmpty == true { codeLines.removeLast() }
        literals = scanner.literals.sorted { $0.line < $1.line }
    }
}

private let newline = UInt8(ascii: "\n")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let slash = UInt8(ascii: "/")
private let star = UInt8(ascii: "*")
private let backslash = UInt8(ascii: "\\")
private let open = UInt8(ascii: "(")
private let close = UInt8(ascii: ")")
private let space = UInt8(ascii: " ")

private struct Scanner {
    let bytes: [UInt8]
    var at = 0
    var line = 1
    var code: [UInt8] = []
    var literals: [SwiftText.Literal] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        code.reserveCapacity(bytes.count)
    }

    func peek(_ offset: Int = 0) -> UInt8? { at + offset < bytes.count ? bytes[at + offset] : nil }

    /// Takes one byte; it goes to the code, or is blanked there. Line ends are always kept.
    mutating func take(asCode: Bool) {
        let byte = bytes[at]
        at += 1
        if byte == newline { line += 1 }
        if asCode || byte == newline { code.append(byte) }
    }

    /// Scans code; inside an interpolation until its closing parenthesis.
    mutating func code(until end: UInt8?) {
        var depth = 0
        while let byte = peek() {
            if byte == slash, peek(1) == slash {
                while let next = peek(), next != newline { take(asCode: false) }
            } else if byte == slash, peek(1) == star {
                blockComment()
            } else if byte == quote {
                string(hashes: 0)
            } else if byte == hash, let count = hashesBeforeQuote() {
                for _ in 0..<count { take(asCode: false) }
                string(hashes: count)
            } else {
                if byte == open { depth += 1 }
                if byte == close {
                    if depth == 0, end == close { return }
                    depth -= 1
                }
                take(asCode: true)
            }
        }
    }

    func hashesBeforeQuote() -> Int? {
        var count = 0
        while peek(count) == hash { count += 1 }
        return peek(count) == quote ? count : nil
    }

    mutating func blockComment() {
        var depth = 0
        repeat {
            if peek() == slash, peek(1) == star {
                depth += 1
                take(asCode: false)
            } else if peek() == star, peek(1) == slash {
                depth -= 1
                take(asCode: false)
            }
            take(asCode: false)
        } while depth > 0 && at < bytes.count
    }

    mutating func string(hashes: Int) {
        var before = code.suffix(80)
        while before.last == space || before.last == newline { before.removeLast() }
        var literal = SwiftText.Literal(line: line, before: String(decoding: before, as: UTF8.self))
        var text: [UInt8] = []
        let isLong = peek(1) == quote && peek(2) == quote
        for _ in 0..<(isLong ? 3 : 1) { take(asCode: false) }
        while let byte = peek() {
            if byte == newline, !isLong { break }
            if byte == quote, ends(isLong: isLong, hashes: hashes) {
                for _ in 0..<((isLong ? 3 : 1) + hashes) { take(asCode: false) }
                break
            }
            if byte == backslash, escapes(hashes) {
                if peek(1 + hashes) == open {
                    if !literal.isInterpolated { literal.head = String(decoding: text, as: UTF8.self) }
                    literal.isInterpolated = true
                    for _ in 0..<(2 + hashes) { take(asCode: false) }
                    code.append(space)
                    code(until: close)
                    if peek() == close { take(asCode: false) }
                    code.append(space)
                    continue
                }
                text.append(byte)
                take(asCode: false)
                for _ in 0..<hashes { take(asCode: false) }
                guard let next = peek() else { break }
                text.append(next)
                take(asCode: false)
                continue
            }
            text.append(byte)
            take(asCode: false)
        }
        literal.text = String(decoding: text, as: UTF8.self)
        if !literal.isInterpolated { literal.head = literal.text }
        code.append(contentsOf: [quote, quote])
        literals.append(literal)
    }

    func ends(isLong: Bool, hashes: Int) -> Bool {
        let quotes = isLong ? 3 : 1
        for offset in 0..<quotes where peek(offset) != quote { return false }
        for offset in 0..<hashes where peek(quotes + offset) != hash { return false }
        return true
    }

    func escapes(_ hashes: Int) -> Bool {
        for offset in 0..<hashes where peek(1 + offset) != hash { return false }
        return true
    }
}

import Problems

/// Cuts the text of an expression into tokens.
struct Lexer {
    private let source: SourceText
    private let limits: ExpressionLimits
    private var at = 0

    init(_ source: SourceText, _ limits: ExpressionLimits) {
        self.source = source
        self.limits = limits
    }

    static func tokens(_ source: SourceText, _ limits: ExpressionLimits) throws(Refusal) -> [Token] {
        guard source.bytes.count <= limits.length else {
            throw Refusal(Problem("rules.too-long", value: nil, ["limit": String(limits.length)]))
        }
        var lexer = Lexer(source, limits)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private func byte(_ ahead: Int = 0) -> UInt8 {
        at + ahead < source.bytes.count ? source.bytes[at + ahead] : 0
    }

    private mutating func skipSpace() {
        while at < source.bytes.count {
            switch byte() {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: at += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while at < source.bytes.count, byte() != 0x0A { at += 1 }
            default: return
            }
        }
    }

    private mutating func next() throws(Refusal) -> Token {
        skipSpace()
        let start = at
        guard at < source.bytes.count else { return Token(kind: .end, start: at, end: at) }
        if let literal = try string(start) { return literal }
        let first = byte()
        if Self.isLetter(first) {
            while Self.isLetter(byte()) || Self.isDigit(byte()) { at += 1 }
            return Token(kind: .word(source.piece(start, at)), start: start, end: at)
        }
        if Self.isDigit(first) || (first == UInt8(ascii: ".") && Self.isDigit(byte(1))) { return try number(start) }
        if first == UInt8(ascii: "`") { return try quoted(start) }
        for sign in Sign.allCases where source.bytes[at...].starts(with: sign.rawValue.utf8) {
            at += sign.rawValue.utf8.count
            return Token(kind: .sign(sign), start: start, end: at)
        }
        let length = source.piece(start, start + 4).unicodeScalars.first.map { UTF8.width($0) } ?? 1
        throw source.problem("rules.character", start, start + length)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
    }

    private mutating func quoted(_ start: Int) throws(Refusal) -> Token {
        at += 1
        while at < source.bytes.count, byte() != UInt8(ascii: "`"), byte() != 0x0A { at += 1 }
        guard byte() == UInt8(ascii: "`"), at > start + 1 else { throw source.problem("rules.text-open", start, at) }
        at += 1
        return Token(kind: .quoted(source.piece(start + 1, at - 1)), start: start, end: at)
    }

    // MARK: Numbers

    private mutating func digits() { while Self.isDigit(byte()) { at += 1 } }

    private mutating func number(_ start: Int) throws(Refusal) -> Token {
        if byte() == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x") {
            at += 2
            while Self.isDigit(byte()) || Self.isLetter(byte()) {
                if byte() | 0x20 == UInt8(ascii: "u") { break }
                at += 1
            }
            return try whole(source.piece(start + 2, at), radix: 16, start)
        }
        digits()
        var isDouble = false
        if byte() == UInt8(ascii: "."), Self.isDigit(byte(1)) {
            isDouble = true
            at += 1
            digits()
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
            guard Self.isDigit(byte(1 + sign)) else { throw source.problem("rules.number", start, at + 1) }
            isDouble = true
            at += 1 + sign
            digits()
        }
        guard isDouble else { return try whole(source.piece(start, at), radix: 10, start) }
        guard at - start <= limits.literal, !Self.isLetter(byte()), let value = Double(source.piece(start, at)),
            value.isFinite
        else {
            throw source.problem("rules.number", start, at)
        }
        return Token(kind: .double(value), start: start, end: at)
    }

    private mutating func whole(_ text: String, radix: Int, _ start: Int) throws(Refusal) -> Token {
        let isUnsigned = byte() | 0x20 == UInt8(ascii: "u")
        if isUnsigned { at += 1 }
        guard !Self.isLetter(byte()), !Self.isDigit(byte()), let value = UInt64(text, radix: radix) else {
            throw source.problem("rules.number", start, at)
        }
        return Token(kind: isUnsigned ? .uint(value) : .int(value), start: start, end: at)
    }

    // MARK: Texts

    /// A text or bytes, when one begins here: up to two letters `r` and `b`, then quotes.
    private mutating func string(_ start: Int) throws(Refusal) -> Token? {
        var isRaw = false
        var isBytes = false
        var ahead = 0
        while ahead < 2 {
            let letter = byte(ahead) | 0x20
            if letter == UInt8(ascii: "r"), !isRaw {
                isRaw = true
            } else if letter == UInt8(ascii: "b"), !isBytes {
                isBytes = true
            } else {
                break
            }
            ahead += 1
        }
        let quote = byte(ahead)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        at += ahead
        let isTriple = byte(1) == quote && byte(2) == quote
        at += isTriple ? 3 : 1
        let from = at
        while true {
            guard at < source.bytes.count, isTriple || (byte() != 0x0A && byte() != 0x0D) else {
                throw source.problem("rules.text-open", start, at)
            }
            if byte() == quote, !isTriple || (byte(1) == quote && byte(2) == quote) { break }
            at += byte() == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        let body = source.bytes[from..<at]
        at += isTriple ? 3 : 1
        guard body.count <= limits.literal else {
            throw source.problem("rules.literal-too-long", start, at, ["limit": String(limits.literal)])
        }
        var escapes = Escapes(source: source, body: body, isBytes: isBytes)
        let value = isRaw ? Array(body) : try escapes.unescaped()
        let kind: Token.Kind = isBytes ? .bytes(value) : .string(String(decoding: value, as: UTF8.self))
        return Token(kind: kind, start: start, end: at)
    }
}

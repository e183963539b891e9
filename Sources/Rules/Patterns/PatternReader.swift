import Problems

/// Reads a pattern in the syntax of RE2.
struct PatternReader {
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesNewline = false
    }

    static let depth = 40
    static let repetition = 1000

    let text: [Unicode.Scalar]
    var at = 0
    var flags = Flags()
    private var nesting = 0

    init(_ pattern: String) { text = Array(pattern.unicodeScalars) }

    var scalar: Unicode.Scalar? { at < text.count ? text[at] : nil }
    func ahead(_ count: Int) -> Unicode.Scalar? { at + count < text.count ? text[at + count] : nil }

    func starts(with word: String) -> Bool { text[min(at, text.count)...].starts(with: word.unicodeScalars) }

    mutating func take(_ word: String) -> Bool {
        guard starts(with: word) else { return false }
        at += word.unicodeScalars.count
        return true
    }

    func refused(_ code: String = "rules.pattern") -> Refusal {
        var piece = ""
        piece.unicodeScalars.append(contentsOf: text[min(at, text.count)...].prefix(12))
        return Refusal(Problem(code, value: piece.isEmpty ? nil : piece, ["place": String(at + 1)]))
    }

    mutating func whole() throws(Refusal) -> PatternNode {
        let node = try choice()
        guard at == text.count else { throw refused() }
        return node
    }

    private mutating func choice() throws(Refusal) -> PatternNode {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.depth else { throw refused("rules.pattern-size") }
        let before = flags
        defer { flags = before }
        var branches: [PatternNode] = []
        repeat { branches.append(try sequence()) } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Refusal) -> PatternNode {
        var items: [PatternNode] = []
        while let next = scalar, next != "|", next != ")" {
            if take("\\Q") {
                while at < text.count, !take("\\E") {
                    items.append(.set(literal(text[at].value)))
                    at += 1
                }
                continue
            }
            guard let item = try atom() else { continue }
            items.append(try repeated(item))
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    /// One repetition may follow, with a `?` that asks for as little as possible: whether there is a match is the same.
    private mutating func repeated(_ item: PatternNode) throws(Refusal) -> PatternNode {
        guard let bounds = try bounds() else { return item }
        _ = take("?")
        if scalar == "*" || scalar == "+" || scalar == "?" { throw refused() }
        let node = PatternNode.repetition(item, lower: bounds.lower, upper: bounds.upper)
        let start = at
        if try self.bounds() != nil {
            at = start
            throw refused()
        }
        return node
    }

    private mutating func bounds() throws(Refusal) -> (lower: Int, upper: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard scalar == "{" else { return nil }
        let start = at
        at += 1
        guard let lower = number() else {
            at = start
            return nil
        }
        var upper: Int? = lower
        if take(",") { upper = scalar == "}" ? nil : number() ?? -1 }
        guard upper != -1, take("}") else {
            at = start
            return nil
        }
        guard lower <= Self.repetition, upper ?? 0 <= Self.repetition else { throw refused("rules.pattern-size") }
        guard lower <= upper ?? .max else { throw refused() }
        return (lower, upper)
    }

    private mutating func number() -> Int? {
        var value = 0
        let start = at
        while let digit = scalar?.properties.numericType == .decimal ? scalar : nil, ("0"..."9").contains(digit) {
            value = min(value * 10 + Int(digit.value - 0x30), 1_000_000)
            at += 1
        }
        return at > start ? value : nil
    }

    func literal(_ value: UInt32) -> ScalarSet { settled(ScalarSet(value)) }

    func settled(_ set: ScalarSet) -> ScalarSet {
        var set = set
        if flags.ignoresCase { set.foldCase() }
        set.settle()
        return set
    }

    /// One unit; nil for a group that only sets flags, and for what a brace leaves a literal.
    private mutating func atom() throws(Refusal) -> PatternNode? {
        guard let first = scalar else { throw refused() }
        switch first {
        case "(": return try group()
        case "[": return .set(try bracket())
        case ".":
            at += 1
            return .set(flags.dotMatchesNewline ? .all : .exceptNewline)
        case "^":
            at += 1
            return .anchor(flags.isMultiline ? .lineStart : .textStart)
        case "$":
            at += 1
            return .anchor(flags.isMultiline ? .lineEnd : .textEnd)
        case "*", "+", "?": throw refused()
        case "\\": return try escape()
        default:
            at += 1
            return .set(literal(first.value))
        }
    }

    private mutating func group() throws(Refusal) -> PatternNode? {
        for word in ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?("] where starts(with: word) {
            throw refused("rules.pattern-left-out")
        }
        let before = flags
        if take("(?P<") || take("(?<") {
            let start = at
            while let letter = scalar, letter != ">",
                letter == "_" || letter.properties.isAlphabetic
                    || ("0"..."9").contains(letter)
            { at += 1 }
            guard at > start, take(">") else { throw refused() }
        } else if take("(?") {
            guard try readFlags() else { return nil }
        } else {
            at += 1
        }
        let node = try choice()
        guard take(")") else { throw refused() }
        flags = before
        return node
    }

    /// Flags after `(?`; true when a group follows them, false when they hold for the rest.
    private mutating func readFlags() throws(Refusal) -> Bool {
        var isOn = true
        while let letter = scalar {
            at += 1
            switch letter {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotMatchesNewline = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return true
            case ")": return false
            default:
                at -= 1
                throw refused()
            }
        }
        throw refused()
    }
}

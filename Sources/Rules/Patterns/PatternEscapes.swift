import Problems

/// Escapes and classes.
extension PatternReader {
    private static let controls: [Unicode.Scalar: UInt32] = ["a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11]
    private static let anchors: [Unicode.Scalar: PatternNode.Anchor] = [
        "A": .textStart, "z": .textEnd, "b": .wordEdge, "B": .noWordEdge,
    ]

    mutating func escape() throws(Refusal) -> PatternNode {
        guard let letter = ahead(1) else { throw refused() }
        if let anchor = Self.anchors[letter] {
            at += 2
            return .anchor(anchor)
        }
        // `\1` is a back reference, `\C` a single byte: neither is possible in linear time over code points.
        if ("1"..."9").contains(letter) || letter == "C" || letter == "k" || letter == "Z" || letter == "G" {
            throw refused("rules.pattern-left-out")
        }
        if let set = try classEscape() { return .set(set) }
        return .set(literal(try single()))
    }

    /// `\d`, `\pL` and their like; nil when another escape stands here.
    private mutating func classEscape() throws(Refusal) -> ScalarSet? {
        guard let letter = ahead(1) else { return nil }
        let base: ScalarSet
        switch letter {
        case "d", "D": base = .digits
        case "s", "S": base = .spaces
        case "w", "W": base = .word
        case "p", "P": return try property()
        default: return nil
        }
        at += 2
        var set = ScalarSet([])
        set.add(base, isNegated: false)
        if flags.ignoresCase { set.foldCase() }
        set.settle()
        set.isNegated = "DSW".unicodeScalars.contains(letter)
        return set
    }

    private mutating func property() throws(Refusal) -> ScalarSet {
        let start = at
        var isNegated = ahead(1) == "P"
        at += 2
        var name = ""
        if take("{") {
            if take("^") { isNegated.toggle() }
            while let letter = scalar, letter != "}" {
                name.unicodeScalars.append(letter)
                at += 1
            }
            guard take("}") else { throw refused() }
        } else if let letter = scalar {
            name.unicodeScalars.append(letter)
            at += 1
        }
        guard UnicodeCategory.names.contains(name) else {
            at = start
            throw refused("rules.pattern-left-out")
        }
        var set = ScalarSet([])
        set.categories = [(name, isNegated)]
        // Either case counts when case does not.
        if flags.ignoresCase, ["Lu", "Ll", "Lt"].contains(name) {
            set.categories = ["Lu", "Ll", "Lt"].map { ($0, false) }
            set.isNegated = isNegated
        }
        return set
    }

    /// An escape that stands for one code point.
    private mutating func single() throws(Refusal) -> UInt32 {
        guard let letter = ahead(1) else { throw refused() }
        let start = at
        at += 2
        if let control = Self.controls[letter] { return control }
        if letter == "x" {
            let isBraced = take("{")
            var digits = ""
            while let digit = scalar, digit.properties.isASCIIHexDigit, digits.utf8.count < (isBraced ? 8 : 2) {
                digits.unicodeScalars.append(digit)
                at += 1
            }
            guard isBraced ? !digits.isEmpty && take("}") : digits.utf8.count == 2,
                let value = UInt32(digits, radix: 16), value <= 0x10FFFF
            else {
                at = start
                throw refused()
            }
            return value
        }
        if letter == "0" {
            var value: UInt32 = 0
            var count = 0
            while let digit = scalar, ("0"..."7").contains(digit), count < 2 {
                value = value * 8 + digit.value - 0x30
                count += 1
                at += 1
            }
            return value
        }
        guard letter.value < 0x80, !letter.properties.isAlphabetic, !("0"..."9").contains(letter) else {
            at = start
            throw refused()
        }
        return letter.value
    }

    private static let named: [String: ScalarSet] = [
        "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]), "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]),
        "ascii": ScalarSet([0...0x7F]), "blank": ScalarSet([9...9, 32...32]), "cntrl": ScalarSet([0...31, 127...127]),
        "digit": .digits, "graph": ScalarSet([0x21...0x7E]), "lower": ScalarSet([0x61...0x7A]),
        "print": ScalarSet([0x20...0x7E]),
        "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
        "space": ScalarSet([9...13, 32...32]), "upper": ScalarSet([0x41...0x5A]), "word": .word,
        "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]

    mutating func bracket() throws(Refusal) -> ScalarSet {
        let start = at
        at += 1
        let isNegated = take("^")
        var set = ScalarSet([])
        var isFirst = true
        while isFirst || scalar != "]" {
            guard let next = scalar else {
                at = start
                throw refused()
            }
            isFirst = false
            if try namedClass(into: &set) { continue }
            if next == "\\", let inner = try classEscape() {
                set.add(inner, isNegated: inner.isNegated && inner.categories.isEmpty)
                set.categories += inner.categories.map { ($0.name, $0.isNegated != inner.isNegated) }
                continue
            }
            let lower = try member()
            var upper = lower
            if scalar == "-", let after = ahead(1), after != "]" {
                at += 1
                upper = try member()
            }
            guard lower <= upper else { throw refused() }
            set.add(lower...upper)
        }
        at += 1
        set = settled(set)
        set.isNegated = isNegated
        return set
    }

    private mutating func member() throws(Refusal) -> UInt32 {
        guard let next = scalar else { throw refused() }
        if next == "\\" {
            if let letter = ahead(1), ("1"..."9").contains(letter) { throw refused() }
            return try single()
        }
        at += 1
        return next.value
    }

    /// `[:alpha:]` inside brackets.
    private mutating func namedClass(into set: inout ScalarSet) throws(Refusal) -> Bool {
        guard starts(with: "[:") else { return false }
        var end = at + 2
        while end + 1 < text.count, !(text[end] == ":" && text[end + 1] == "]") { end += 1 }
        guard end + 1 < text.count else { return false }
        var name = ""
        name.unicodeScalars.append(contentsOf: text[(at + 2)..<end])
        let isNegated = name.utf8.first == UInt8(ascii: "^")
        guard let found = Self.named[isNegated ? String(name.dropFirst()) : name] else { throw refused() }
        set.add(found, isNegated: isNegated)
        at = end + 2
        return true
    }
}

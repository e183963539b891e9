import Problems
import Rules

/// Random numbers that come again with their seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
}

/// Makes expressions that nobody would write, from those of the tables.
struct Fuzzer {
    static let corpus: [String] = {
        let tables: [[Line]] = [
            LiteralTests.lines, ArithmeticTests.arithmeticLines, ArithmeticTests.comparisonLines, LogicTests.logicLines,
            LogicTests.errorsLines, LogicTests.unknownsLines, ContainerTests.textsLines, ContainerTests.listsLines,
            ContainerTests.mapsLines, ContainerTests.macrosLines, ConversionTests.conversionsLines,
            ConversionTests.timesLines, CheckTests.lines,
        ]
        return tables.joined().map(\.expression) + PatternTests.lines.map { "'ab1 é'.matches(r'''\($0.pattern)''')" }
    }()

    private static let pieces = [
        "&&", "||", "!", "?", ":", "==", "!=", "<", ">=", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ".",
        ",",
        " in ", "x", "lost", "wrong", "gone", "t", "f", "numbers", "family", "person.age", "s", "d", "u", "1", "0",
        "1.5", "'a'",
        "b'a'", "null", "has(", ".all(n, ", ".exists(n, ", ".map(n, ", ".filter(n, ", ".exists_one(n, ", "size(",
        "dyn(", "int(",
        ".matches('", "(?i)", "\\", "'", "\"\"\"", "r'", "//", "\n", "\0", "é", "😀", "9223372036854775807",
        "-9223372036854775808",
        "timestamp('", "duration('", "when", "span", "received('BPUM', 2020)", "active('KUR')", "[[1]]", "{'a': 1}",
        "0x", "1e400",
    ]

    var numbers: SeededNumbers

    mutating func expression() -> String {
        var bytes = Array(Self.corpus[numbers.below(Self.corpus.count)].utf8)
        for _ in 0...numbers.below(4) { mutate(&bytes) }
        return String(decoding: bytes.prefix(3000), as: UTF8.self)
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let place = numbers.below(bytes.count + 1)
        let end = min(bytes.count, place + numbers.below(8))
        switch numbers.below(8) {
        case 0: bytes.replaceSubrange(place..<end, with: [])
        case 1: bytes.insert(UInt8(truncatingIfNeeded: numbers.next()), at: place)
        case 2, 3: bytes.insert(contentsOf: Array(Self.pieces[numbers.below(Self.pieces.count)].utf8), at: place)
        case 4: bytes.replaceSubrange(place..<end, with: Array(Self.pieces[numbers.below(Self.pieces.count)].utf8))
        case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 6:
            let other = Array(Self.corpus[numbers.below(Self.corpus.count)].utf8)
            let operators = [" && ", " || ", " == ", " + ", " in ", " ? x : "]
            bytes =
                Array("(".utf8) + bytes + Array((")" + operators[numbers.below(6)] + "(").utf8) + other
                + Array(")".utf8)
        default:
            let other = Array(Self.corpus[numbers.below(Self.corpus.count)].utf8)
            bytes = Array(bytes[..<place]) + other[numbers.below(other.count + 1)...]
        }
    }

    /// Runs one expression in every way; what is wrong with it, if anything is.
    static func fault(_ text: String) -> String? {
        guard let outcome = try? Sample.run(text, limits: ExpressionLimits(steps: 20_000)) else { return "no schema" }
        if outcome.hasPrefix("explained") || outcome.hasPrefix("the quick") { return outcome }
        for start in ["refused ", "error "] where outcome.hasPrefix(start) {
            let code = String(outcome.dropFirst(start.count))
            if code != "test.broken", Catalogue.bundled.reason(ofCode: code, .id) == code { return "unworded \(code)" }
        }
        return nil
    }
}

public import Kernels

/// One thing that can hold between two records.
///
/// Written as words, `not` in front turns it round:
///
/// | written | holds where both have a value and |
/// | --- | --- |
/// | `same KEY` | it is the same |
/// | `missing KEY` | — at least one has none |
/// | `jw KEY >= 0.9`, `jaro KEY >= 0.9` | the Jaro–Winkler or Jaro similarity of texts is that much |
/// | `words KEY >= 0.5` | the texts share that part of the words that either has |
/// | `edits KEY <= 1` | texts or digits are that many edits apart, swaps of neighbours included |
/// | `levenshtein KEY <= 1` | texts or digits are that many insertions, deletions and replacements apart |
/// | `differ KEY >= 3` | digits differ in that many places |
/// | `swapped KEY` | dates of one year have day and month in each other's place |
/// | `days KEY <= 31` | dates are that many days apart |
/// | `gap KEY <= 5`, `share KEY <= 0.1` | numbers differ by that much, or by that part of the larger |
/// | `custom NAME` | the caller's own test says so |
public struct Condition: Sendable, Hashable {
    public enum Test: Sendable, Hashable {
        case same
        case missing
        case similar(TextMeasure, Double)
        case edits(Int)
        case differ(Int)
        case swapped
        case days(Int)
        case gap(Double)
        case share(Double)
        /// The key's field is the name of the test.
        case custom
    }

    public var test: Test
    public var key: FieldKey
    public var isNegated: Bool

    public init(_ test: Test, _ key: FieldKey, isNegated: Bool = false) {
        self.test = test
        self.key = key
        self.isNegated = isNegated
    }

    /// The same without a `not`.
    var plain: Condition { Condition(test, key) }

    /// Reads the written form; nil where it is none.
    public init?(text: String) {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let isNegated = words.first == "not"
        if isNegated { words.removeFirst() }
        guard words.count == 2 || words.count == 4, let key = FieldKey(text: words[1]) else { return nil }
        let bound = words.count == 4 ? Double(words[3]) : nil
        let sign = words.count == 4 ? words[2] : ""
        let whole = bound.flatMap { Int(exactly: $0) }
        switch (words[0], sign) {
        case ("same", ""): test = .same
        case ("missing", ""): test = .missing
        case ("swapped", ""): test = .swapped
        case ("custom", ""): test = .custom
        case ("jw", ">="), ("jaro", ">="), ("words", ">="):
            guard let bound, bound > 0, bound <= 1 else { return nil }
            test = .similar(words[0] == "jw" ? .jaroWinkler : words[0] == "jaro" ? .jaro : .words, bound)
        case ("levenshtein", "<="):
            guard let whole, whole >= 0, whole < 64 else { return nil }
            test = .similar(.levenshtein, Double(whole))
        case ("edits", "<="):
            guard let whole, whole >= 0, whole < 64 else { return nil }
            test = .edits(whole)
        case ("differ", ">="):
            guard let whole, whole >= 1, whole <= 16 else { return nil }
            test = .differ(whole)
        case ("days", "<="):
            guard let whole, whole >= 0, whole < 1_000_000 else { return nil }
            test = .days(whole)
        case ("gap", "<="):
            guard let bound, bound >= 0 else { return nil }
            test = .gap(bound)
        case ("share", "<="):
            guard let bound, bound >= 0 else { return nil }
            test = .share(bound)
        default: return nil
        }
        self.key = key
        self.isNegated = isNegated
    }

    /// The word of the written form and its bound, such as `jw` and 0.9.
    public var wordAndBound: (word: String, bound: Double?) {
        let words = plain.text.split(separator: " ")
        return (words.first.map(String.init) ?? "", words.count == 4 ? Double(words[3]) : nil)
    }

    /// The written form.
    public var text: String {
        let (word, bound): (String, String)
        switch test {
        case .same: (word, bound) = ("same", "")
        case .missing: (word, bound) = ("missing", "")
        case .swapped: (word, bound) = ("swapped", "")
        case .custom: (word, bound) = ("custom", "")
        case .similar(.jaroWinkler, let value): (word, bound) = ("jw", " >= \(value)")
        case .similar(.jaro, let value): (word, bound) = ("jaro", " >= \(value)")
        case .similar(.words, let value): (word, bound) = ("words", " >= \(value)")
        case .similar(.levenshtein, let value): (word, bound) = ("levenshtein", " <= \(Int(value))")
        case .similar(.optimalAlignment, let value): (word, bound) = ("edits", " <= \(Int(value))")
        case .edits(let value): (word, bound) = ("edits", " <= \(value)")
        case .differ(let value): (word, bound) = ("differ", " >= \(value)")
        case .days(let value): (word, bound) = ("days", " <= \(value)")
        case .gap(let value): (word, bound) = ("gap", " <= \(value)")
        case .share(let value): (word, bound) = ("share", " <= \(value)")
        }
        return (isNegated ? "not " : "") + word + " " + key.text + bound
    }
}

extension Condition: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let condition = Condition(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
        }
        self = condition
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

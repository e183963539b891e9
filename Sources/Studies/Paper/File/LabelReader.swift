import Evaluation

/// Reads an interval from a label, word by word; gives up at the first thing it does not know.
struct LabelReader {
    private static let below = ["<", "less than", "below", "under", "kurang dari", "di bawah", "dibawah"]
    private static let atMost = [
        "<=", "≤", "at most", "up to", "no more than", "not more than", "maximum", "maksimal", "paling banyak",
        "paling tinggi", "sampai dengan", "sampai", "hingga",
    ]
    private static let above = [">", "more than", "above", "over", "lebih dari", "di atas", "diatas"]
    private static let atLeast = [
        ">=", "≥", "at least", "minimum", "minimal", "paling sedikit", "sekurang-kurangnya", "sekurangnya",
    ]
    private static let between = ["-", "to", "s.d.", "s/d", "sd", "sampai dengan", "sampai", "hingga"]
    /// Days in a unit of time; months and years by the calendar's mean, so that 12 months are a year.
    private static let times: [String: Double] = [
        "hari": 1, "day": 1, "days": 1, "minggu": 7, "week": 7, "weeks": 7, "bulan": 30.4375, "month": 30.4375,
        "months": 30.4375, "tahun": 365.25, "year": 365.25, "years": 365.25,
    ]
    private static let powers: [String: Double] = [
        "ribu": 1e3, "thousand": 1e3, "juta": 1e6, "million": 1e6, "miliar": 1e9, "billion": 1e9,
    ]
    private static let idle: Set<String> = ["points", "poin", "old", "orang", "persons", "people"]

    private struct Quantity {
        var value: Double
        var scale: Double?
        var dimension: LabelInterval.Dimension?
    }

    private var rest: Substring
    private let source: String

    init(_ label: String) {
        source = label.lowercased().replacing("–", with: "-").replacing("—", with: "-").replacing("−", with: "-")
        rest = source[...]
    }

    mutating func interval() -> LabelInterval? {
        guard source.count <= 100 else { return nil }
        let bounds: [([String], (Double) -> (Double, Bool, Double, Bool))] = [
            (Self.atMost, { (-.infinity, true, $0, true) }), (Self.atLeast, { ($0, true, .infinity, true) }),
            (Self.below, { (-.infinity, true, $0, false) }), (Self.above, { ($0, false, .infinity, true) }),
        ]
        for (words, limits) in bounds where take(anyOf: words) {
            guard let quantity = quantity(), isAtEnd else { return nil }
            let (low, hasLow, high, hasHigh) = limits(quantity.value * (quantity.scale ?? 1))
            return LabelInterval(low, hasLow, high, hasHigh, quantity.dimension ?? .number)
        }
        guard let first = quantity() else { return nil }
        if isAtEnd {
            let value = first.value * (first.scale ?? 1)
            return LabelInterval(value, true, value, true, first.dimension ?? .number)
        }
        guard take(anyOf: Self.between), let second = quantity(), isAtEnd else { return nil }
        // "1-3 tahun": the unit stands once, behind the second number.
        let low = first.value * (first.scale ?? second.scale ?? 1)
        let high = second.value * (second.scale ?? 1)
        guard low <= high else { return nil }
        return LabelInterval(low, true, high, true, second.dimension ?? first.dimension ?? .number)
    }

    private var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

    /// Takes the longest of several words, if it stands here as a whole.
    private mutating func take(anyOf words: [String]) -> Bool {
        skipBlanks()
        for word in words.sorted(by: { $0.count > $1.count }) where rest.hasPrefix(word) {
            let after = rest.dropFirst(word.count)
            guard word.last?.isLetter == false || after.first.map({ !$0.isLetter }) ?? true else { continue }
            rest = after
            return true
        }
        return false
    }

    private mutating func word() -> String {
        skipBlanks()
        let word = rest.prefix(while: \.isLetter)
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    private mutating func quantity() -> Quantity? {
        var dimension: LabelInterval.Dimension?
        if take(anyOf: ["rp.", "rp", "idr"]) { dimension = .money }
        skipBlanks()
        var digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
        while let last = digits.last, last == "." || last == "," { digits = digits.dropLast() }
        guard let number = PrintedNumber(String(digits), grouped: true) else { return nil }
        rest = rest.dropFirst(digits.count)
        var scale: Double?
        while true {
            skipBlanks()
            if rest.first == "%" {
                rest = rest.dropFirst()
                dimension = .percent
                continue
            }
            let before = rest
            let unit = word()
            if let days = Self.times[unit] {
                (scale, dimension) = (days, .time)
            } else if let power = Self.powers[unit] {
                scale = power
            } else if unit.isEmpty || !Self.idle.contains(unit) {
                rest = before
                return Quantity(value: number.value, scale: scale, dimension: dimension)
            }
        }
    }
}

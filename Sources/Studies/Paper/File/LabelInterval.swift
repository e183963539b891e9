import Evaluation

/// A label that is an interval of numbers, such as `≤ Rp800.000`, `8 – 13 hari`, `more than 4 years` or `40% - 59,99%`.
struct LabelInterval: Sendable, Hashable {
    /// What the numbers measure; only intervals of one dimension can be held against each other.
    enum Dimension: Sendable, Hashable { case number, percent, time, money }

    let lower: Double
    let includesLower: Bool
    let upper: Double
    let includesUpper: Bool
    let dimension: Dimension

    /// - Returns: nil for a label with anything else in it.
    init?(_ label: String) {
        var reader = LabelReader(label)
        guard let interval = reader.interval() else { return nil }
        self = interval
    }

    init(_ lower: Double, _ includesLower: Bool, _ upper: Double, _ includesUpper: Bool, _ dimension: Dimension) {
        self.lower = lower
        self.includesLower = includesLower
        self.upper = upper
        self.includesUpper = includesUpper
        self.dimension = dimension
    }

    /// Whether it reads like calendar years: "2019-2020" names a school year, which may share its end with the next.
    var isYears: Bool {
        let years = 1900.0...2100
        return dimension == .number && years.contains(lower) && years.contains(upper)
    }

    func band(named name: String) -> EffectivenessClasses.Band {
        .init(name, from: lower, includesLower, to: upper, includesUpper)
    }
}

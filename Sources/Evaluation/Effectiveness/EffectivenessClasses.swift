/// A table of effectiveness classes as data: what a publication prints, with the holes it prints.
public struct EffectivenessClasses: Sendable, Hashable {
    /// One printed class, from `lower` to `upper`.
    public struct Band: Sendable, Hashable {
        /// The class's name in English, such as `effective enough`.
        public var name: String
        /// Lower limit, in the unit of what is classed: percent for scores.
        public var lower: Double
        /// Whether a score on the lower limit belongs to the class.
        public var includesLower: Bool
        /// Upper limit, in the same unit.
        public var upper: Double
        /// Whether a score on the upper limit belongs to the class.
        public var includesUpper: Bool

        /// A class with its two limits, each with whether it belongs to the class.
        public init(_ name: String, from lower: Double, _ includesLower: Bool, to upper: Double, _ includesUpper: Bool)
        {
            self.name = name
            self.lower = lower
            self.includesLower = includesLower
            self.upper = upper
            self.includesUpper = includesUpper
        }

        /// Whether the class takes a value, by its limits as printed.
        public func holds(_ value: Double) -> Bool {
            (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
        }
    }

    /// The class of a value by both readings of the table.
    public struct Reading: Sendable, Hashable {
        /// By the table as printed; nil for a value in a hole between two classes.
        public var literal: String?
        /// By continuous limits.
        public var continuous: String
        /// Whether the printed table has no class for the value.
        public var inGap: Bool { literal == nil }
    }

    /// The table's name, such as `litbang-1991`.
    public var name: String
    /// The classes as printed, ascending.
    public var bands: [Band]
    /// Where one class ends and the next begins in the continuous reading, ascending; one fewer than classes.
    public var cuts: [Double]

    /// A table of classes as printed, with the limits of its continuous reading.
    public init(name: String, bands: [Band], cuts: [Double]) {
        self.name = name
        self.bands = bands
        self.cuts = cuts
    }

    /// Litbang Depdagri 1991 as printed in evaluations that use it: below 40 very ineffective, 40–59.99 ineffective,
    /// 60–79.99 effective enough, above 79.99 effective. Values between 59.99 and 60 belong to no printed class.
    public static let litbang1991 = EffectivenessClasses(
        name: "litbang-1991",
        bands: [
            Band("very ineffective", from: -.infinity, true, to: 40, false),
            Band("ineffective", from: 40, true, to: 59.99, true),
            Band("effective enough", from: 60, true, to: 79.99, true),
            Band("effective", from: 79.99, false, to: .infinity, true),
        ],
        cuts: [40, 60, 80])

    /// Both readings of a score in percent.
    public func reading(of score: Double) -> Reading {
        let index = cuts.count { score >= $0 }
        return Reading(
            literal: bands.first { $0.holds(score) }?.name, continuous: bands[min(index, bands.count - 1)].name)
    }

    /// The warnings on scores.
    public func warnings(_ scores: [Double]) -> [EvaluationWarning] {
        scores.contains { $0 > 100 } ? [EvaluationWarning(.valueAbove100)] : []
    }
}

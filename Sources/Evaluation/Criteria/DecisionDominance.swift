/// Who decides: how refusals spread over those who decide, and what is left of them when one is left out.
///
/// Counts say who decided, not who was behind it: whoever comes first refuses first, and a list that one passes on may be
/// another's.
public struct DecisionDominance: Sendable {
    /// One actor at one stage.
    public struct Share: Sendable, Hashable {
        /// Who decides where.
        public var decider: DecisionStep.Decider
        /// Lines decided on, and refused.
        public var decided: Int
        /// Of these, refused.
        public var refused: Int
        /// Refused though no rule stands against the line.
        public var unexplained: Int
        /// The share of lines decided on that were refused, with Wilson's interval.
        public var rate: Interval
        /// Of all refusals, and of all unexplained ones; nil where there are none.
        public var shareOfRefusals: Double?
        /// Of all refusals that no rule explains; nil where there are none.
        public var shareOfUnexplained: Double?
        /// The refusals' concentration when this one is left out; nil where nobody else refuses.
        public var concentrationWithout: Double?
    }

    /// Those who decided, the most refusals first.
    public let shares: [Share]
    /// All refusals.
    public let refused: Int
    /// Refusals that no rule explains.
    public let unexplained: Int
    /// Herfindahl's sum of squared shares of refusals (Herfindahl 1950; Hirschman 1964): 1 where one refuses all; nil without
    /// refusals.
    public let concentration: Double?
    /// The same of the refusals that no rule explains.
    public let concentrationOfUnexplained: Double?
    /// What the sum would be if each refused in proportion to what came before him.
    public let evenConcentration: Double?

    /// How many equal deciders would concentrate refusals as much.
    public var effectiveDeciders: Double? { concentration.map { 1 / $0 } }

    /// Counts decisions.
    public init(_ lines: DecidedLines) {
        struct Count {
            var decided = 0
            var refused = 0
            var unexplained = 0
        }
        var counts: [DecisionStep.Decider: Count] = [:]
        for (steps, verdict) in zip(lines.steps, lines.verdicts) {
            for step in steps {
                counts[step.decider, default: Count()].decided += 1
                guard step.isRefusal else { continue }
                counts[step.decider, default: Count()].refused += 1
                if verdict.isOpen { counts[step.decider, default: Count()].unexplained += 1 }
            }
        }
        let (refused, unexplained) = counts.values.reduce(into: (0, 0)) {
            $0.0 += $1.refused
            $0.1 += $1.unexplained
        }
        (self.refused, self.unexplained) = (refused, unexplained)
        concentration = Self.herfindahl(counts.values.map(\.refused))
        concentrationOfUnexplained = Self.herfindahl(counts.values.map(\.unexplained))
        // Those who never refuse, as who proposes, do not belong to the comparison.
        evenConcentration = Self.herfindahl(counts.values.filter { $0.refused > 0 }.map(\.decided))
        shares = counts.map { decider, count in
            Share(
                decider: decider, decided: count.decided, refused: count.refused, unexplained: count.unexplained,
                rate: (try? ProportionIntervals(successes: count.refused, of: count.decided).wilson) ?? Interval(0, 1),
                shareOfRefusals: refused > 0 ? Double(count.refused) / Double(refused) : nil,
                shareOfUnexplained: unexplained > 0 ? Double(count.unexplained) / Double(unexplained) : nil,
                concentrationWithout: Self.herfindahl(counts.filter { $0.key != decider }.values.map(\.refused)))
        }.sorted {
            ($1.refused, $1.decided, $0.decider.stage, $0.decider.actor)
                < ($0.refused, $0.decided, $1.decider.stage, $1.decider.actor)
        }
    }

    private static func herfindahl(_ counts: [Int]) -> Double? {
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        return counts.reduce(0.0) { $0 + Double($1) * Double($1) } / (Double(total) * Double(total))
    }
}

/// How long lines stayed at a stage, in the unit of the caller.
public struct StayingTimes: Sendable, Hashable {
    /// How many times there are.
    public let count: Int
    /// A quarter stayed shorter.
    public let lowerQuartile: Double
    /// Half stayed shorter.
    public let median: Double
    /// Three quarters stayed shorter.
    public let upperQuartile: Double
    /// The longest stay.
    public let longest: Double

    /// Quartiles by linear interpolation (type 7 of Hyndman and Fan 1996).
    ///
    /// - Throws: `empty-data` without times, `missing-values` where one is not finite.
    public init(_ times: [Double]) throws(EvaluationRefusal) {
        guard let longest = times.max() else { throw EvaluationRefusal(.emptyData) }
        guard times.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.missingValues) }
        let quantiles = WeightedQuantiles(times, weights: Array(repeating: 1, count: times.count))
        count = times.count
        lowerQuartile = quantiles(0.25, .linear)
        median = quantiles(0.5, .linear)
        upperQuartile = quantiles(0.75, .linear)
        self.longest = longest
    }
}

/// How areas, or kinds of areas, were decided: of lines that no rule stands against, the share refused.
public struct AreaRefusals: Sendable {
    /// One area.
    public struct Area: Sendable, Hashable {
        /// As the list calls it.
        public var name: String
        /// Of these, refused.
        public var refused: Int
        /// Lines that were decided on.
        public var decided: Int
        /// Wilson's.
        public var interval: Interval
        /// Against all other areas; nil where there are none.
        public var difference: ShareDifference?
    }

    /// In the order of their names.
    public let areas: [Area]

    /// Compares areas; lines without one, without a decision or with a rule against them do not enter.
    ///
    /// - Parameter areas: one each line: the area, or its kind such as urban and rural.
    /// - Throws: `invalid-option` when the lengths differ.
    public init(_ lines: DecidedLines, areas: [String?]) throws(EvaluationRefusal) {
        guard areas.count == lines.count else { throw EvaluationRefusal(.invalidOption, "length") }
        var counts: [String: (refused: Int, decided: Int)] = [:]
        for (place, area) in areas.enumerated() {
            guard let area, lines.verdicts[place].isOpen, lines.decisions[place] != .pending else { continue }
            counts[area, default: (0, 0)].decided += 1
            if lines.decisions[place] == .refused { counts[area, default: (0, 0)].refused += 1 }
        }
        let all = counts.values.reduce((0, 0)) { ($0.0 + $1.refused, $0.1 + $1.decided) }
        var found: [Area] = []
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            let intervals = try ProportionIntervals(successes: count.refused, of: count.decided)
            let others = (all.0 - count.refused, all.1 - count.decided)
            found.append(
                Area(
                    name: name, refused: count.refused, decided: count.decided, interval: intervals.wilson,
                    difference: others.1 > 0 ? try ShareDifference((count.refused, count.decided), others) : nil))
        }
        self.areas = found
    }
}

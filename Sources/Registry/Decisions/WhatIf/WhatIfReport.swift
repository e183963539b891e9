public import Evaluation

/// The lines of one list under the present rules and under changed ones, side by side. Nothing of it is stored.
///
/// Movers reconcile: served before = stayed + left, served after = stayed + entered; without a limit all who are eligible are
/// served. Who is held on either side is told by ``count(_:_:)``.
public struct WhatIfReport: Sendable {
    /// One side of the comparison.
    public struct Side: Sendable {
        public var judge: RuleJudge
        public var tally: RuleTally
        /// How many can be served; nil where all who are eligible are.
        public var plan: QuotaPlan?
        /// Those who are eligible and, where there is a limit, within it.
        public var served = 0
        /// Rupiah of those who are served.
        public var cost: Int64 = 0
        /// Those with the same points at the cut, of whom it is not decided who is served.
        public var tied = 0
        /// How many can be served, and for how many rupiah, once that is decided; the same as above where nobody is tied.
        public var mostServed = 0
        public var mostCost: Int64 = 0
    }

    /// Somebody who enters or leaves.
    public struct Mover: Sendable {
        public var row: Int
        /// As it may be shown.
        public var maskedNIK: String
        public var before: RuleVerdict
        public var after: RuleVerdict
        /// Of who enters, what stood against them before; of who leaves, what stands against them now.
        public var reasons: [RuleFinding]
        public var benefitBefore: Int64
        public var benefitAfter: Int64
        public var enters: Bool
        /// Whether it is the limit and no rule that keeps them out on the other side.
        public var isByLimit: Bool
    }

    /// The people whom one rule let in or out.
    public struct RuleMovement: Sendable {
        public var rule: ProgrammeRule
        public var entered = 0
        /// Let in by this rule and no other.
        public var enteredAlone = 0
        public var left = 0
        public var leftAlone = 0
    }

    /// A group of lines.
    public struct Group: Sendable, Hashable {
        /// Nil for lines that do not tell.
        public var name: String?
        public var lines = 0
        public var before = 0
        public var entered = 0
        public var left = 0
        public var costBefore: Int64 = 0
        public var costAfter: Int64 = 0
        public var after: Int { before + entered - left }
    }

    /// What lines are grouped by.
    public enum Axis: String, Sendable, CaseIterable { case area, sex, sector, decile }

    /// The people of another list among those who are eligible.
    public struct Overlap: Sendable, Hashable {
        public var list: String
        public var kind: String
        public var year: Int
        public var isOfRecipients: Bool
        public var before = 0
        public var after = 0
    }

    /// Who gets how much, by tenths of the income of this list's people.
    public struct Incidence: Sendable {
        /// Where the income stands: a column.
        public var source: String
        /// Lines with income, and lines without.
        public var known: Int
        public var unknown: Int
        /// Limits between the tenths, in rupiah.
        public var cuts: [Double]
        /// Whether rupiah are shared out; otherwise places, since no rule gives an amount.
        public var isMoney: Bool
        /// Nil for a side on which nobody is eligible.
        public var before: Distribution?
        public var after: Distribution?
    }

    /// How one side shares out.
    public struct Distribution: Sendable {
        public var groups: IncidenceGroups
        /// The concentration index: below 0 where the poor get more than their share.
        public var index: Double
        public var curve: ConcentrationCurve
    }

    /// Why nothing is said by income.
    public enum WithoutIncome: String, Sendable, Hashable {
        /// No column tells it.
        case noColumn = "no-column"
        /// Fewer than ten lines tell it, or all tell the same.
        case tooFew = "too-few"
    }

    public var list: String
    public var present: Side
    public var changed: Side
    /// What was changed, in words of the command line; empty where other files were compared.
    public var changes: [RuleChange]
    /// What lines are grouped by as their area.
    public var areaName: String
    public var matrix: [RuleVerdict: [RuleVerdict: Int]]
    /// In the order of the list.
    public var movers: [Mover]
    public var byRule: [RuleMovement]
    public var groups: [Axis: [Group]]
    public var overlaps: [Overlap]
    public var incidence: Incidence?
    public var withoutIncome: WithoutIncome?

    public var rows: Int { present.tally.rows }
    /// Served on both sides.
    public var stayed: Int { present.served - left }
    public var entered: Int { movers.count(where: \.enters) }
    public var left: Int { movers.count - entered }
    /// Whether there is a limit on either side.
    public var hasLimit: Bool { present.plan != nil || changed.plan != nil }
    /// Whether people have the same points at a cut.
    public var hasTies: Bool { present.tied + changed.tied > 0 }
    /// How much more the changed rules cost.
    public var difference: Int64 { changed.cost.subtractingReportingOverflow(present.cost).partialValue }
    /// The same from the least to the most, where people are tied.
    public var differences: ClosedRange<Int64> {
        let least = changed.cost.subtractingReportingOverflow(present.mostCost).partialValue
        let most = changed.mostCost.subtractingReportingOverflow(present.cost).partialValue
        return min(least, most)...max(least, most)
    }

    /// Lines with one verdict before and another after.
    public func count(_ before: RuleVerdict, _ after: RuleVerdict) -> Int { matrix[before]?[after] ?? 0 }
}

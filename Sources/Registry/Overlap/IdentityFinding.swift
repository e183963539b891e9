import Store

/// A person or family that is on two lists, or twice on one, through matches alone.
struct IdentityCrossing {
    struct Family: Hashable {
        var a: Int
        var b: Int
        var cards: [String]
    }

    /// Indices of lists.
    var a: Int
    var b: Int
    var unit: OverlapUnit
    /// Whether people decided it; else it rests on proposals.
    var isConfirmed: Bool
    /// Numbers of the records that are one person, or of the family's people who are one.
    var records: [Int64]
    var cards: [String] = []

    var family: Family { Family(a: a, b: b, cards: cards) }
}

extension IdentityOverlap {
    /// The part of two lists, through matches, to which one rule (or none) applies.
    public struct Finding: Sendable, Hashable {
        /// Indices into the lists of the overlap; the same for one who is twice on a list.
        public var a: Int
        public var b: Int
        public var unit: OverlapUnit
        /// Whether it rests on decisions of people alone; else on proposals, which may be wrong.
        public var isConfirmed: Bool
        public var verdict: Verdict
        /// Whether the rule's condition could not be told, for want of a value.
        public var isUndecided: Bool
        /// People, or families.
        public var count: Int
        /// Rupiah on list a, and on list b.
        public var amountA: Int64
        public var amountB: Int64
        public var conditionId: String?
        public var conditionEn: String?
        public var legalBasis: String?
        /// From when to when the rule holds, `yyyy-mm-dd`; nil for an open side.
        public var validFrom: String?
        public var validTo: String?
        public var source: String?
    }
}

/// Puts each person and family that matches bring onto two lists under the rule that speaks of it.
struct IdentityJudge {
    private struct Key: Hashable {
        var a: Int
        var b: Int
        var unit: OverlapUnit
        var isConfirmed: Bool
        var isUndecided: Bool
        /// -1 where none speaks of it.
        var rule: Int
    }

    let lists: [OverlapList]
    let compatibility: Compatibility

    /// - Parameter entries: the lines of records, and of the people of family cards.
    func findings(
        _ crossings: [IdentityCrossing], _ entries: (IdentityCrossing) -> [OverlapEntry]
    ) -> [IdentityOverlap.Finding] {
        var found: [Key: IdentityOverlap.Finding] = [:]
        for crossing in crossings {
            let (a, b) = (crossing.a, crossing.b)
            // What is no rule's matter within one list, or of families, is not worth telling.
            let isOrdinary = a != b && crossing.unit == .person
            guard isOrdinary || compatibility.concerns(lists[a], lists[b], unit: crossing.unit) else { continue }
            let own = entries(crossing).filter(\.isGiven)
            let (onA, onB) = (own.filter { $0.list == a }, own.filter { $0.list == b })
            guard !onA.isEmpty, !onB.isEmpty else { continue }
            let match = compatibility.decide(lists[a], onA, lists[b], onB, unit: crossing.unit)
            guard isOrdinary || match != nil else { continue }
            let rule = match?.rule
            let key = Key(
                a: a, b: b, unit: crossing.unit, isConfirmed: crossing.isConfirmed,
                isUndecided: match?.isUndecided ?? false, rule: rule?.position ?? -1)
            var finding =
                found[key]
                ?? IdentityOverlap.Finding(
                    a: a, b: b, unit: crossing.unit, isConfirmed: crossing.isConfirmed,
                    verdict: match?.verdict ?? .unregulated, isUndecided: key.isUndecided, count: 0, amountA: 0,
                    amountB: 0, conditionId: rule?.conditionId, conditionEn: rule?.conditionEn,
                    legalBasis: rule?.legalBasis, validFrom: rule?.validFrom.flatMap { $0.isEmpty ? nil : $0 },
                    validTo: rule?.validTo.flatMap { $0.isEmpty ? nil : $0 }, source: rule?.source)
            finding.count += 1
            for entry in onA { finding.amountA.addRupiah(entry.amount) }
            if a != b { for entry in onB { finding.amountB.addRupiah(entry.amount) } }
            found[key] = finding
        }
        return found.sorted { one, other in
            let (x, y) = (one.key, other.key)
            return (x.isConfirmed ? 0 : 1, x.a, x.b, x.unit == .person ? 0 : 1, one.value.verdict.gravity, x.rule)
                < (y.isConfirmed ? 0 : 1, y.a, y.b, y.unit == .person ? 0 : 1, other.value.verdict.gravity, y.rule)
        }.map(\.value)
    }
}

/// A step that needs call for, as far as a reader of published tables may know it.
public struct PolicyStep: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case widen, join, start }

    public var kind: Kind
    /// The programme to widen, or the two to join; empty where one has to be started.
    public var programmes: [String]
    /// What to start: the need it answers (`K1` to `K6`), the kind of aid where one was asked for, and for whom.
    public var need: String?
    public var aid: String?
    public var unit: SubjectKind?
    /// The regencies whose counts say so.
    public var regions: [String]
}

extension NationalPublication {
    /// What the needs say to those who decide, cut to what the release holds.
    ///
    /// A step says of each regency it names that there are needs of its kinds there, unmet ones where something has to be
    /// widened or started. It is told only where the regency's needs of each kind, and for unmet ones also the regency's
    /// and the kind's unmet needs in the province, are published counts: then it says nothing of a count that is hidden. It
    /// rests on as many subjects as a count that is shown has at least. Villages are never named. The order follows published counts alone.
    func steps(_ policy: PolicyPage, _ needs: [AssessedNeed], in region: String) -> [PolicyStep] {
        guard PublicationCounts.depth(region) <= Self.regency else { return [] }
        let known = Dictionary(
            needs.map { ($0.need.code, $0.need) }, uniquingKeysWith: { first, _ in first })
        func step(_ step: PolicyStep, _ codes: [String]) -> (PolicyStep, weight: Int)? {
            let own = Dictionary(grouping: codes.compactMap { known[$0] }) { need in
                SupplyReport.area(of: need.region ?? RegionScope.nation, Self.regency)
            }
            let open = own.compactMap { place, needs -> (String, Int)? in
                guard PublicationCounts.depth(place) == Self.regency, Set(needs.map(\.subject)).count >= threshold
                else { return nil }
                return weight(Set(needs.map(\.need)), in: place, isUnmet: step.kind != .join).map { (place, $0) }
            }
            guard !open.isEmpty else { return nil }
            var step = step
            step.regions = open.map(\.0).sorted()
            return (step, open.reduce(0) { $0 + $1.1 })
        }
        let widen = policy.widen.compactMap { item in
            step(PolicyStep(kind: .widen, programmes: [item.programme], regions: []), item.needs)
        }
        let join = policy.join.compactMap { item in
            step(PolicyStep(kind: .join, programmes: [item.first, item.second], regions: []), item.needs)
        }
        let start = policy.start.compactMap { item in
            step(
                PolicyStep(
                    kind: .start, programmes: [], need: item.need, aid: item.aid, unit: item.unit, regions: []),
                item.needs)
        }
        return [widen, join, start].flatMap { steps in
            steps.sorted { ($1.weight, Self.order($0.0)) < ($0.weight, Self.order($1.0)) }.map(\.0)
        }
    }

    private static let regency = 2

    private static func order(_ step: PolicyStep) -> String {
        (step.programmes + [step.need ?? "", step.aid ?? "", step.unit?.rawValue ?? ""]).joined(separator: "/")
    }

    /// The published needs of some kinds in a regency; nil where one of the counts that the step speaks of is not
    /// published, or zero.
    private func weight(_ kinds: Set<String>, in regency: String, isUnmet: Bool) -> Int? {
        func shown(_ region: String, _ breakdown: String, _ category: String) -> Int? {
            let key = CountKey(NeedCount.measure, region: region, breakdown: breakdown, category: category)
            guard let count = guarded.counts[key]?.number, count > 0 else { return nil }
            return count
        }
        let absent = AssessedNeed.State.absent.rawValue
        if isUnmet, shown(regency, "state", absent) == nil { return nil }
        var weight = 0
        for kind in kinds {
            guard let count = shown(regency, "kind", kind) else { return nil }
            if isUnmet, let province = RegionScope.parent(of: regency),
                shown(province, "kindState", kind + "/" + absent) == nil
            {
                return nil
            }
            weight += count
        }
        return weight
    }
}

public import Problems
import Store

/// A village's plan that joins programmes over a year, and what does not fit in it.
public struct VillagePlan: Sendable {
    public struct Line: Sendable {
        public var entry: PlanEntry
        /// The programme's name; its code where no record of it is known.
        public var name: String
        public var owner: String?
        /// Twelve months, January first: whether it runs.
        public var months: [Bool] {
            (1...12).map { (entry.fromMonth...max(entry.fromMonth, entry.toMonth)).contains($0) }
        }
        /// Needs of the kind it answers in this village that somebody stated and nobody has met.
        public var unserved: Int
        /// The same of those that rules alone see.
        public var inferred: Int
    }

    public var region: String
    public var year: Int
    /// By the first month.
    public var lines: [Line]
    /// What does not fit; empty where the plan holds.
    public var problems: [Problem]
}

extension Registry {
    /// A village's plan for a year: whether each programme runs there then, comes after the one it builds on, and bears
    /// with the others.
    ///
    /// - Throws: `plan.missing` where nobody planned anything.
    public func plan(of village: String, year: Int) throws(Problem) -> VillagePlan {
        let (entries, programmes, compatibility) = try database.read { connection in
            (
                try LedgerQueries(connection).current(.init("plan", subject: village, fiscalYear: year)).compactMap {
                    LedgerJSON.value(PlanEntry.self, $0.document)
                }, try ProgrammeLedger(connection).programmes(of: year),
                try CatalogueQueries(connection).compatibility()
            )
        }
        guard !entries.isEmpty else {
            throw Problem("plan.missing", .refuse, ["region": village, "year": String(year)])
        }
        let needs = try supply(year: year, region: village, includeInferred: true).needs
        let lookup = Dictionary(programmes.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let sorted = entries.sorted {
            ($0.fromMonth, $0.toMonth, $0.programme) < ($1.fromMonth, $1.toMonth, $1.programme)
        }
        let check = PlanCheck(
            village: village, year: year, entries: sorted, programmes: lookup,
            rules: ComplementRules(compatibility, year: year))
        return VillagePlan(
            region: village, year: year,
            lines: sorted.map { entry in
                let open = needs.filter { $0.state != .served && $0.need.need == entry.need }
                return VillagePlan.Line(
                    entry: entry, name: lookup[entry.programme]?.name ?? entry.programme,
                    owner: lookup[entry.programme]?.owner, unserved: open.count { !$0.isInferred },
                    inferred: open.count(where: \.isInferred))
            }, problems: check.problems())
    }
}

/// Looks through a plan for what does not fit.
private struct PlanCheck {
    let village: String
    let year: Int
    let entries: [PlanEntry]
    let programmes: [String: ProgrammeRecord]
    let rules: ComplementRules

    func problems() -> [Problem] {
        entries.flatMap { running($0) + order($0) } + pairs()
    }

    private func running(_ entry: PlanEntry) -> [Problem] {
        let arguments = ["programme": entry.programme, "year": String(year), "region": village]
        guard let programme = programmes[entry.programme], programme.isActive(in: year) else {
            return [Problem("plan.not-active", .refuse, arguments)]
        }
        var problems: [Problem] = []
        if !RegionScope.covers(programme.area, village) {
            problems.append(Problem("plan.not-here", .refuse, arguments))
        }
        if let need = entry.need,
            Set(programme.kinds).isDisjoint(with: SheetKinds.bundled.aids(answering: need))
        {
            problems.append(
                Problem("plan.need-unanswered", .warn, arguments.merging(["need": need], uniquingKeysWith: { $1 })))
        }
        return problems
    }

    private func order(_ entry: PlanEntry) -> [Problem] {
        guard let after = entry.after else { return [] }
        let arguments = ["programme": entry.programme, "after": after]
        guard let earlier = entries.first(where: { $0.programme == after }) else {
            return [Problem("plan.after-missing", .refuse, arguments)]
        }
        if earlier.fromMonth >= entry.fromMonth { return [Problem("plan.after-later", .refuse, arguments)] }
        return earlier.toMonth >= entry.fromMonth ? [Problem("plan.after-overlaps", .warn, arguments)] : []
    }

    private func pairs() -> [Problem] {
        var problems: [Problem] = []
        for (index, one) in entries.enumerated() {
            for other in entries[(index + 1)...] {
                guard let a = programmes[one.programme], let b = programmes[other.programme], rules.excludes(a, b)
                else { continue }
                problems.append(
                    Problem(
                        "plan.forbidden", .refuse,
                        [
                            "programme": a.code, "other": b.code,
                            "basis": rules.ban(a, b)?.legalBasis ?? rules.ban(a, b)?.conditionId ?? "–",
                        ]))
            }
        }
        return problems
    }
}

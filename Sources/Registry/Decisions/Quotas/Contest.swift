/// Those who compete within one limit.
struct Contest {
    private let plan: QuotaPlan
    private var area: QuotaRanking.Area
    private var places: [QuotaRanking.Place] = []
    /// Points of cases that are held; nil where they cannot be told.
    private var held: [Double?] = []

    init(_ name: String?, _ plan: QuotaPlan) {
        self.plan = plan
        area = QuotaRanking.Area(name: name, limit: plan.limit(of: name))
    }

    private var isBudget: Bool { if case .budget = area.limit { true } else { false } }

    mutating func add(_ item: RuledCase, _ line: Int, _ points: RankingPoints) {
        let (sum, missing) = points.sum(item)
        guard item.verdict == .eligible else {
            held.append(item.problems.isEmpty ? sum : nil)
            return
        }
        var place = QuotaRanking.Place(
            line: line, row: item.row, area: area.name, points: sum, amount: item.benefit, standing: .waiting,
            missing: missing)
        if isBudget, item.benefit == nil { place.missing.append("benefit") }
        if let kind = plan.area, area.name == nil { place.missing.append(kind.rawValue) }
        if !place.missing.isEmpty { place.standing = .unranked }
        places.append(place)
    }

    /// The order, the cut, and what decided at it.
    func settled(_ cases: [RuledCase]) -> (area: QuotaRanking.Area, places: [QuotaRanking.Place]) {
        var (area, places) = (area, places)
        let groups = Dictionary(grouping: places.indices.filter { places[$0].standing != .unranked }) {
            places[$0].points ?? 0
        }.sorted { $0.key > $1.key }
        var purse = Purse(area.limit)
        var rank = 1
        var isOver = false
        for (points, group) in groups {
            for index in group { places[index].rank = rank }
            rank += group.count
            guard !isOver else { continue }
            if purse.takes(group.map { places[$0].amount }) {
                for index in group { places[index].standing = .served }
                area.cut = points
                continue
            }
            isOver = true
            // One alone is tied with nobody, and so are those for whom nothing is left.
            guard group.count > 1, group.contains(where: { purse.wouldTake(places[$0].amount) }) else { continue }
            let tie = self.tie(group, places, cases, &purse)
            for index in tie.served { places[index].standing = .served }
            for index in tie.open { places[index].standing = .tied }
            if !tie.served.isEmpty { area.cut = points }
            (area.tiedServed, area.tiedSpent) = purse.most(of: tie.open.map { places[$0].amount })
            area.tie = QuotaRanking.Tie(
                points: points, rows: group.map { places[$0].row }.sorted(), served: tie.served.count,
                decidedBy: tie.decidedBy, undecidedBy: tie.undecidedBy, open: tie.open.map { places[$0].row }.sorted())
        }
        for place in places {
            area.counts[place.standing, default: 0] += 1
            if place.standing == .served { area.spent.addRupiah(place.amount ?? 0) }
        }
        area.held = held.count
        let bar = area.tie.flatMap { $0.open.isEmpty ? nil : $0.points } ?? area.cut
        area.heldAbove = held.count { points in
            guard let points, let cut = bar else { return true }
            return points >= cut
        }
        return (area, places)
    }

    /// Decides among people with the same points, as far as the plan says how.
    private func tie(
        _ group: [Int], _ places: [QuotaRanking.Place], _ cases: [RuledCase], _ purse: inout Purse
    ) -> (served: [Int], open: [Int], decidedBy: [QuotaPlan.TieBreak], undecidedBy: QuotaPlan.TieBreak?) {
        var served: [Int] = []
        var undecidedBy: QuotaPlan.TieBreak?
        var tied = group
        var decidedBy: [QuotaPlan.TieBreak] = []
        for way in plan.ties where tied.count > 1 {
            guard let parts = Self.parts(tied, way, { cases[places[$0].line] }) else {
                // What the plan says next would be another order than it promised.
                undecidedBy = way
                break
            }
            guard parts.count > 1 else { continue }
            decidedBy.append(way)
            var next: [Int] = []
            for part in parts {
                guard next.isEmpty else { break }
                if purse.takes(part.map { places[$0].amount }) { served += part } else { next = part }
            }
            tied = next
        }
        // Where nobody of them can be served any more, nobody is tied for a place.
        let open = tied.count > 1 && tied.contains { purse.wouldTake(places[$0].amount) } ? tied : []
        return (served, open, decidedBy, undecidedBy)
    }

    /// The tied in parts, the first served first; nil where one of them has no number.
    private static func parts(
        _ tied: [Int], _ way: QuotaPlan.TieBreak, _ item: (Int) -> RuledCase
    ) -> [[Int]]? {
        switch way {
        case .rule(let code):
            var parts: [Double: [Int]] = [:]
            for index in tied {
                guard let number = RankingPoints.number(of: code, item(index)) else { return nil }
                parts[number, default: []].append(index)
            }
            return parts.sorted { $0.key > $1.key }.map(\.value)
        case .lottery(let seed):
            return tied.map { (index: $0, lot: RankingPoints.lot(seed, item($0))) }
                .sorted { ($0.lot, $0.index) < ($1.lot, $1.index) }.map { [$0.index] }
        }
    }
}

/// What is left of a limit.
struct Purse {
    private var left: Int64
    private let isBudget: Bool

    init(_ limit: QuotaPlan.Limit) {
        left = limit.amount
        if case .budget = limit { isBudget = true } else { isBudget = false }
    }

    /// Takes what all of these need; nothing where it does not reach for all.
    mutating func takes(_ amounts: [Int64?]) -> Bool {
        let need = isBudget ? amounts.map { $0 ?? 0 }.boundedSum : Int64(amounts.count)
        guard need <= left else { return false }
        left -= need
        return true
    }

    /// How many of these it could serve at most, and for how many rupiah.
    func most(of amounts: [Int64?]) -> (people: Int, rupiah: Int64) {
        let sums = amounts.map { $0 ?? 0 }.sorted()
        guard isBudget else {
            let people = min(Int(clamping: max(0, left)), sums.count)
            return (people, sums.suffix(people).boundedSum)
        }
        var (people, spent): (Int, Int64) = (0, 0)
        for sum in sums where [spent, sum].boundedSum <= left {
            people += 1
            spent.addRupiah(sum)
        }
        // Of unlike amounts others may come nearer to what there is.
        return (people, people == sums.count || sums.first == sums.last ? spent : left)
    }

    func wouldTake(_ amount: Int64?) -> Bool { isBudget ? (amount ?? 0) <= left : left > 0 }
}

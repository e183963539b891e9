import Store

/// Puts each person and family that is on two lists under the rule that speaks of it.
struct PairJudge {
    private struct PairKey: Hashable { var a: Int; var b: Int }
    private struct Key: Hashable {
        var pair: PairKey
        var unit: OverlapUnit
        /// Position of the rule; -1 where none speaks of the pair.
        var rule: Int
        var isUndecided: Bool
    }
    private struct Sum { var finding: OverlapResult.Finding; var cards: Set<UInt64> = [] }

    private let lists: [OverlapList]
    private let compatibility: Compatibility
    private var sums: [Key: Sum] = [:]
    private var codes = NumberCodes()

    init(lists: [OverlapList], compatibility: Compatibility) {
        self.lists = lists
        self.compatibility = compatibility
    }

    mutating func add(_ person: Member) {
        let person = person.given
        let on = person.lists
        for (index, a) in on.enumerated() {
            for b in on[(index + 1)...] {
                let match = compatibility.decide(
                    lists[a], person.entries(on: a), lists[b], person.entries(on: b), unit: .person)
                add(person, a, b, .person, match)
            }
            addRepeats(of: person, on: a)
        }
    }

    /// Several lines of one person on one list: only a rule can make that a finding.
    private mutating func addRepeats(of person: Member, on list: Int) {
        let lines = person.entries(on: list)
        guard lines.count > 1,
            let match = compatibility.decide(lists[list], lines, lists[list], lines, unit: .person)
        else { return }
        let activities = lines.compactMap(\.activity)
        if activities.count == lines.count, Set(activities).count == lines.count { return }
        add(person, list, list, .person, match)
    }

    mutating func add(family: Member) {
        let family = family.given
        let on = family.lists
        for (index, a) in on.enumerated() {
            let onA = Set(family.entries(on: a).map(\.nik))
            for b in on[(index + 1)...] {
                guard onA.isDisjoint(with: family.entries(on: b).map(\.nik)) else { continue }
                let match = compatibility.decide(
                    lists[a], family.entries(on: a), lists[b], family.entries(on: b), unit: .family)
                add(family, a, b, .family, match)
            }
            guard onA.count > 1,
                let match = compatibility.decide(
                    lists[a], family.entries(on: a), lists[a], family.entries(on: a), unit: .family)
            else { continue }
            add(family, a, a, .family, match)
        }
    }

    private mutating func add(_ member: Member, _ a: Int, _ b: Int, _ unit: OverlapUnit, _ match: Compatibility.Match?)
    {
        let rule = match?.rule
        let key = Key(
            pair: PairKey(a: a, b: b), unit: unit, rule: rule?.position ?? -1, isUndecided: match?.isUndecided ?? false)
        let empty = OverlapResult.Finding(
            a: a, b: b, unit: unit, verdict: match?.verdict ?? .unregulated, isUndecided: key.isUndecided, people: 0,
            families: 0, amountA: 0, amountB: 0, conditionId: rule?.conditionId, conditionEn: rule?.conditionEn,
            legalBasis: rule?.legalBasis, source: rule?.source, cases: [])
        // Taken out while it grows: two holders of the list of cases would copy it for every case.
        var sum = sums.removeValue(forKey: key) ?? Sum(finding: empty)
        let amountA = member.amount(on: a)
        let amountB = member.amount(on: b)
        switch unit {
        case .person: sum.finding.people += 1
        case .family: if a == b { sum.finding.people += Set(member.entries(on: a).map(\.nik)).count }
        }
        if let card = member.familyCard { sum.cards.insert(codes.code(of: card)) }
        sum.finding.amountA.addRupiah(amountA)
        sum.finding.amountB.addRupiah(amountB)
        let first = member.entries(on: a).first
        let other = unit == .person ? Self.otherName(than: first?.name ?? "", in: member.entries(on: b)) : nil
        if other != nil { sum.finding.namesDiffer += 1 }
        sum.finding.cases.append(
            OverlapResult.Case(
                nik: unit == .person ? first?.nik : nil, familyCard: member.familyCard, name: first?.name ?? "",
                village: member.entries.lazy.compactMap(\.village).first, rowsA: member.entries(on: a).map(\.row),
                rowsB: member.entries(on: b).map(\.row), amountA: amountA, amountB: amountB,
                otherName: other))
        sums[key] = sum
    }

    private static func otherName(than name: String, in entries: ArraySlice<OverlapEntry>) -> String? {
        entries.first { NameDifference.isWhole(name, $0.name) }?.name
    }

    /// By pair, the gravest verdict first; people in the order of their numbers, families in that of their cards.
    var findings: [OverlapResult.Finding] {
        return sums.values.map { sum in
            var finding = sum.finding
            finding.families = sum.cards.count
            finding.cases.sort()
            return finding
        }.sorted {
            ($0.a, $0.b, $0.unit == .person ? 0 : 1, $0.verdict.gravity, $0.conditionId ?? "")
                < ($1.a, $1.b, $1.unit == .person ? 0 : 1, $1.verdict.gravity, $1.conditionId ?? "")
        }
    }
}

import Indonesia
public import Store

/// Finds who is on more than one list: people by identity number, families by family card.
public enum OverlapEngine {
    /// - Parameters:
    ///   - entries: the lines of all lists that were not refused, in any order.
    ///   - rules: the compatibility rules in their order.
    public static func find(
        _ lists: [OverlapList], _ entries: [OverlapEntry], rules: [CompatibilityRecord]
    ) -> OverlapResult {
        let compatibility = Compatibility(rules: rules)
        let people = Members.people(entries)
        let families = Members.families(people)
        var result = OverlapResult(
            lists: describe(lists, entries, people),
            matrix: [[Int]](repeating: [Int](repeating: 0, count: lists.count), count: lists.count), pairs: [],
            findings: [], combinations: [], complements: [], peopleOnSeveral: 0, people: people.count)
        var combinations: [[Int]: Int] = [:]
        for person in people {
            let on = person.lists
            combinations[on, default: 0] += 1
            if on.count > 1 { result.peopleOnSeveral += 1 }
            for a in on { for b in on { result.matrix[a][b] += 1 } }
        }
        result.combinations = combinations.map { OverlapResult.Combination(lists: $0.key, people: $0.value) }

            .sorted { left, right in
                if left.people != right.people { return left.people > right.people }
                return left.lists.lexicographicallyPrecedes(right.lists)
            }
        var judge = PairJudge(lists: lists, compatibility: compatibility)
        for person in people { judge.add(person) }
        for family in families { judge.add(family: family) }
        result.pairs = judge.pairs
        result.findings = judge.findings
        result.complements = complements(lists, people, compatibility)
        return result
    }

    private static func describe(
        _ lists: [OverlapList], _ entries: [OverlapEntry], _ people: [Member]
    ) -> [OverlapResult.List] {
        var rows = [Int](repeating: 0, count: lists.count)
        var amounts = [Int64](repeating: 0, count: lists.count)
        var heads = rows
        for entry in entries {
            rows[entry.list] += 1
            amounts[entry.list].addRupiah(entry.amount)
        }
        for person in people { for list in person.lists { heads[list] += 1 } }
        return lists.enumerated().map { index, list in
            OverlapResult.List(
                name: list.name, title: list.title, programme: list.programme, institution: list.institution,
                fiscalYear: list.fiscalYear, referenceDate: list.referenceDate?.description, rows: rows[index],
                people: heads[index], amount: amounts[index])
        }
    }

    /// "Served by A, needs B, B exists here, not offered": the study's main complaint made countable.
    private static func complements(
        _ lists: [OverlapList], _ people: [Member], _ compatibility: Compatibility
    ) -> [OverlapResult.Complement] {
        var villages = [Set<String>](repeating: [], count: lists.count)
        for person in people {
            for entry in person.entries {
                if let village = entry.village { villages[entry.list].insert(village.lowercased()) }
            }
        }
        var complements: [OverlapResult.Complement] = []
        for a in lists.indices {
            // Several lists of one programme are one offer: the first of them stands for it.
            var offered: Set<String> = []
            for b in lists.indices where lists[b].programme != lists[a].programme {
                guard let rule = compatibility.complement(of: lists[a], by: lists[b]),
                    offered.insert(lists[b].programme).inserted
                else { continue }
                let offers = lists.indices.filter { lists[$0].programme == lists[b].programme }
                let reached = offers.reduce(into: Set<String>()) { $0.formUnion(villages[$1]) }
                var counts: [String: Int] = [:]
                for person in people {
                    let on = person.lists
                    guard on.contains(a), !on.contains(where: offers.contains) else { continue }
                    guard let village = person.entries.first(where: { $0.list == a && $0.village != nil })?.village,
                        reached.contains(village.lowercased())
                    else { continue }
                    counts[village, default: 0] += 1
                }
                let total = counts.values.reduce(0, +)
                guard total > 0 else { continue }
                complements.append(
                    OverlapResult.Complement(
                        servedBy: a, notOn: b, people: total,
                        villages: counts.map { (name: $0.key, people: $0.value) }
                            .sorted { ($0.people, $1.name) > ($1.people, $0.name) },
                        conditionId: rule.conditionId, conditionEn: rule.conditionEn, source: rule.source))
            }
        }
        return complements
    }
}

import Foundation
import Indonesia
public import Store

/// Finds who is on more than one list: people by identity number, families by family card.
///
/// All lines are counted from a few words for each; only of those who are on several lists, or against a rule within
/// one, everything is read, part by part.
public enum OverlapEngine {
    /// So many people are read at one time.
    static let part = 2_000

    /// - Parameters:
    ///   - entries: the lines of all lists that were not refused, in any order.
    ///   - rules: the compatibility rules in their order.
    public static func find(
        _ lists: [OverlapList], _ entries: [OverlapEntry], rules: [CompatibilityRecord]
    ) -> OverlapResult {
        var watch = OverlapWatch()
        return find(lists, EntriesInMemory(entries), rules: rules, &watch)
    }

    /// - Parameter watch: of whom the lists are to be told beside.
    static func find<Source: OverlapSource>(
        _ lists: [OverlapList], _ source: Source, rules: [CompatibilityRecord], _ watch: inout OverlapWatch
    ) throws(Source.Failure) -> OverlapResult {
        let compatibility = Compatibility(rules: rules)
        var lines = OverlapLines(lists: lists.count)
        try source.forEachLine { lines.append($0) }
        var counter = OverlapCounter(lists, compatibility, threads: ProcessInfo.processInfo.activeProcessorCount)
        counter.countPeople(&lines, &watch)
        counter.countFamilies(&lines, &watch)
        var result = OverlapResult(
            lists: describe(lists, lines, counter), matrix: counter.matrix, pairs: counter.pairs, findings: [],
            combinations: counter.combinations, complements: complements(counter, lines),
            peopleOnSeveral: counter.onSeveral, people: counter.people)
        let codes = lines.codes
        let (found, families) = (counter.found, counter.families)
        // From here on nothing is asked of the columns any more.
        lines = OverlapLines(lists: 0)
        var judge = PairJudge(lists: lists, compatibility: compatibility)
        try judgePeople(found, source, &judge)
        try judgeFamilies(families, codes, source, &judge)
        result.findings = judge.findings
        return result
    }

    private static func judgePeople<Source: OverlapSource>(
        _ people: [UInt64], _ source: Source, _ judge: inout PairJudge
    ) throws(Source.Failure) {
        // Those who came one after the other lie side by side where they are read.
        let people = people.sorted()
        for start in stride(from: 0, to: people.count, by: part) {
            let entries = try source.entries(of: people[start..<min(people.count, start + part)])
            for person in Members.people(entries) { judge.add(person) }
        }
    }

    private static func judgeFamilies<Source: OverlapSource>(
        _ families: OverlapCounter.Families, _ codes: NumberCodes, _ source: Source, _ judge: inout PairJudge
    ) throws(Source.Failure) {
        var (family, start) = (0, 0)
        while family < families.cards.count {
            let first = family
            repeat { family += 1 } while family < families.cards.count && families.ends[family] - start <= part
            let cards = Set(families.cards[first..<family].map(codes.text))
            let end = families.ends[family - 1]
            let people = Set(families.people[start..<end]).sorted()
            let entries = try source.entries(of: people[...])
            // Of other cards of these people not everybody may be here.
            for found in Members.families(Members.people(entries)) {
                if let card = found.familyCard, cards.contains(card) { judge.add(family: found) }
            }
            start = end
        }
    }

    private static func describe(
        _ lists: [OverlapList], _ lines: OverlapLines, _ counter: OverlapCounter
    ) -> [OverlapResult.List] {
        lists.enumerated().map { index, list in
            OverlapResult.List(
                name: list.name, title: list.title, programme: list.programme, institution: list.institution,
                fiscalYear: list.fiscalYear, referenceDate: list.referenceDate?.description,
                rows: lines.counts[index], people: counter.matrix[index][index], amount: lines.amounts[index])
        }
    }

    private static func complements(_ counter: OverlapCounter, _ lines: OverlapLines) -> [OverlapResult.Complement] {
        counter.offers.compactMap { offer -> OverlapResult.Complement? in
            let total = offer.people.values.reduce(0, +)
            guard total > 0 else { return nil }
            return OverlapResult.Complement(
                servedBy: offer.servedBy, notOn: offer.notOn, people: total,
                villages: offer.people.map { (name: lines.villageName($0.key), people: $0.value) }
                    .sorted { ($0.people, $1.name) > ($1.people, $0.name) },
                conditionId: offer.rule.conditionId, conditionEn: offer.rule.conditionEn, source: offer.rule.source)
        }
    }
}

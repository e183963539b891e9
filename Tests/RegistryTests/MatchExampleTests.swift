import Foundation
import Problems
import Registry
import Store
import Testing

/// Which of the example's planted damages linking finds again: held against whom each refused row truly is about.
@Suite struct MatchExampleTests {
    /// What became of the refused rows of one kind of damage.
    struct Tally: Equatable, CustomStringConvertible {
        /// Rows whose person stands elsewhere too, with a sound number or in another refused row.
        var elsewhere = 0
        /// Of those, proposed as probable with a record of their person.
        var found = 0
        /// Rows proposed as probable with a record of somebody else.
        var wrong = 0

        var missed: Int { elsewhere - found }
        var description: String { "elsewhere \(elsewhere), found \(found), missed \(missed), wrong \(wrong)" }
    }

    /// Every record that can be compared with the number of the person it truly is about.
    static func whoIsWho(_ registry: Registry, _ batches: [BatchRecord]) throws -> (
        people: [Int64: String], refused: [Int64: (nik: String, code: String)]
    ) {
        let subjects = try registry.database.read { connection in
            var all: [SubjectRecord] = []
            try SubjectRecordQueries(connection).forEach { all.append($0) }
            return all
        }
        let people = subjects.filter(\.isPerson).map { ($0.id, $0.nik ?? "") }
        var refused: [Int64: (nik: String, code: String)] = [:]
        let known = Set(subjects.lazy.filter { !$0.isPerson }.map(\.id))
        for (batch, list) in zip(batches, try Truth.load().lists) {
            for row in list.refused {
                let id = LineQueries.id(batch: batch.id, row: row.row)
                if known.contains(id) { refused[id] = (try #require(row.means), row.code) }
            }
        }
        #expect(Set(refused.keys) == known, "every refused record is one of the planted ones")
        return (Dictionary(people, uniquingKeysWith: { first, _ in first }), refused)
    }

    static func tallies(
        _ people: [Int64: String], _ refused: [Int64: (nik: String, code: String)], _ pairs: [SubjectPair]
    ) -> [String: Tally] {
        var records: [String: Int] = [:]
        for nik in people.values { records[nik, default: 0] += 1 }
        for item in refused.values { records[item.nik, default: 0] += 1 }
        func who(_ id: Int64) -> String? { people[id] ?? refused[id]?.nik }
        var partners: [Int64: [Int64]] = [:]
        for pair in pairs {
            partners[pair.a, default: []].append(pair.b)
            partners[pair.b, default: []].append(pair.a)
        }
        var tallies: [String: Tally] = [:]
        for (id, item) in refused {
            let proposed = (partners[id] ?? []).map { who($0) == item.nik }
            let isElsewhere = (records[item.nik] ?? 0) > 1
            tallies[item.code, default: Tally()].elsewhere += isElsewhere ? 1 : 0
            tallies[item.code, default: Tally()].found += isElsewhere && proposed.contains(true) ? 1 : 0
            tallies[item.code, default: Tally()].wrong += proposed.contains(false) ? 1 : 0
        }
        return tallies
    }

    @Test func plantedDamageIsFoundAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batches = try registry.importOneGate()
        let before = try scratch.tables()
        let search = try registry.findMatches()
        // Proposing changes nothing but the proposals.
        #expect(try scratch.tables() == before)
        let items = try registry.matches(open: false)
        #expect(items.count == search.run.candidates)
        #expect(try registry.matchQueue().candidates == search.run.candidates)
        #expect(search.strata.reduce(0, +) == search.run.candidates)
        let (people, refused) = try Self.whoIsWho(registry, batches)
        let probable = items.filter { $0.candidate.stratum >= MatchStratum.probable }.map(\.candidate.pair)
        let tallies = Self.tallies(people, refused, probable)
        // Missed are two rows whose number has an impossible date and which bring neither card, village nor telephone
        // that another record of the person has, and one whose telephone and business alone speak for it.
        #expect(
            tallies == [
                "nik.characters": Tally(elsewhere: 10, found: 9), "nik.date": Tally(elsewhere: 12, found: 10),
                "nik.fifteen-digits": Tally(elsewhere: 10, found: 10), "nik.length": Tally(elsewhere: 6, found: 6),
                "nik.missing": Tally(elsewhere: 9, found: 9), "nik.placeholder": Tally(elsewhere: 8, found: 8),
                "nik.scientific": Tally(elsewhere: 8, found: 8), "nik.serial": Tally(elsewhere: 2, found: 2),
                "nik.trailing-zero": Tally(elsewhere: 7, found: 7),
            ], "\(tallies.sorted { $0.key < $1.key })")
        // Everybody with a sound number is one person: no two of them may be proposed as probable.
        #expect(probable.allSatisfy { people[$0.a] == nil || people[$0.b] == nil })
        #expect(search.run.isConverged)
    }

    /// Of each two lists everybody whom matches bring together stands under one rule, or under none.
    private static func reconcile(_ found: IdentityOverlap) {
        for pair in found.pairs {
            func sum(_ isConfirmed: Bool) -> Int {
                found.findings.filter {
                    ($0.a, $0.b) == (pair.a, pair.b) && $0.unit == .person && $0.isConfirmed == isConfirmed
                }.reduce(0) { $0 + $1.count }
            }
            #expect((sum(true), sum(false)) == (pair.confirmed, pair.probable))
        }
    }

    /// Reviewed blind by somebody who knows the truth, the sample gives back the true precision, and the overlap counts
    /// what was confirmed apart from what was not.
    @Test func reviewTellsPrecisionAndMovesCounts() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batches = try registry.importOneGate()
        let plain = try registry.overlap()
        try registry.findMatches()
        let proposed = try registry.overlap()
        #expect(proposed.matrix == plain.matrix && proposed.findings == plain.findings)
        let identities = try #require(proposed.identities)
        #expect(identities.confirmed == 0 && identities.pairs.allSatisfy { $0.confirmed == 0 })
        #expect(identities.probable > 0 && identities.open > identities.probable)
        Self.reconcile(identities)
        let before = try scratch.tables()
        let (people, refused) = try Self.whoIsWho(registry, batches)
        func who(_ id: Int64) -> String? { people[id] ?? refused[id]?.nik }
        var seen = 0
        while let item = try registry.matchQueue().next {
            #expect(item.isSampled && item.decision == nil)
            let pair = item.candidate.pair
            try registry.decide(pair, who(pair.a) == who(pair.b) ? .same : .different, isBlind: true)
            seen += 1
            try #require(seen <= 4 * MatchStratum.sample)
        }
        let queue = try registry.matchQueue()
        #expect(queue.progress.decided == queue.progress.all && seen == queue.progress.all)
        let items = try registry.matches(open: false)
        let quality = try registry.matchQuality()
        let precision = try #require(quality.precision)
        #expect(precision.value == 1 && precision.low > 0.9 && quality.isComplete)
        // One pair of two people says nothing of probabilities.
        #expect(quality.calibration == nil)
        // Beside each found share stands the mean of what was stated of the same candidates.
        for item in quality.bands where item.band.candidates > 0 {
            let own = items.filter { $0.candidate.stratum == item.band.number }.map(\.candidate.probability)
            let mean = Double(own.reduce(0, +)) / Double(own.count) / 1_000_000
            #expect(abs(try #require(item.stated) - mean) < 1e-9)
            #expect(item.reliability != nil)
        }
        let recall = try #require(quality.recall)
        let isTrue = items.map { who($0.candidate.pair.a) == who($0.candidate.pair.b) }
        let above = zip(items, isTrue).count { $0.candidate.stratum >= MatchStratum.probable && $1 }
        let truth = Double(above) / Double(isTrue.count { $0 })
        #expect(recall.low <= truth && truth <= recall.high)
        // What was probable is confirmed now, but for what the sample left out.
        let decided = try #require(try registry.overlap().identities)
        #expect(decided.confirmed > 0 && decided.confirmed + decided.probable == identities.probable)
        Self.reconcile(decided)
        let open = try registry.matches(open: true).count { $0.candidate.stratum >= MatchStratum.probable }
        #expect(decided.open == open && queue.probable == open)
        #expect(try registry.overlap().matrix == plain.matrix)
        // Confirmed overlaps are true ones: both lists, counted from the truth.
        for pair in decided.pairs where pair.probable == 0 {
            let lists = [pair.a, pair.b].map { index in
                batches.firstIndex { $0.name == plain.lists[index].name } ?? -1
            }
            #expect(pair.confirmed <= Self.hidden(registry, people, refused, batches, lists))
        }
        // Taking everything back restores all of it.
        for decision in try registry.matchHistory() { try registry.undo(decision: decision.id, note: "uji") }
        #expect(try registry.overlap().identities?.pairs == identities.pairs)
        #expect(try registry.overlap().identities?.probable == identities.probable)
        #expect(try scratch.tables() == before)
        #expect(try registry.verify() == [])
        // A second search proposes the same pairs in the same drawing order.
        let first = (items + queue.sample).map(\.candidate.pair)
        try registry.findMatches()
        let again = try registry.matches(open: false) + registry.matchQueue().sample
        #expect(again.map(\.candidate.pair) == first)
    }

    /// People who truly stand on both lists, on at least one of them only in a refused row.
    private static func hidden(
        _ registry: Registry, _ people: [Int64: String], _ refused: [Int64: (nik: String, code: String)],
        _ batches: [BatchRecord], _ lists: [Int]
    ) -> Int {
        let listed = lists.map { index -> (sound: Set<String>, all: Set<String>) in
            guard batches.indices.contains(index) else { return ([], []) }
            let batch = batches[index]
            let sound =
                (try? registry.database.read { connection in
                    try connection.all(
                        "SELECT p.nik FROM enrolment e JOIN person p ON p.id = e.person WHERE e.batch = ?",
                        [.integer(batch.id)]
                    ) { $0.string(0) }
                }) ?? []
            let hidden = refused.filter { $0.key >> 32 == batch.id }.map(\.value.nik)
            return (Set(sound), Set(sound).union(hidden))
        }
        guard listed.count == 2 else { return 0 }
        return listed[0].all.intersection(listed[1].all)
            .subtracting(listed[0].sound.intersection(listed[1].sound)).count
    }
}

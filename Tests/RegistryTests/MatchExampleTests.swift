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
        let subjects = try registry.database.read { try SubjectRecordQueries($0).all() }
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
        let queue = try registry.matchQueue()
        #expect(queue.items.count == search.run.candidates)
        #expect(search.strata.reduce(0, +) == search.run.candidates)
        let (people, refused) = try Self.whoIsWho(registry, batches)
        let probable = queue.items.filter { $0.candidate.stratum >= MatchStratum.probable }.map(\.candidate.pair)
        let tallies = Self.tallies(people, refused, probable)
        for (code, tally) in tallies.sorted(by: { $0.key < $1.key }) { print(code, tally) }
        let both = probable.filter { people[$0.a] != nil && people[$0.b] != nil }
        print("people with two numbers", both.count, "run", search.run.records, search.run.pairs, search.strata)
        for item in queue.items where item.candidate.stratum < 3 { print(item.candidate.probability, people[item.candidate.pair.a] ?? refused[item.candidate.pair.a]!.nik, people[item.candidate.pair.b] ?? refused[item.candidate.pair.b]!.nik, item.candidate.pattern) }
        for (id, item) in refused where !queue.items.contains(where: { $0.candidate.pair.a == id || $0.candidate.pair.b == id }) {
            if people.values.contains(item.nik) { print("missed", id >> 32, id & 0xffff, item) }
        }
    }
}

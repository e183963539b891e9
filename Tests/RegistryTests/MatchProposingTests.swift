import Foundation
import Problems
import Registry
import Store
import Testing

/// What is proposed when a list is taken in, and what becomes of it.
@Suite struct MatchProposingTests {
    private func propose(
        _ rows: [String], as name: String, programme: String, _ registry: Registry, _ scratch: Scratch
    ) throws -> CommittedList {
        try registry.commitAndPropose(
            MatchSearchTests.stage(rows, as: name, programme: programme, registry, scratch))
    }

    private func candidates(_ registry: Registry) throws -> [CandidateRecord] {
        try registry.matches(open: false).map(\.candidate)
    }

    /// The last list of the example, held against the others by the model of the search before, is proposed the pairs that
    /// a search of the whole registry finds for it. Twice, and twice the same.
    @Test func theLastListIsProposedWhatAWholeSearchFinds() throws {
        var proposed: [[CandidateRecord]] = []
        for _ in 0..<2 {
            let scratch = try Scratch()
            let registry = try scratch.registry()
            let lists = try Manifest.load().lists
            func stage(_ list: Manifest.List) throws -> Int64 {
                try registry.stage(
                    ImportRequest(
                        file: example("one-gate").appendingPathComponent(list.file), programme: list.programme,
                        institution: list.institution, profile: list.profile, fiscalYear: list.fiscalYear,
                        referenceDate: list.referenceDate, name: list.name)
                ).batch.id
            }
            for list in lists.dropLast() { _ = try registry.commit(stage(list)) }
            try registry.findMatches()
            let before = try candidates(registry)
            let last = try registry.commitAndPropose(stage(#require(lists.last)))
            let run = try #require(last.proposals)
            #expect((run.basis, run.batch, last.problem) == (.earlier, last.batch.id, nil))
            let after = try candidates(registry)
            #expect(after.count == before.count + run.candidates && run.candidates > 20)
            // What stood there stands as it did.
            #expect(Set(before).isSubset(of: after))
            let own = after.filter { $0.run == run.id }
            #expect(own.allSatisfy { $0.pair.b >> 32 == last.batch.id })
            #expect(try registry.matchQueue().isStale == false)
            let told = try #require(try registry.proposals(of: last.batch.id))
            #expect((told.open, told.run.id) == (own.count, run.id))
            #expect(told.probable == own.count { $0.stratum >= MatchStratum.probable })
            try registry.findMatches()
            let whole = try candidates(registry).filter {
                $0.stratum >= MatchStratum.probable && $0.pair.b >> 32 == last.batch.id
            }
            // Trained on the last list as well, that search is surer of some; it brings up none that was not there.
            let probable = Set(own.filter { $0.stratum >= MatchStratum.probable }.map(\.pair))
            #expect(probable.count > 20 && probable.isSubset(of: whole.map(\.pair)))
            #expect(Set(whole.map(\.pair)).isSubset(of: own.map(\.pair)))
            proposed.append(own)
        }
        #expect(proposed[0] == proposed[1])
    }

    /// The program may stop between the commit of a list and the search for what it brought.
    @Test func aSearchCutShortIsMadeUpForBeforeTheNextListComesIn() throws {
        var found: [[CandidateRecord]] = []
        for isCutShort in [false, true] {
            let scratch = try Scratch()
            let registry = try scratch.registry()
            _ = try propose(
                (0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
            let second = try MatchSearchTests.stage(
                (0..<40).map { MatchSearchTests.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
            if isCutShort {
                _ = try registry.commit(second, searchFollows: true)
                #expect(try registry.matchQueue().isStale && registry.proposals(of: second) == nil)
            } else {
                _ = try registry.commitAndPropose(second)
            }
            let third = try propose(
                (40..<60).map { MatchSearchTests.row($0, nik: "") }, as: "tiga", programme: "MEKAAR", registry, scratch)
            #expect(try registry.matchQueue().isStale == false)
            #expect(try #require(try registry.proposals(of: second)).open >= 40)
            #expect(try #require(try registry.proposals(of: third.batch.id)).open >= 20)
            // The list is in the registry before anything is searched.
            let entries = try registry.log(.changes, limit: 50).map(\.entry)
            let committed = try #require(entries.first { $0.action == "commit" && $0.object == third.batch.id }).number
            let searches = entries.filter { $0.action == "match-propose" }.map(\.number)
            #expect(searches.count { $0 > committed } == (isCutShort ? 2 : 1))
            found.append(try candidates(registry))
        }
        #expect(found[0] == found[1] && !found[0].isEmpty)
    }

    /// Whoever put a search off meant it: the next list does not wait for it.
    @Test func aSearchThatWasPutOffWaitsUntilItIsAskedFor() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.commit(
            MatchSearchTests.stage(
                (0..<20).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        )
        let second = try propose(
            [MatchSearchTests.row(3, nik: "")], as: "dua", programme: "UMI", registry, scratch)
        #expect(second.proposals != nil)
        #expect(try registry.proposals(of: first.id) == nil && registry.matchQueue().isStale)
        #expect(try registry.proposeMissed().map(\.batch) == [first.id])
        #expect(try registry.matchQueue().isStale == false)
    }

    @Test func undoingTheListTakesItsProposalsAway() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let people = (0..<150).map { MatchSearchTests.row($0) }
        _ = try propose(people, as: "satu", programme: "BPUM", registry, scratch)
        _ = try propose(
            (0..<60).map { MatchSearchTests.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
        try registry.findMatches()
        let before = try candidates(registry)
        let rows = (60..<90).map { MatchSearchTests.row($0, nik: "") }
        let third = try propose(rows, as: "tiga", programme: "MEKAAR", registry, scratch)
        #expect(try #require(third.proposals).candidates >= 30)
        let own = try candidates(registry).filter { !before.contains($0) }
        let decided = try #require(own.first).pair
        try registry.decide(decided, .different, note: "uji")
        _ = try registry.undo(third.batch.id)
        #expect(try candidates(registry) == before)
        #expect(try registry.matchQueue().isStale == false)
        #expect(try registry.matchHistory().count == 1)
        // A search in between makes no difference.
        let again = try propose(rows, as: "tiga", programme: "MEKAAR", registry, scratch)
        try registry.findMatches()
        _ = try registry.undo(again.batch.id)
        #expect(Set(try candidates(registry).map(\.pair)) == Set(before.map(\.pair)))
        #expect(try registry.verify() == [])
    }

    /// Eight records teach nothing; what ships with the program finds the pair among them, and nothing else.
    @Test func aSmallRegistryIsHeldAgainstTheBundledModel() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try propose(
            (0..<6).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        #expect(try #require(first.proposals).candidates == 0)
        let second = try propose(
            [MatchSearchTests.row(2, nik: ""), MatchSearchTests.row(77)], as: "dua", programme: "UMI", registry,
            scratch)
        let run = try #require(second.proposals)
        #expect((run.basis, run.records) == (.bundled, 8))
        let pair = SubjectPair(
            LineQueries.id(batch: first.batch.id, row: 4), LineQueries.id(batch: second.batch.id, row: 2))
        let probable = try candidates(registry).filter { $0.stratum >= MatchStratum.probable }
        #expect(probable.map(\.pair) == [pair])
        // A search of the whole registry says the same of it, by the same parameters.
        #expect(try registry.findMatches().run.basis == .bundled)
        #expect(try candidates(registry).filter { $0.stratum >= MatchStratum.probable }.map(\.pair) == [pair])
    }

    /// The list is in the registry although linking failed, and the queue says that it is out of date.
    @Test func aFailureToLinkDoesNotRefuseTheList() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try propose((0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        _ = try propose(
            (0..<120).map { MatchSearchTests.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
        #expect(try registry.findMatches().run.basis == .trained)
        // A stored model that names a cleaning which this program does not know.
        _ = try scratch.database().write {
            try $0.execute(
                "UPDATE linkage_run SET document = REPLACE(document, 'person-name', 'name-of-tomorrow')")
        }
        let before = try candidates(registry)
        let third = try propose([MatchSearchTests.row(200)], as: "tiga", programme: "MEKAAR", registry, scratch)
        #expect((third.problem?.code, third.proposals) == ("linkage.model", nil))
        #expect((third.batch.state, third.batch.counts.new) == (.committed, 1))
        #expect(try registry.matchQueue().isStale)
        #expect(try candidates(registry) == before)
        // Searched anew, everything is looked at again.
        try registry.findMatches()
        #expect(try registry.matchQueue().isStale == false)
    }

    @Test func onlyWhatNoSearchLookedAtMakesTheQueueStale() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try MatchSearchTests.stage(
            (0..<10).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        let waiting = #expect(throws: Problem.self) { try registry.proposeMatches(for: first) }
        #expect(waiting?.code == "import.not-committed")
        _ = try registry.commit(first)
        // Nothing was ever searched: there is no queue to be out of date.
        #expect(try registry.matchQueue().run == nil)
        let rows = [MatchSearchTests.row(3, nik: ""), MatchSearchTests.row(4, nik: "")]
        let second = try registry.commit(
            MatchSearchTests.stage(rows, as: "dua", programme: "UMI", registry, scratch))
        try registry.proposeMatches(for: second.id)
        #expect(try registry.matchQueue().isStale)
        let missed = try registry.proposeMissed()
        #expect(missed.map(\.batch) == [first])
        #expect(try registry.matchQueue().isStale == false && registry.proposeMissed().isEmpty)
        // Searched for already: the answer is what was stored.
        #expect(try registry.proposeMatches(for: first) == missed[0])
        // The same rows sent again are the lines that came first; without those they come to light.
        let third = try propose(rows + [MatchSearchTests.row(50)], as: "dua", programme: "UMI", registry, scratch)
        #expect(try #require(third.proposals).candidates == 0)
        #expect(try registry.matchQueue().isStale == false)
        let found = try candidates(registry).count
        _ = try registry.undo(second.id)
        #expect(try registry.matchQueue().isStale)
        try registry.findMatches()
        #expect(try candidates(registry).count == found && registry.matchQueue().isStale == false)
    }
}

import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Decisions about pairs of a small registry with known people.
@Suite struct MatchDecisionTests {
    /// Two lists: the second holds one person of the first with a damaged number, one with another spelling, and others.
    private static let first = """
        NIK;Nama;Tanggal Lahir;No KK;No HP;Nama Desa
        3507015501900001;Siti Rahayu Wulandari;15-01-1990;3507011203120001;081234567001;Tulungrejo
        3507015202880002;Sri Handayani Lestari;12-02-1988;3507011203120002;081234567002;Tulungrejo
        3507011003850001;Bambang Sutrisno Hadi;10-03-1985;3507011203120003;081234567003;Tulungrejo
        3507016104920001;Dewi Anggraini Putri;21-04-1992;3507011203120004;081234567004;Tulungrejo

        """
    private static let second = """
        NIK;Nama;Tanggal Lahir;No KK;No HP;Nama Desa
        350701550190000;Siti Rahayu Wulandari;15-01-1990;3507011203120001;081234567001;Tulungrejo
        ;Sri Handayani Lestari;12-02-1988;3507011203120002;081234567002;Tulungrejo
        3507011505700001;Joko Prasetyo Utomo;15-05-1970;3507011203120005;081234567005;Tulungrejo
        0;Bambang Sutrisno Hadi;10-03-1985;3507011203120003;081234567003;Tulungrejo

        """

    private func registry() throws -> (scratch: Scratch, registry: Registry, batches: [BatchRecord]) {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batches = try [("satu", Self.first, "BPUM"), ("dua", Self.second, "UMI")].map { name, text, programme in
            let staged = try registry.stage(
                ImportRequest(
                    file: scratch.file(name + ".csv", text), programme: programme, institution: "DINKOP-35.07",
                    profile: "umum", fiscalYear: 2021, name: name))
            return try registry.commit(staged.batch.id)
        }
        #expect(batches.map(\.counts.new) == [4, 1])
        return (scratch, registry, batches)
    }

    private func id(_ batch: BatchRecord, _ row: Int) -> Int64 { LineQueries.id(batch: batch.id, row: row) }

    /// Notes are kept for ever: no identity number may stand in one.
    @Test func aNoteHoldsNoNumber() throws {
        let (_, registry, batches) = try registry()
        let pair = SubjectPair(id(batches[0], 2), id(batches[1], 2))
        let decision = try registry.decide(pair, .same, note: "KTP 3507015501900001 dilihat")
        #expect(decision.note == "KTP **************** dilihat")
        let reversal = try registry.undo(decision: decision.id, note: "milik 350701-550190-0001")
        #expect(reversal.note == "milik ******-******-****")
        #expect(try registry.matchHistory().allSatisfy { $0.note?.contains("3507") == false })
    }

    @Test func decisionsAreKeptAndTakenBack() throws {
        let (scratch, registry, batches) = try registry()
        let pair = SubjectPair(id(batches[0], 2), id(batches[1], 2))
        let before = try scratch.tables()
        let view = try registry.person(try #require(NIK.parse("3507015501900001").value))
        let overlap = try registry.overlap()
        #expect(overlap.identities == nil)
        let decision = try registry.decide(pair, .same, note: "dua lembar KTP dilihat", isBlind: true)
        #expect(try scratch.tables() == before, "deciding changes no record")
        #expect(try registry.identities().identities == [[pair.a, pair.b]])
        #expect(try registry.overlap().identities?.confirmed == 1)
        let again = #expect(throws: Problem.self) { try registry.decide(pair, .different) }
        #expect(again?.code == "match.decided-already")
        let silent = #expect(throws: Problem.self) { try registry.undo(decision: decision.id, note: "  ") }
        #expect(silent?.code == "match.reason")
        let reversal = try registry.undo(decision: decision.id, note: "KTP milik kakaknya")
        #expect((reversal.verdict, reversal.reverses) == (.reversed, decision.id))
        // Both records and all that hangs on them are what they were.
        #expect(try scratch.tables() == before)
        #expect(try registry.identities().identities == [])
        #expect(try registry.overlap().matrix == overlap.matrix)
        #expect(try registry.overlap().identities == nil)
        let after = try registry.person(try #require(NIK.parse("3507015501900001").value))
        #expect((after.person, after.lines.map(\.line)) == (view.person, view.lines.map(\.line)))
        let twice = #expect(throws: Problem.self) { try registry.undo(decision: decision.id, note: "lagi") }
        #expect(twice?.code == "match.reversed-already")
        // Rows were added and none changed; the log holds who, when and about what.
        let history = try registry.matchHistory()
        #expect(history.map(\.verdict) == [.reversed, .same])
        #expect(history.map(\.actor) == ["test", "test"])
        #expect(history.map(\.note) == ["KTP milik kakaknya", "dua lembar KTP dilihat"])
        #expect(try registry.logCount(.changes, LogFilter(action: "match-decide")) == 1)
        // Why stands with the decision and not in the log, of which nothing can be erased.
        #expect(history.contains { $0.note?.contains("KTP milik kakaknya") == true })
        let told = try registry.log(.changes, limit: 100)
        #expect(told.allSatisfy { $0.entry.detail?.contains("kakaknya") != true })
        // Another decision may follow.
        try registry.decide(pair, .different, note: "kakak dan adik")
        #expect(try registry.verify() == [])
    }

    @Test func contradictionsNameTheirChain() throws {
        let (scratch, registry, batches) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        let (a, b, c) = (id(batches[0], 2), id(batches[1], 2), id(batches[1], 3))
        try registry.decide(SubjectPair(a, b), .same)
        try registry.decide(SubjectPair(b, c), .same)
        let different = #expect(throws: Problem.self) { try registry.decide(SubjectPair(a, c), .different) }
        #expect(different?.code == "match.contradiction")
        #expect(different?.arguments["chain"] == "satu:2 = dua:2 (#1) = dua:3 (#2)")
        let other = id(batches[0], 3)
        try registry.decide(SubjectPair(other, c), .different)
        let same = #expect(throws: Problem.self) { try registry.decide(SubjectPair(other, a), .same) }
        #expect(same?.arguments["chain"] == "satu:2 = dua:2 (#1) = dua:3 (#2) ≠ satu:3 (#3)")
        #expect(try registry.matchHistory().count == 3)
        #expect(try registry.identities().identities == [[a, b, c].sorted()])
    }

    @Test func unsureGivesWayAndUnknownRecordsAreRefused() throws {
        let (scratch, registry, batches) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        let pair = SubjectPair(id(batches[0], 3), id(batches[1], 3))
        try registry.decide(pair, .unsure)
        #expect(try registry.identities().identities == [])
        try registry.decide(pair, .same)
        #expect(try registry.matchHistory().map(\.verdict) == [.same, .reversed, .unsure])
        let unknown = #expect(throws: Problem.self) { try registry.decide(SubjectPair(pair.a, 99), .same) }
        #expect(unknown?.code == "match.unknown")
        let own = #expect(throws: Problem.self) { try registry.decide(SubjectPair(pair.a, pair.a), .same) }
        #expect(own?.code == "match.same-record")
        #expect(try registry.verify() == [])
    }

    /// What no comparison says of a weight has its own parts, and all of them add up to it.
    @Test func aWeightIsTakenApart() throws {
        let (scratch, registry, _) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        try registry.findMatches()
        for item in try registry.matches(open: false) {
            let view = try registry.matchPair(item.candidate.pair)
            let (candidate, rest) = (try #require(view.candidate), try #require(view.rest))
            let told = candidate.comparisons.reduce(0) { $0 + $1.weight }
            #expect(rest.start + told + rest.rarity + rest.household == candidate.weight)
            // Two records drawn at random are hardly ever one person, and relatives can only take off.
            #expect(rest.start < -5000 && rest.household <= 1)
        }
    }

    /// Who saw the weight of a pair does not decide it blind; somebody else still does.
    @Test func aWeightThatWasShownIsRemembered() throws {
        let (scratch, registry, _) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        try registry.findMatches()
        let pair = try #require(try registry.matchQueue().sample.first).candidate.pair
        let other = Registry(registry.database, actor: "orang lain")
        #expect(try registry.matchPair(pair).isBlind)
        let shown = try registry.revealMatch(pair)
        #expect(shown.candidate != nil && !shown.isBlind)
        #expect(try !registry.matchPair(pair).isBlind && other.matchPair(pair).isBlind)
        _ = try registry.revealMatch(pair)
        #expect(try registry.logCount(.changes, LogFilter(action: "match-reveal")) == 1)
        #expect(try registry.decide(pair, .unsure, isBlind: true).isBlind == false)
        // Decided, but not blind: it does not count as part of the sample that is done.
        let progress = try registry.matchQueue().progress
        #expect(progress.decided == 0 && progress.seen == 1 && progress.all > 0)
        #expect(try other.decide(pair, .same, isBlind: true).isBlind)
        #expect(try registry.matchQueue().bands.map(\.sampleDecided).reduce(0, +) == 1)
        #expect(try registry.verify() == [])
    }

    /// A list that is undone takes its records out of every identity, and what was decided stays told.
    @Test func undoingAListTakesItsRecordsAway() throws {
        let (scratch, registry, batches) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        let pair = SubjectPair(id(batches[0], 2), id(batches[1], 2))
        try registry.decide(pair, .same)
        let undone = try registry.undo(batches[1].id)
        #expect(undone.batch.state == .undone && undone.decisions == 1)
        #expect(try registry.identities().identities == [])
        #expect(try registry.overlap().identities == nil)
        #expect(try registry.matchHistory().count == 1)
        #expect(throws: Problem.self) { try registry.matchPair(pair) }
        #expect(try registry.verify() == [])
    }

    @Test func pairsStandSideBySide() throws {
        let (scratch, registry, batches) = try registry()
        defer { withExtendedLifetime(scratch) {} }
        let view = try registry.matchPair(SubjectPair(id(batches[0], 2), id(batches[1], 2)))
        let fields = Dictionary(view.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(fields["name"]?.agreement == .same)
        #expect(fields["nik"]?.b == "350701550190000")
        #expect(fields["nik"]?.agreement == .similar)
        #expect(fields["birth-date"]?.agreement == .same)
        #expect(fields["business"]?.agreement == .missing)
        #expect(view.sides.map(\.subject.isPerson) == [true, false])
        #expect(view.sides.map(\.refusals) == [[], ["nik.fifteen-digits"]])
        let other = try registry.matchPair(SubjectPair(id(batches[0], 2), id(batches[0], 3)))
        let nik = try #require(other.fields.first { $0.name == "nik" })
        // 3507015501900001 and 3507015202880002
        #expect((nik.agreement, nik.places) == (.different, [8, 10, 11, 12, 16]))
    }
}

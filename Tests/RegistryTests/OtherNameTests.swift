import Foundation
import Problems
import Store
import Testing

@testable import Registry

/// One identity number under two names that cannot be one: perhaps it was borrowed.
@Suite struct OtherNameTests {
    @Test(arguments: [
        ("Budi Santoso", "Joko Purnomo", true), ("Siti Aminah", "Rahayu", true), ("Dwi Suryani", "Tri Handoko", true),
        ("Budi Santoso", "BUDI SANTOSO", false), ("Budi Santoso", "Budi Susanto", false),
        ("Soekirno", "Sukirno", false), ("Moh. Yusuf", "Muhammad Jusuf", false), ("B. Santoso", "Budi S", false),
        ("Siti Rahayu", "Rahayu", false), ("Sitirahayu", "Siti Rahayu", false), ("Sumiati", "Sumiyati", false),
        ("", "Budi", false), ("-", "Budi", false),
    ])
    func namesDifferWholly(a: String, b: String, differ: Bool) {
        #expect(NameDifference.isWhole(a, b) == differ)
        #expect(NameDifference.isWhole(b, a) == differ)
    }

    /// Who is known is compared when a list comes, and who is on two lists where overlaps are told.
    @Test func aBorrowedNumberIsTold() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func stage(_ name: String, _ programme: String, _ rows: [String]) throws -> StagedList {
            let file = try scratch.file(name + ".csv", "NIK,Nama,Desa\n" + rows.joined(separator: "\n") + "\n")
            return try registry.stage(
                ImportRequest(
                    file: file, programme: programme, institution: "DINKOP-35.07", fiscalYear: 2021,
                    referenceDate: "2021-06-30", name: name))
        }
        func named(_ list: StagedList) -> [String] {
            list.problems.filter { $0.code == "list.other-names" }.compactMap { $0.arguments["named"] }
        }
        let (budi, siti) = ("3507011203650001", "3507015204700002")
        let first = try stage("satu", "BPUM", ["\(budi),Budi Santoso,Donomulyo", "\(siti),Siti Aminah,Donomulyo"])
        #expect(named(first) == [])
        _ = try registry.commit(first.batch.id)
        let second = try stage("dua", "KUR", ["\(siti),Siti Aminah,Donomulyo", "\(budi),Joko Purnomo,Banjarejo"])
        #expect(named(second) == ["350701******0001 (3)"])
        _ = try registry.commit(second.batch.id)
        let cases = try registry.overlap().findings.filter { $0.unit == .person }
        #expect(cases.reduce(0) { $0 + $1.namesDiffer } == 1)
        let found = cases.flatMap { Array($0.cases) }.filter { $0.otherName != nil }
        #expect(found.map { [$0.nik, $0.name, $0.otherName] } == [[budi, "Budi Santoso", "Joko Purnomo"]])
    }

    /// What people confirmed counts, whatever is still proposed about the same records.
    @Test func whatIsConfirmedCountsBesideOpenProposals() {
        func decision(_ a: Int64, _ b: Int64) -> MatchDecisionRecord {
            MatchDecisionRecord(
                pair: SubjectPair(a, b), verdict: .same, decidedAt: "", actor: "", note: nil, isBlind: false)
        }
        func proposal(_ a: Int64, _ b: Int64) -> CandidateRecord {
            CandidateRecord(
                pair: SubjectPair(a, b), weight: 9000, probability: 990_000, stratum: 3, pattern: "", fields: "{}")
        }
        // Record 1 is on both lists by its number; 2 and 3 are on one each.
        let lists: [Int64: Set<Int>] = [1: [0, 1], 2: [0], 3: [1]]
        func count(_ decisions: [MatchDecisionRecord], _ proposed: [CandidateRecord]) -> IdentityOverlap {
            IdentityCounter(
                lists: lists, cards: [:], listsOfCard: [:], decisions: decisions, proposed: proposed, run: nil,
                isStale: false
            ).result().overlap
        }
        for proposed in [[], [proposal(1, 3)], [proposal(1, 3), proposal(1, 2)]] {
            let found = count([decision(2, 3)], proposed)
            #expect((found.confirmed, found.probable) == (1, 0))
            #expect(found.pair(0, 1).confirmed == 1 && found.pair(0, 1).probable == 0)
        }
        let open = count([], [proposal(2, 3)])
        #expect((open.confirmed, open.probable) == (0, 1))
        #expect(open.pair(0, 1).probable == 1)
    }
}

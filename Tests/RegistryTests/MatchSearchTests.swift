import Foundation
import Problems
import Registry
import Store
import Testing

/// Searching, deciding in bulk, and values that mean nothing.
@Suite struct MatchSearchTests {
    private static let given = [
        "Siti", "Sri", "Dewi", "Wahyuni", "Bambang", "Joko", "Agus", "Hadi", "Rina", "Lestari", "Budi", "Endang",
    ]
    private static let family = [
        "Rahayu", "Prasetyo", "Wulandari", "Sutrisno", "Handayani", "Utomo", "Kurniawan", "Anggraini", "Santoso",
        "Puspita",
    ]

    private static func name(_ n: Int) -> String {
        given[n % given.count] + " " + family[n / given.count % family.count] + " " + given[(n * 7 + 3) % given.count]
    }

    /// A person's row; a sound number unless told otherwise.
    static func row(_ n: Int, nik: String? = nil, phone: String? = nil, card: String? = nil) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let (day, month, year) = (1 + n % 28, 1 + n % 12, 60 + n % 40)
        let number = "350701" + two(day) + two(month) + two(year) + "000\(1 + n % 3)"
        return [
            nik ?? number, name(n), "\(two(day))-\(two(month))-19\(year)", card ?? "350701120312\(1000 + n)",
            phone ?? "08123456\(1000 + n)",
        ].joined(separator: ";")
    }

    private static let header = "NIK;Nama;Tanggal Lahir;No KK;No HP"

    static func stage(
        _ rows: [String], as name: String, programme: String, _ registry: Registry, _ scratch: Scratch
    ) throws -> Int64 {
        let file = try scratch.file(name + ".csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
        return try registry.stage(
            ImportRequest(
                file: file, programme: programme, institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                name: name)
        ).batch.id
    }

    private func take(
        _ rows: [String], as name: String, programme: String, _ registry: Registry, _ scratch: Scratch
    ) throws -> BatchRecord {
        try registry.commit(Self.stage(rows, as: name, programme: programme, registry, scratch))
    }

    @Test func nothingToCompareIsSaid() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        #expect(throws: Problem("match.nothing")) { try registry.findMatches() }
        #expect(try registry.matchQueue().run == nil)
        #expect(try registry.overlap().identities == nil)
    }

    /// An agent's telephone on hundreds of rows, `0`, `-` and `tidak ada` bring nobody together.
    @Test func placeholdersProposeNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let people = (0..<120).map { Self.row($0) }
        let copies = (0..<60).map { Self.row($0, nik: "") }
        // All with the telephone of one agent, and no two of them one person.
        let agents = (120..<240).map {
            Self.row($0, nik: ["", "0", "-", "tidak ada"][$0 % 4], phone: "081299990000", card: "-")
        }
        let nameless = (0..<40).map { _ in ";-;;tidak ada;0" }
        _ = try take(people, as: "satu", programme: "BPUM", registry, scratch)
        _ = try take(copies, as: "dua", programme: "UMI", registry, scratch)
        let batch = try take(agents + nameless, as: "tiga", programme: "MEKAAR", registry, scratch)
        #expect(batch.counts.refused == 160)
        try registry.findMatches()
        let pairs = try registry.matches(open: false).filter { $0.candidate.stratum >= MatchStratum.probable }
            .map(\.candidate.pair)
        #expect(pairs.count >= 60)
        #expect(pairs.filter { [$0.a, $0.b].contains { $0 >> 32 == batch.id } } == [])
    }

    @Test func bulkDecidesWhatTheSampleLeaves() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try take((0..<120).map { Self.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        _ = try take((0..<120).map { Self.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
        let before = try scratch.tables()
        try registry.findMatches()
        let queue = try registry.matchQueue()
        #expect(!queue.isStale)
        let pattern = try #require(try registry.matchPatterns().first)
        #expect(pattern.open >= 60)
        let silent = #expect(throws: Problem.self) {
            try registry.decide(pattern: pattern.pattern, .same, note: " ")
        }
        #expect(silent?.code == "match.reason")
        let unknown = #expect(throws: Problem.self) { try registry.decide(pattern: "name=9", .same, note: "uji") }
        #expect(unknown?.code == "match.pattern")
        // One pair of the pattern contradicts: its records were told apart through a third.
        let open = try registry.matches(open: true).filter { $0.candidate.pattern == pattern.pattern }
        #expect(open.count == pattern.open)
        let odd = try #require(open.first).candidate.pair
        let third = try #require(queue.sample.first).candidate.pair
        try registry.decide(SubjectPair(odd.a, third.a), .same, note: "uji")
        try registry.decide(SubjectPair(odd.b, third.a), .different, note: "uji")
        let bundle = try registry.decide(pattern: pattern.pattern, .same, note: "nama, lahir, KK dan telepon sama")
        // What others imply is left aside; nothing of the sample is decided in bulk.
        #expect(bundle.decisions.count == pattern.open - 1 && bundle.contradicting.isEmpty)
        #expect(Set(bundle.decisions.map(\.bundle)) == [bundle.number])
        let after = try registry.matchQueue()
        #expect(after.sample.allSatisfy { $0.decision == nil })
        #expect(try registry.matches(open: false).first { $0.candidate.pair == odd }?.implied == .different)
        #expect(try registry.matches(open: true).allSatisfy { $0.candidate.pair != odd })
        #expect(try registry.identities().identities.count == bundle.decisions.count + 1)
        #expect(try registry.overlap().identities?.confirmed == bundle.decisions.count)
        #expect(try scratch.tables() == before)
        let reversed = try registry.undo(bundle: bundle.number, note: "terlalu cepat")
        #expect(reversed.count == bundle.decisions.count)
        #expect(try registry.overlap().identities?.confirmed == 0)
        let gone = #expect(throws: Problem.self) { try registry.undo(bundle: bundle.number, note: "lagi") }
        #expect(gone?.code == "match.no-bundle")
        #expect(try registry.verify() == [])
    }

    /// A list that comes later makes the search stale, and one that is sent again adds no second record of a refused row.
    @Test func laterListsAreToldOf() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try take((0..<30).map { Self.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        let rows = (0..<10).map { Self.row($0, nik: "") }
        _ = try take(rows, as: "dua", programme: "UMI", registry, scratch)
        let first = try registry.findMatches()
        #expect(first.run.records == 40)
        let pairs = Set(try registry.matches(open: false).map(\.candidate.pair))
        #expect(pairs.count >= 10)
        _ = try take(rows + [Self.row(50)], as: "dua", programme: "UMI", registry, scratch)
        #expect(try registry.matchQueue().isStale)
        let second = try registry.findMatches()
        #expect(second.run.records == 41)
        #expect(Set(try registry.matches(open: false).map(\.candidate.pair)) == pairs)
        #expect(try registry.matchQueue().isStale == false)
    }
}

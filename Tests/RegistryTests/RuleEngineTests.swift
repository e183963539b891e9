import Foundation
import Indonesia
import Problems
import Registry
import Store
import Synchronization
import Testing

@Suite("Rules judged in the database")
struct RuleEngineTests {
    /// `GAPURA_RULES_ROWS=1000000` for a long run.
    private static let rows = ProcessInfo.processInfo.environment["GAPURA_RULES_ROWS"].flatMap { Int($0) } ?? 1200

    private typealias Prepared = (registry: Registry, batch: Int64, further: [ReferenceList])

    private func prepared(_ scratch: Scratch) throws -> Prepared {
        let registry = try scratch.registry()
        var cases = GeneratedCases(Self.rows)
        func taken(_ name: String, _ text: String, _ programme: String, _ year: Int, holds profile: String?) throws
            -> Int64
        {
            let staged = try registry.stage(
                ImportRequest(
                    file: scratch.file(name, text), programme: programme, institution: "DESA-35.07.11.2008",
                    profile: profile, fiscalYear: year, referenceDate: "\(year)-12-31"))
            _ = try registry.commit(staged.batch.id)
            return staged.batch.id
        }
        _ = try taken("bpum.csv", cases.recipients(dated: false), "BPUM", 2020, holds: nil)
        _ = try taken("kur.csv", cases.recipients(dated: true), "KUR", 2021, holds: nil)
        let batch = try taken("list.csv", cases.list(), "UMI", 2021, holds: nil)
        let today = try #require(CalendarDate("2022-01-01"))
        // Some are too old for a no, or do not reach the end of their year; those with dates tell states, one on a later day.
        let further = try [
            "MEKAAR 2021-06-30", "BPUM-TERVALIDASI 2021-06-30", "SIKP 2021-06-30", "BPUM 2019-12-31", "UMI 2019-03-31",
            "KUR 2022-01-01", "MEKAAR 2020-06-30",
        ].enumerated().map { place, list in
            try ReferenceList(
                ListReading(
                    ListFile(
                        scratch.file(
                            "\(place).csv",
                            cases.recipients(dated: place > 3, credits: list.hasPrefix("SIKP")))), today: today,
                    wantsRecords: true), kind: String(list.dropLast(11)), asOf: CalendarDate(String(list.suffix(10))),
                today: today)
        }
        return (registry, batch, further)
    }

    private static func told(_ ruled: RuledCase) -> String {
        let findings = ruled.findings.map { $0.rule.code + "=" + $0.result.word }.joined(separator: " ")
        return "\(ruled.row) \(ruled.verdict) \(ruled.benefit ?? -1) \(ruled.problems.count) \(findings)"
    }

    /// Both engines on one day; each row of one is that of the other.
    private func agree(
        _ prepared: Prepared, _ files: [RuleFile], _ day: CalendarDate, given: String = "{}",
        forms: [ScoringForm] = []
    ) throws -> (leftOut: [String], rows: Int) {
        let given = try GivenFacts(json: given, FactSchema.bundled())
        func run(_ engine: RuleEngine, _ explaining: RuleJudge.Explained) throws -> ([String], Registry.RuledBatch) {
            let lines = Mutex<[String]>([])
            let found = try prepared.registry.judge(
                batch: prepared.batch, by: files, on: day, given: given, against: prepared.further,
                forms: forms, engine: engine, explaining: explaining
            ) { ruled, _ in lines.withLock { $0 += ruled.map(Self.told) } }
            return (lines.withLock { $0 }, found)
        }
        let (expected, program) = try run(.program, .all)
        // Here the evaluator judges every row once more, and a row of which it says otherwise ends the run.
        let (found, database) = try run(.sql, .all)
        #expect(found == expected, "\(files.map(\.name)) \(day)")
        compare(database.tally, program.tally)
        // Where lines are only counted, the counts are the same, and the first of those that are told are as well.
        for engine in RuleEngine.allCases {
            let (first, counted) = try run(engine, .first(3))
            compare(counted.tally, program.tally)
            #expect(
                Set(expected).isSuperset(of: first)
                    && first.isEmpty == (program.tally.eligible + program.tally.unread == program.tally.rows))
        }
        return (database.leftOut.map(\.rule.code), program.tally.rows)
    }

    private func compare(_ a: RuleTally, _ b: RuleTally) {
        for (a, b) in zip(a.counts, b.counts) {
            #expect(
                (a.refused, a.alone, a.held, a.remarked) == (b.refused, b.alone, b.held, b.remarked), "\(a.rule.code)")
        }
        #expect((a.rows, a.eligible, a.refused, a.held) == (b.rows, b.eligible, b.refused, b.held))
        #expect((a.unread, a.refusedWithoutBasis, a.benefit) == (b.unread, b.refusedWithoutBasis, b.benefit))
        #expect(a.missing == b.missing && a.rows == a.eligible + a.refused + a.held)
    }

    /// The days on which other rules begin or cease to hold, and the days before and after.
    private func days(_ files: [RuleFile]) -> [CalendarDate] {
        let bounds = files.flatMap(\.rules).flatMap { [$0.validFrom, $0.validTo] }.compactMap(\.self)
        let beside = bounds.flatMap { [$0.adding(days: -1), $0, $0.adding(days: 1)] }.compactMap(\.self)
        let inForce = Dictionary(grouping: Set(beside)) { day in
            files.flatMap { $0.rules(on: day) }.map(\.code)
        }
        let first = inForce.filter { !$0.key.isEmpty }.compactMap { $0.value.min() }
        return first.isEmpty ? [CalendarDate("2021-12-31")].compactMap(\.self) : first.sorted()
    }

    @Test(
        "program and database come to the same on every row, for all rules that ship, on each day that other rules hold"
    )
    func shipped() throws {
        let scratch = try Scratch()
        let prepared = try prepared(scratch)
        var judged = 0
        for (_, files) in Dictionary(grouping: try RuleLibrary.all(), by: \.programme).sorted(by: { $0.key < $1.key }) {
            let codes = Set(files.flatMap(\.rules).map(\.code))
            #expect(codes.count == files.flatMap(\.rules).count)
            for day in days(files) {
                let (leftOut, rows) = try agree(prepared, files, day)
                // What a database cannot be trusted with is named: instalments that may be none, and credits one by one.
                let apart = ["mekaar.instalments", "umi.not-financed-elsewhere", "kur.special.no-commercial-credit"]
                #expect(leftOut.allSatisfy(apart.contains))
                judged += rows
            }
        }
        #expect(judged >= 10 * Self.rows)
        if Self.rows > 1200 { print("judged", judged, "rows") }
    }

    @Test("sums of forms come to the same; those with decimals are named, and what is stored is the same")
    func forms() throws {
        let scratch = try Scratch()
        let prepared = try prepared(scratch)
        let form = """
            form: pmt
            version: "1"
            fact: family.proxy_means
            title: {id: PMT rekaan, en: Invented PMT}
            constant: 13.5
            items:
              - code: members
                question: {id: Anggota keluarga, en: Family members}
                columns: [Anggota]
                number: {each: -0.1, most: 8}
            """
        let forms = try [
            RuleLibrary.form("house-index-mbk"), RuleLibrary.form(scratch.file("pmt.yaml", form).path),
        ]
        let rules = [
            "family.house_index <= 12", "family.proxy_means < 13.0", "!has(family.house_index)",
            "enterprise.size == 'micro' && has(family.proxy_means)", "enterprise.size != 'micro'",
        ].enumerated().map {
            "  - {code: r\($0), kind: \($0 == 2 ? "permission" : "requirement"), statement: {id: a, en: a}, "
                + "expression: \"\($1)\"}\n"
        }
        let file = try RuleLibrary.named(
            scratch.file("f.yaml", "programme: X\nversion: \"1\"\nrules:\n" + rules.joined()).path)
        let day = try #require(CalendarDate("2021-12-31"))
        #expect(try agree(prepared, [file], day, forms: forms).leftOut == ["r1", "r3"])
        #expect(try agree(prepared, [file], day).leftOut.isEmpty)
        let given = "{\"family.proxy_means\": 12.5, \"family.house_index\": 3}"
        #expect(try agree(prepared, [file], day, given: given).leftOut.isEmpty)
        #expect(try agree(prepared, [file], day, given: given, forms: forms).leftOut == ["r1", "r3"])
        let stored = try RuleEngine.allCases.map { engine in
            try prepared.registry.rule(batch: prepared.batch, by: [file], on: day, forms: forms, engine: engine)
        }
        #expect(stored[0].cases.map(Self.told) == stored[1].cases.map(Self.told))
        // What is read back counts as what was judged.
        let kept = try prepared.registry.ruling(stored[1].ruling.id)
        var tally = RuleTally(kept.judge)
        for item in kept.cases { tally.add(item) }
        let expected = stored[0].found.tally
        #expect((tally.rows, tally.eligible, tally.refused) == (expected.rows, expected.eligible, expected.refused))
        #expect((tally.held, tally.unread) == (expected.held, expected.unread) && tally.missing == expected.missing)
        #expect(tally.counts.map(\.refused) == expected.counts.map(\.refused))
        #expect(tally.counts.map(\.alone) == expected.counts.map(\.alone))
    }

    @Test("rules that cannot be translated, many rules, ages and given values come to the same as well")
    func written() throws {
        let scratch = try Scratch()
        let prepared = try prepared(scratch)
        let expressions = [
            "age(decision.date) < 17", "member_of_family_receiving('MEKAAR', 2021)", "received('BPUM', 2019)",
            "person.job.matches('^P')", "received(person.job)", "received('KUR') && in_list('SIKP')",
            "active('KUR') == received('KUR', 2021)", "person.savings + family.income_per_head > 2000000",
            "person.savings * enterprise.months > 10", "person.birth < timestamp('2004-07-01T00:00:00Z')",
            "person.job > 'P' || person.village.contains('ñ')", "size(person.job) % 2 == 0", "!has(person.savings)",
            "person.credits.exists(c, c.active && c.amount > application.year)", "in_list('TIDAK-ADA')",
            "person.job.startsWith('P') ? person.citizen : enterprise.farm",
            "age(decision.date) / (person.savings - 5) > 0", "person.job != 'a\\\\u0027 OR ? b'",
            "active('UMI')", "received('MEKAAR', 2020)",
            "active('KUR') || received('KUR', 2022)", "received('UMI')", "member_of_family_receiving('KUR', 2022)",
        ]
        let conditions = (0..<40).map { place in
            "  - {code: r\(place), kind: \(["requirement", "exclusion", "permission"][place % 3]), "
                + "severity: \(place % 5 == 0 ? "warn" : "refuse"), statement: {id: a, en: a}, "
                + "expression: \"\(expressions[place % expressions.count])\"}\n"
        }
        let amounts = ["application.amount * 2", "person.savings", "person.sex == 'L' ? 5 : null"].enumerated().map {
            "  - {code: b\($0), kind: benefit, statement: {id: a, en: a}, expression: \"\($1)\"}\n"
        }
        func file(_ name: String, _ rules: [String]) throws -> RuleFile {
            try RuleLibrary.named(
                scratch.file(name, "programme: X\nversion: \"1\"\nrules:\n" + rules.joined()).path)
        }
        let day = try #require(CalendarDate("2021-12-31"))
        let many = try agree(prepared, [file("a.yaml", conditions + amounts)], day)
        #expect(many.leftOut.contains("r3") && many.leftOut.contains("r4") && !many.leftOut.contains("r0"))
        for place in conditions.indices.prefix(expressions.count) {
            _ = try agree(
                prepared, [file("\(place).yaml", [conditions[place]] + amounts)], day,
                given: """
                    {"person.birth": "2004-07-01T10:00:00Z", "person.savings": 5, "received('BPUM', 2019)": false,
                     "person.credits": [{"kind": "a", "amount": 5000, "active": true}], "family.income_per_head": 7}
                    """)
        }
    }
}

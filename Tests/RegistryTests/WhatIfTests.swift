import Evaluation
import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("What changed rules would change")
struct WhatIfTests {
    private func example(_ name: String) throws -> URL {
        try #require(Examples.folder("bpum-arjowilangun")).appendingPathComponent(name)
    }

    private func run(
        _ present: [String], _ changes: [String], options: WhatIf.Options = .init()
    ) throws -> WhatIfReport {
        let today = try #require(CalendarDate("2026-01-01"))
        func reading(_ name: String) throws -> ListReading {
            try ListReading(ListFile(example(name)), today: today, wantsRecords: true)
        }
        let earlier = try ReferenceList(
            reading("penerima-2020.csv"), kind: "BPUM", asOf: CalendarDate("2020-12-31"), today: today)
        let judge = try RuleJudge(
            present.map { try RuleLibrary.named($0) }, day: #require(CalendarDate("2021-07-14")), year: 2021,
            references: ReferenceLists([earlier], firstYears: ["BPUM": 2020]),
            given: GivenFacts(json: #"{"person.village": "Arjowilangun"}"#, FactSchema.bundled()))
        let read = try changes.map { try RuleChange($0) }
        var options = options
        options.changed = try RuleChange.plan(read, from: options.present)
        return try WhatIf.run(
            reading("pelamar.csv"), present: judge,
            changed: judge.with(RuleChange.applying(read, to: judge.files)), changes: read, options: options)
    }

    @Test("a score of a form is a fact on both sides")
    func forms() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("list.csv")
        try Data("NIK;Nama;Atap\n3507114101800001;Siti;Genteng\n3507114202800002;Sri;Rumbia\n".utf8).write(to: file)
        let form = folder.appendingPathComponent("roof.yaml")
        let text = """
            form: roof
            version: "1"
            fact: family.house_index
            title: {id: Atap rekaan, en: Invented roof}
            items:
              - code: roof
                question: {id: Atap, en: Roof}
                columns: [Atap]
                answers: [{words: [Genteng], score: 9}, {words: [Rumbia], score: 1}]
            """
        try Data(text.utf8).write(to: form)
        let today = try #require(CalendarDate("2026-01-01"))
        let judge = try RuleJudge(
            RuleChange.applying([RuleChange("+poor=family.house_index <= 9")], to: [RuleLibrary.named("mekaar")]),
            day: today, forms: [RuleLibrary.form(form.path)])
        let changes = try [RuleChange("poor.limit=5")]
        let report = try WhatIf.run(
            ListReading(ListFile(file), today: today, wantsRecords: true), present: judge,
            changed: judge.with(RuleChange.applying(changes, to: judge.files)), changes: changes)
        #expect(report.changed.tally.refused == report.present.tally.refused + 1)
    }

    /// Incomes of the example, by row.
    private func incomes() throws -> [Int?] {
        try String(contentsOf: example("pelamar.csv"), encoding: .utf8).split(separator: "\n").dropFirst().map {
            Int($0.split(separator: ";", omittingEmptySubsequences: false).last ?? "")
        }
    }

    @Test("a changed income limit: movers reconcile and each has the rule that moved them, counted by hand")
    func incomeLimit() throws {
        let report = try run(
            ["bpum", example("batas-pendapatan.yaml").path], ["bpum.percobaan.income-limit.limit=1000000"],
            options: .init(area: "RW"))
        let (before, after) = (report.present.tally, report.changed.tally)
        #expect(before.eligible == report.stayed + report.left && after.eligible == report.stayed + report.entered)
        #expect(report.entered == 0 && report.left == report.movers.count)
        #expect(before.held - after.held == report.count(.held, .refused) && report.rows == 620)
        // Of those whom nothing else stands against, who earns from 1,000,001 to 1,500,000 leaves.
        let all = try run(["bpum"], ["bpum.2021.amount.amount=1200000"])
        #expect(all.movers.isEmpty && all.stayed == 572)
        let incomes = try incomes()
        let between = report.movers.allSatisfy { mover in
            incomes[mover.row - 2].map { $0 > 1_000_000 && $0 <= 1_500_000 } ?? false
        }
        #expect(between)
        let gone = report.movers.allSatisfy {
            $0.after == .refused && $0.reasons.map(\.rule.code) == ["bpum.percobaan.income-limit"]
        }
        #expect(gone)
        let rule = try #require(report.byRule.first)
        #expect(report.byRule.count == 1 && rule.left == report.left && rule.leftAlone == report.left)
        #expect(rule.rule.expressionText == "family.income_per_head <= 1000000")
        #expect(report.present.cost - report.changed.cost == Int64(report.left) * 1_200_000)
        #expect(report.difference == report.changed.cost - report.present.cost)
        // What is changed is no longer what a regulation says.
        #expect(
            rule.rule.basis == nil && rule.rule.statement.en.hasSuffix("(tried: family.income_per_head <= 1000000)"))
        for groups in report.groups.values {
            #expect(groups.reduce(0) { $0 + $1.lines } == 620)
            #expect(groups.reduce(0) { $0 + $1.before } == before.eligible)
            #expect(groups.reduce(0) { $0 + $1.after } == after.eligible)
            #expect(groups.reduce(0) { $0 + $1.left } == report.left)
            #expect(groups.reduce(0) { $0 + $1.costAfter } == report.changed.cost)
        }
        #expect(Set(report.groups.keys) == Set(WhatIfReport.Axis.allCases) && report.groups[.area]?.count == 10)
        let incidence = try #require(report.incidence)
        #expect(incidence.known == incomes.count { $0 != nil } && incidence.known + incidence.unknown == 620)
        #expect(incidence.source == "Pendapatan per Kapita" && incidence.isMoney)
        // A lower limit shifts the benefit to the poor.
        let (one, two) = (try #require(incidence.before), try #require(incidence.after))
        #expect(two.index < one.index && one.index < 0)
        #expect(two.groups.benefitShare[9] == 0)
        #expect((two.groups.benefitShare.reduce(0, +) - 1).magnitude < 1e-12)
        let overlap = try #require(report.overlaps.first)
        #expect(overlap.before > overlap.after && overlap.after > 0 && report.overlaps.count == 1)
    }

    @Test("who enters does so by the rule that stood against them; held ones are told apart")
    func entering() throws {
        let report = try run(["bpum", "bpum-arjowilangun"], ["bpum.local.not-previous-year=off"])
        #expect(report.left == 0 && report.entered == report.movers.count)
        // Of 161 whom the local criterion alone refuses, none is held by another rule.
        let rule = try #require(report.byRule.first { $0.rule.code == "bpum.local.not-previous-year" })
        #expect(rule.entered == report.entered && rule.enteredAlone == report.entered)
        #expect(report.count(.refused, .eligible) == report.entered && report.entered == 161)
        #expect(report.difference == Int64(report.entered) * 1_200_000)
        let total = RuleVerdict.allCases.reduce(0) { sum, before in
            sum + RuleVerdict.allCases.reduce(0) { $0 + report.count(before, $1) }
        }
        #expect(total == 620)
        // A trial condition that a few lines cannot answer holds them.
        let trial = try run(["bpum"], ["+percobaan.income=family.income_per_head <= 1000000"])
        #expect(
            trial.count(.eligible, .held) > 0
                && trial.left == trial.count(.eligible, .held) + trial.count(.eligible, .refused))
        #expect(trial.changed.judge.files.map(\.name) == ["bpum.yaml", "percobaan"])
        #expect(trial.changed.judge.rules.last?.basis == nil)
    }

    @Test("amounts change what it costs and nobody's verdict; files that are touched have another digest")
    func amount() throws {
        let report = try run(["bpum"], ["bpum.2021.amount.amount=Rp1.000.000"])
        #expect(report.movers.isEmpty && report.changed.cost == 572 * 1_000_000)
        #expect(report.present.judge.files[0].digest != report.changed.judge.files[0].digest)
        #expect(report.changed.judge.files[0].digest.count == 64)
    }

    @Test("a quota: who is served is ranked, who falls behind it leaves by the limit, and ties are not served")
    func quota() throws {
        // The poorest first, where the income is known; nobody's points are missing then.
        let poorest = try #require(FileManager.default.temporaryDirectory as URL?).appendingPathComponent(
            "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: poorest) }
        let text = """
            programme: BPUM
            version: "1"
            issuer: {level: unknown}
            rules:
              - {code: a.poorest, kind: priority, expression: 0 - family.income_per_head, statement: {id: termiskin, en: poorest}}
            """
        try Data(text.utf8).write(to: poorest)
        let report = try run(["bpum", poorest.path], ["quota=300"])
        #expect(report.present.served == 572 && report.changed.served <= 300 && report.changed.served > 280)
        #expect(
            report.entered == 0 && report.left == 572 - report.changed.served && report.stayed == report.changed.served)
        #expect(report.movers.allSatisfy { $0.isByLimit && $0.reasons.isEmpty && $0.after == .eligible })
        #expect(report.changed.cost == Int64(report.changed.served) * 1_200_000 && report.hasLimit)
        let incidence = try #require(report.incidence)
        #expect((incidence.after?.index ?? 0) < (incidence.before?.index ?? 0) - 0.2)
        #expect(report.groups[.sex]?.reduce(0) { $0 + $1.after } == report.changed.served)
        let budget = try run(["bpum", poorest.path], ["budget=Rp120.000.000"])
        #expect(budget.changed.served <= 100 && budget.changed.cost <= 120_000_000 && budget.changed.served > 80)
        // Without points all are tied: how many are served, and for how much, is a range.
        let tied = try run(["bpum"], ["quota=300"])
        let (before, after) = (tied.present, tied.changed)
        #expect((before.served, before.mostServed, before.tied) == (572, 572, 0))
        #expect((after.served, after.mostServed, after.tied) == (0, 300, 572) && tied.hasTies)
        #expect((after.cost, after.mostCost) == (0, 360_000_000) && before.mostCost == before.cost)
        #expect(tied.differences == -686_400_000 ... -326_400_000)
        let short = try run(["bpum"], ["budget=Rp2.500.000"]).changed
        #expect((short.served, short.mostServed, short.mostCost, short.tied) == (0, 2, 2_400_000, 572))
        #expect(try RuleChange("quota=300").text == "quota=300")
        #expect(throws: Problem.self) { try RuleChange("quota=-3") }
    }

    @Test("a list without income says so, and one where nobody is eligible has no incidence")
    func without() throws {
        let report = try run(["bpum"], ["bpum.2021.amount=off"], options: .init(income: "Bidang Usaha"))
        #expect(report.incidence == nil && report.withoutIncome == .noColumn && report.groups[.decile] == nil)
        let none = try run(["bpum"], ["+percobaan=false"])
        #expect(none.changed.tally.eligible == 0 && none.incidence?.after == nil && none.incidence?.before != nil)
        #expect(throws: Problem.self) { try run(["bpum"], ["+a=true"], options: .init(area: "Tidak Ada")) }
    }

    @Test("changes that cannot be are refused, and a wrong expression says where")
    func refused() throws {
        for text in ["", "x", "a.limit", "a.limit=", ".limit=3", "a.colour=3", "+=true", "=off"] {
            #expect(throws: Problem.self, "\(text)") { try RuleChange(text) }
        }
        func code(_ change: String) -> String? { (#expect(throws: Problem.self) { try run(["bpum"], [change]) })?.code }
        #expect(code("bpum.2021.nothing=off") == "rules.change-code")
        #expect(code("bpum.2021.amount.limit=3") == "rules.change-number")
        #expect(code("bpum.2021.no-active-kur.limit=3") == "rules.change-number")
        #expect(code("bpum.2021.amount.amount=banyak") == "rules.change-value")
        #expect(code("bpum.2021.amount.severity=mild") == "rules.change-value")
        #expect(code("bpum.2021.amount.from=kemarin") == "rules.change-value")
        let wrong = #expect(throws: Problem.self) {
            try run(["bpum"], ["+percobaan=family.income_per_head <= family.incme_per_head"])
        }
        #expect(wrong?.code == "rules.change-expression" && wrong?.arguments["column"] == "27")
        for language in Language.allCases {
            let text = wrong.map { Catalogue.bundled.sentence($0, language) } ?? ""
            #expect(text.contains("income_per_head") && !text.contains("{"), "\(text)")
        }
        for text in ["a.b.limit=5", "a=off", "+x=1 == 1 && 2 == 2", "a.severity=warn"] {
            #expect(try RuleChange(text).text == text)
        }
    }

    @Test("an import is compared as its file is, and the log is told")
    func registry() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func commit(_ name: String, _ date: String) throws -> Int64 {
            let request = ImportRequest(
                file: try example(name), programme: "BPUM", institution: "DESA-35.07.11.2008", referenceDate: date)
            return try registry.commit(registry.stage(request).batch.id).id
        }
        _ = try commit("penerima-2020.csv", "2020-12-31")
        let batch = try commit("pelamar.csv", "2021-07-14")
        let files = [try RuleLibrary.named("bpum"), try RuleLibrary.named(example("batas-pendapatan.yaml").path)]
        let change = try RuleChange("bpum.percobaan.income-limit.limit=1000000")
        let given = try GivenFacts(typed: [("person.village", "Arjowilangun")], FactSchema.bundled())
        let report = try registry.whatIf(
            batch: batch, present: files, changed: RuleChange.applying([change], to: files), changes: [change],
            given: given, options: .init(area: "RW"))
        let file = try run(
            ["bpum", example("batas-pendapatan.yaml").path], ["bpum.percobaan.income-limit.limit=1000000"],
            options: .init(area: "RW"))
        #expect(report.movers.map(\.row) == file.movers.map(\.row) && report.left > 0)
        #expect(report.groups == file.groups && report.matrix == file.matrix)
        #expect(report.incidence?.after?.index == file.incidence?.after?.index)
    }

    @Test("one limit is tried, of people or of money")
    func limits() throws {
        for (lines, code) in [
            (["quota=100", "budget=100"], "quota.both"), (["quota=100", "quota=50"], "quota.twice"),
        ] {
            let problem = #expect(throws: Problem.self) {
                try RuleChange.plan(lines.map { try RuleChange($0) }, from: nil)
            }
            #expect(problem?.code == code)
        }
    }
}

import ArgumentParser
import Foundation
import Problems
import Registry
import Reports

extension RulesCommand {
    struct WhatIfRun: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "whatif",
            abstract: "Andai aturannya diubah: siapa masuk, siapa keluar, berapa biayanya, siapa mendapat manfaatnya.",
            discussion: """
                Compares the present rules with changed ones over one list: who enters and who leaves and by which rule, by \
                area, sex, line of business and tenth of income, cost, overlap with other lists, and benefit incidence, \
                side by side. Stores nothing. --format csv writes those who move, one row each.
                """)
        @OptionGroup var options: RuleRunOptions
        @OptionGroup var quotas: QuotaOptions
        @Option(
            help: ArgumentHelp(
                "Berkas aturan sesudah perubahan, sebagai ganti yang sekarang; dapat diulang / the changed rule files.",
                valueName: "file"))
        var changed: [String] = []
        @Option(
            help: ArgumentHelp(
                "Perubahan langsung: KODE.limit=…, KODE.amount=…, KODE.expression=…, KODE=off, +KODE=UNGKAPAN, quota=…, budget=… / a change.",
                valueName: "change"))
        var set: [String] = []
        @Option(help: ArgumentHelp("Kolom wilayah / column with the area.", valueName: "column")) var area: String?
        @Option(help: ArgumentHelp("Kolom pendapatan / column with the income.", valueName: "column"))
        var income: String?
        @Option(help: ArgumentHelp("Tulis laporan ke berkas ini / write the report.", valueName: "html"))
        var out: String?
        @Option(help: ArgumentHelp("Tanggal laporan / date of the report.", valueName: "yyyy-mm-dd")) var date: String?
        @Flag(help: "Data rekaan: laporannya mengatakan demikian / invented data, as the report then says.")
        var synthetic = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: [.text, .json, .csv, .html]) {
                guard !changed.isEmpty || !set.isEmpty else { throw Problem("usage.rules-whatif") }
                if let out { try OutputFile.check([URL(fileURLWithPath: out)], against: inputs) }
                let changes = try set.map { text throws(Problem) in try RuleChange(text) }
                let plan = try quotas.plan()
                let report = try options.whatIf(
                    console, changed: changed, changes,
                    WhatIf.Options(
                        area: area, income: income, present: plan, changed: RuleChange.plan(changes, from: plan)))
                for rule in report.changed.judge.rules where rule.legalBasis == nil {
                    console.note(console.say("rules.note.no-basis", ["rule": rule.code]))
                }
                let tables = try WhatIfTables(report, console.language)
                let edition = Edition(date: date, synthetic: synthetic)
                if let out {
                    let page = try Report.whatIf(report, in: console.language, edition: edition)
                    console.noteWritten(try OutputFile.write(page.html, to: URL(fileURLWithPath: out)))
                }
                switch console.format {
                case .json: try console.json(WhatIfAnswer(report, tables, console.language))
                case .csv: try console.out(TextGrid(tables.movers()).csv)
                case .html: try console.out(Report.whatIf(report, in: console.language, edition: edition).html)
                case .text: try console.out(text(tables, console))
                }
            }
        }

        private var inputs: [URL] { options.inputs + changed.map { URL(fileURLWithPath: $0) } }

        /// Movers that the text names.
        private static let shown = 10

        private func text(_ tables: WhatIfTables, _ console: Console) -> String {
            var out = tables.summary.joined(separator: "\n") + "\n"
            let movers = tables.report.movers.count
            let first = tables.movers(0..<min(Self.shown, movers))
            for table in tables.tables + (movers > 0 ? [first] : []) where !table.rows.isEmpty {
                out += "\n" + table.title + "\n" + TextGrid(table).text
            }
            if movers > Self.shown {
                out += console.say("rules.whatif.more", ["count": console.integer(movers - Self.shown)]) + "\n"
            }
            return out + "\n" + tables.cautions.map { "– " + $0 }.joined(separator: "\n") + "\n"
        }
    }
}

extension TextGrid {
    init(_ table: PlainTable) {
        self.init(
            table.columns.map(\.heading),
            numeric: Set(table.columns.indices.filter { table.columns[$0].isNumber }))
        for row in table.rows { add(row) }
    }
}

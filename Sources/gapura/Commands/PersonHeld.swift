import ArgumentParser
import Problems
import Registry
import Store

extension PersonCommand {
    struct Held: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Usulan yang tertahan karena suatu peristiwa / what life events hold.",
            discussion: """
                Meninggal (peristiwa, atau status dari sumber luar), menolak, dan diganti menahan; pindah keluar wilayah \
                hanya ditandai. / Died (an event, or a status of another source), declined and replaced hold; who moved \
                out of the area is only marked.
                """)
        @Option(help: "Kode program / programme code.") var programme: String?
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                if let programme, try !registry.programmes().contains(where: { $0.code == programme }) {
                    throw Problem("programme.unknown", .refuse, value: programme, ["code": programme])
                }
                let effects = try registry.eventEffects(programme: programme, year: year)
                let answers = effects.map { EffectAnswer($0) }
                var grid = TextGrid(
                    [
                        "effect", "programme", "year", "list", "row", "nik", "event", "date", "source", "amount",
                        "amount-of",
                    ].map {
                        console.say("column." + $0)
                    })
                for (answer, effect) in zip(answers, effects) {
                    grid.add([
                        console.say("effect.name." + answer.effect), answer.programme, String(answer.fiscal_year),
                        answer.list, String(answer.row), answer.nik, effect.event.event.label(console.language),
                        answer.date, answer.source(in: console.language),
                        answer.amount.map { console.integer($0) } ?? "",
                        answer.amount_of.map { console.say("amount-of." + $0) } ?? "",
                    ])
                }
                if console.format == .text {
                    let held = Set(effects.filter(\.kind.isHeld).map(\.enrolment.id)).count
                    let marked = Set(effects.filter { !$0.kind.isHeld }.map(\.enrolment.id)).count
                    try console.line(
                        console.say(
                            "effect.total",
                            ["held": console.integer(held), "marked": console.integer(marked)]))
                    guard !answers.isEmpty else { return }
                }
                try console.answer(answers, grid)
            }
        }
    }
}

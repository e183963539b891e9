import ArgumentParser
import Problems
import Registry
import Store

struct MatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matches",
        abstract: "Catatan mana yang mungkin orang yang sama: dicari mesin, diputuskan orang, dapat dibatalkan.",
        discussion: """
            Which records may be the same person: found by machine, decided by people, never merged, always reversible. \
            A pair is written as batch.row-batch.row.
            """,
        subcommands: [Find.self, List.self, Show.self, Decide.self, Undo.self, Quality.self],
        defaultSubcommand: List.self)

    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cari kecocokan di seluruh registri / search the whole registry for matches.")
        @Flag(help: "Hanya daftar yang belum sempat dicari / only for lists that no search has looked at.")
        var missed = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/pasangan") {
                let registry = try database.registry()
                if missed { return try MatchText.tellMissed(try registry.proposeMissed(), registry, console) }
                let search = try registry.findMatches()
                let run = search.run
                let bands = try registry.matchQueue().bands
                let used = search.decisions
                guard console.format != .json else { return try console.json(MatchAnswer.Found(run, bands, used)) }
                let language = console.language
                if console.format == .text {
                    try console.line(
                        console.say(
                            "matches.found",
                            [
                                "records": language.integer(run.records), "pairs": language.integer(run.pairs),
                                "candidates": language.integer(run.candidates),
                                "seconds": language.decimal(Double(run.milliseconds) / 1000, places: 1),
                            ]))
                }
                if used.count > 0 {
                    console.note(
                        console.say(
                            used.taught ? "matches.taught" : "matches.bound",
                            ["same": language.integer(used.same), "different": language.integer(used.different)]))
                }
                if run.basis == .bundled { console.note(console.say("matches.bundled")) }
                if !run.isConverged { console.note(console.say("matches.not-converged")) }
                try console.answer([String](), MatchText.bands(bands, console))
                console.note(console.say("matches.next"))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Antrean tinjauan, pola, atau riwayat / the review queue, its patterns, or the history.")
        @Flag(help: "Juga yang sudah diputuskan / decided ones too.") var all = false
        @Flag(help: "Pola kecocokan untuk keputusan bersama / agreement patterns to decide together.")
        var patterns = false
        @Flag(help: "Semua keputusan dan pembatalan / every decision and reversal.") var history = false
        @Option(help: "Paling banyak sekian baris / at most so many rows.") var limit = 50
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/pasangan") {
                let registry = try database.registry()
                if history {
                    let rows = try registry.matchHistory()
                    return try console.answer(
                        rows.map(MatchAnswer.Decision.init), MatchText.history(rows, console))
                }
                let queue = try registry.matchQueue()
                guard queue.run != nil else { throw Problem("match.not-searched") }
                if queue.isStale { console.note(console.say("matches.stale")) }
                if patterns {
                    let found = try registry.matchPatterns().filter { all || $0.open > 0 }
                    return try console.answer(
                        found.map { MatchAnswer.Pattern($0, console.language) }, MatchText.patterns(found, console))
                }
                // The blind sample first, its bands mixed; then the others from the surest on.
                let sample = queue.sample.filter { all || $0.isOpen }
                let rest = try registry.matches(open: !all, limit: max(1, limit)).filter { !$0.isSampled }
                let items = Array((sample + rest).prefix(max(0, limit)))
                if console.format == .text {
                    let progress = queue.progress
                    try console.line(
                        console.say(
                            progress.seen > 0 ? "matches.progress.seen" : "matches.progress",
                            [
                                "decided": String(progress.decided), "seen": String(progress.seen),
                                "all": String(progress.all),
                            ]))
                }
                try console.answer(items.map(MatchAnswer.Pair.init), MatchText.pairs(items, console))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Satu pasangan berdampingan / one pair side by side.")
        @Argument(help: ArgumentHelp("Pasangan / pair.", valueName: "batch.row-batch.row")) var pair: String
        @Flag(help: "Perlihatkan bobotnya; keputusan sesudahnya tidak buta lagi / show the weight; not blind any more.")
        var weight = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts, page: "/pasangan") {
                let registry = try database.registry()
                let named = try MatchesCommand.pair(pair)
                let hidden = try registry.matchPair(named)
                let view = try weight ? registry.revealMatch(named) : hidden
                if weight, hidden.isBlind { console.note(console.say("matches.revealed")) }
                let reveals = weight || !view.isBlind
                guard console.format != .json else {
                    return try console.json(MatchAnswer.SideBySide(view, reveals: reveals))
                }
                try console.out(MatchText.sideBySide(view, reveals: reveals, console))
            }
        }
    }

    /// - Throws: `usage.match-pair` for what is no pair.
    static func pair(_ text: String) throws(Problem) -> SubjectPair {
        guard let pair = SubjectPair(text) else { throw Problem("usage.match-pair", .refuse, ["pair": text]) }
        return pair
    }

    static func write(_ decisions: [MatchDecisionRecord], _ console: Console) throws(Problem) {
        try console.answer(decisions.map(MatchAnswer.Decision.init), MatchText.history(decisions, console))
    }
}

import ArgumentParser
import Linkage
import Problems
import Registry
import Store

/// Deciding about matches, taking decisions back, and what the decisions say of the proposals.
extension MatchesCommand {
    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Putuskan satu pasangan atau satu pola / decide a pair or a pattern.")
        @Argument(help: ArgumentHelp("Pasangan / pair.", valueName: "batch.row-batch.row")) var pair: String?
        @Option(help: "same|different|unsure") var verdict: String
        @Option(help: "Alasan; wajib untuk pola / reason; a pattern needs one.") var note: String?
        @Option(help: "Semua pasangan terbuka dengan pola ini / all open pairs of this pattern.") var pattern: String?
        @Flag(help: "Bobotnya dilihat di tempat lain / the weight was seen elsewhere.") var seen = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/pasangan") {
                guard let kind = MatchDecisionRecord.Verdict(rawValue: verdict), kind != .reversed else {
                    throw Problem("usage.match-verdict", .refuse, ["verdict": verdict])
                }
                let registry = try database.registry()
                switch (pair, pattern) {
                case (let pair?, nil):
                    let named = try MatchesCommand.pair(pair)
                    let isBlind = try !seen && named.a != named.b && registry.matchPair(named).isBlind
                    let decision = try registry.decide(named, kind, note: note, isBlind: isBlind)
                    try MatchesCommand.write([decision], console)
                case (nil, let pattern?):
                    let bundle = try registry.decide(pattern: pattern, kind, note: note ?? "")
                    guard console.format != .json else {
                        return try console.json(
                            MatchAnswer.Bundle(
                                bundle: bundle.number, decided: bundle.decisions.count,
                                contradicting: bundle.contradicting.map(\.text)))
                    }
                    try console.line(
                        console.say(
                            "matches.bundle",
                            [
                                "bundle": String(bundle.number),
                                "decided": console.integer(bundle.decisions.count),
                                "left": console.integer(bundle.contradicting.count),
                            ]))
                default: throw Problem("usage.match-target")
                }
            }
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Batalkan keputusan; kedua catatan kembali seperti semula / take a decision back.")
        @Argument(help: "Nomor keputusan / decision.") var decision: Int64?
        @Option(help: "Nomor keputusan bersama / joint decision.") var bundle: Int64?
        @Option(help: "Alasan / reason.") var note: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/pasangan/riwayat") {
                let registry = try database.registry()
                switch (decision, bundle) {
                case (let decision?, nil):
                    try MatchesCommand.write([registry.undo(decision: decision, note: note)], console)
                case (nil, let bundle?):
                    try MatchesCommand.write(registry.undo(bundle: bundle, note: note), console)
                default: throw Problem("usage.match-target")
                }
            }
        }
    }

    struct Quality: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ketepatan dan kelengkapan menurut sampel buta / precision and recall by the blind sample.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/pasangan/mutu") {
                let registry = try database.registry()
                guard try registry.matchQueue().run != nil else { throw Problem("match.not-searched") }
                let quality = try registry.matchQuality()
                guard console.format != .json else { return try console.json(MatchAnswer.Quality(quality)) }
                var grid = TextGrid(
                    ["band", "candidates", "sample", "stated", "share", "reliability"].map {
                        console.say("matches.column." + $0)
                    }, numeric: [1, 2, 3])
                for item in quality.bands {
                    grid.add([
                        MatchText.band(item.band, console), console.integer(item.band.candidates),
                        "\(item.band.sampleDecided)/\(item.band.sample)",
                        item.stated.map { console.percent($0, places: 1) } ?? "–",
                        MatchText.share(item.share, console),
                        item.reliability.map { console.say("matches.reliability." + $0.rawValue) } ?? "–",
                    ])
                }
                if console.format == .text {
                    try console.line(
                        console.say(
                            "matches.quality",
                            [
                                "from": console.decimal(
                                    MatchStratum.bounds[quality.from - 1] * 100, places: 1),
                                "precision": MatchText.share(quality.precision, console),
                                "recall": MatchText.share(quality.recall, console),
                            ]))
                }
                try console.answer([String](), grid)
                if let found = quality.calibration {
                    func figure(_ value: Double) -> String { console.decimal(value, places: 4) }
                    console.note(
                        console.say(
                            found.isTaught ? "matches.calibration.taught" : "matches.calibration",
                            [
                                "pairs": console.integer(found.pairs),
                                "brier": figure(found.reliability.brierModel),
                                "brier_after": figure(found.reliability.brierCalibrated),
                                "error": figure(found.reliability.errorModel),
                                "error_after": figure(found.reliability.errorCalibrated),
                            ]))
                }
                console.note(console.say(quality.isComplete ? "matches.quality.note" : "matches.quality.partial"))
                console.note(
                    console.say(
                        quality.bands.contains { $0.reliability != nil && $0.reliability != .few }
                            ? "matches.quality.stated" : "matches.quality.unjudged"))
                if quality.bands.contains(where: { $0.reliability == .few }) {
                    console.note(
                        console.say(
                            "matches.quality.few", ["least": console.integer(MatchQuality.leastToJudge)]))
                }
            }
        }
    }
}

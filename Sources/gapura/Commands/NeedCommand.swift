import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

struct NeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "need",
        abstract: "Kebutuhan usaha, kelompok, dan desa, dihadapkan pada program yang ada.",
        discussion: "Needs of businesses, groups and villages, against the programmes that there are.",
        subcommands: [List.self, Import.self, Report.self, Propose.self], defaultSubcommand: List.self)

    /// Which needs are looked at.
    struct Scope: ParsableArguments {
        @Option(help: "Kode wilayah, ID = nasional / region code.") var region = RegionScope.nation
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @Flag(help: "Sertakan yang disimpulkan aturan / include what rules infer.") var inferred = false

        func report(_ registry: Registry) throws(Problem) -> SupplyReport {
            try registry.supply(year: registry.year(year), region: region, includeInferred: inferred)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Terima lembar kebutuhan / take in sheets of needs.")
        @Argument(help: "Berkas lembar kebutuhan / sheets of needs.") var files: [String]
        @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                try SheetTaking(console: console, database: database)
                    .run(files, kind: "need", received: nil, isDryRun: dryRun)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kebutuhan satu per satu dengan keadaannya / needs one by one with their state.")
        @OptionGroup var scope: Scope
        @Option(help: "served|in-progress|refused|not-offered|absent") var state: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let wanted = try state.map { word throws(Problem) in
                    guard let state = AssessedNeed.State(rawValue: word) else {
                        throw Problem(
                            "usage.need-state", .refuse,
                            [
                                "state": word,
                                "known": AssessedNeed.State.allCases.map(\.rawValue).joined(separator: ", "),
                            ])
                    }
                    return state
                }
                let registry = try database.registry()
                try registry.look(.readNeeds)
                let needs = try scope.report(registry).needs.filter { $0.state == wanted ?? $0.state }
                try console.answer(needs.map(NeedAnswer.Need.init), NeedText.list(needs, console))
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kebutuhan menurut jenis, tipe usaha, dan desa, serta program yang perlu diperluas atau dimulai.",
            discussion: "Needs by kind, type of enterprise and village; programmes to widen, to join, to start.")
        @OptionGroup var scope: Scope
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let report = try scope.report(database.registry())
                switch console.format {
                case .json: try console.json(NeedAnswer.Report(report))
                case .csv: try console.out(NeedText.matrix(report, console, byType: true).csv)
                case .text, .html: try NeedText.write(report, console)
                }
            }
        }
    }

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rujukan yang patut dibuat; satu per satu dengan `referral propose`.",
            discussion: "Referrals that ought to be made; nothing is stored: make each with `referral propose`.")
        @OptionGroup var scope: Scope
        @Flag(help: "Juga kebutuhan perorangan / needs of single people too.") var people = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                try registry.look(.readNeeds)
                let proposals = try registry.proposedReferrals(
                    year: registry.year(scope.year), region: scope.region,
                    subjects: people ? Set(SubjectKind.allCases) : [.group, .village])
                try console.answer(
                    proposals.map { NeedAnswer.ProposalLine($0, console.language) },
                    NeedText.proposals(proposals, console))
            }
        }
    }
}

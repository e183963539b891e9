import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

struct ReferralCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referral", abstract: "Rujukan dari lembaga ke lembaga, sampai hasilnya.",
        discussion: "Referrals from institution to institution, to the end.",
        subcommands: [List.self, Propose.self, Step.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rujukan yang menunggu tindakan / referrals that wait for somebody.")
        @Option(help: ArgumentHelp("Keadaan per tanggal / as of.", valueName: "yyyy-mm-dd")) var asOf: String?
        @Flag(help: "Juga yang sudah selesai / closed ones too.") var all = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                try registry.look(.readNeeds)
                let book = try registry.referrals(asOf: NeedText.date(asOf))
                let lines = all ? book.lines : book.waiting
                guard console.format != .json else {
                    return try console.json(
                        NeedAnswer.Referrals(
                            as_of: book.asOf.description, referrals: lines.map(NeedAnswer.Referral.init),
                            institutions: book.loads))
                }
                if console.format == .text {
                    try console.line(
                        console.say("referral.as-of", ["date": book.asOf.description]))
                }
                try console.answer([String](), NeedText.referrals(lines, console))
                guard console.format == .text else { return }
                try console.line()
                try console.out(NeedText.loads(book.loads, console).text)
            }
        }
    }

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Buat rujukan / make a referral.")
        @Option(help: "Kode kebutuhan / need.") var need: String
        @Option(help: "Kode program / programme.") var programme: String
        @Option(help: "Lembaga perujuk / institution that refers.") var from: String
        @Option(help: "Lembaga tujuan; bila kosong, penanggung jawab program / else the programme's owner.")
        var to: String?
        @Option(help: ArgumentHelp("Tanggal / day.", valueName: "yyyy-mm-dd")) var date: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let step = try database.registry().propose(
                    need: need, programme: programme, from: from, to: to, on: NeedText.date(date))
                try NeedText.write(step, console)
            }
        }
    }

    struct Step: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Catat langkah berikutnya / record the next step.")
        @Argument(help: "Kode rujukan / referral.") var code: String
        @Option(help: "accepted|declined|served|outcome|withdrawn") var step: String
        @Option(help: ArgumentHelp("Tanggal / day.", valueName: "yyyy-mm-dd")) var date: String?
        @Option(help: "Lembaga yang mengambil langkah / institution that took it.") var actor: String?
        @Option(help: "Alasan; wajib bila ditolak atau ditarik / reason.") var reason: String?
        @Option(help: "Hasil yang dicapai / what came of it.") var outcome: String?
        @Option(help: ArgumentHelp("Tenggat langkah berikutnya / next step due.", valueName: "yyyy-mm-dd"))
        var due: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                guard let kind = ReferralStep.Kind(rawValue: step) else {
                    throw Problem(
                        "usage.referral-step", .refuse,
                        [
                            "step": step,
                            "known": ReferralStep.Kind.allCases.map(\.rawValue).joined(separator: ", "),
                        ])
                }
                let taken = try database.registry().step(
                    referral: code, kind, on: NeedText.date(date), actor: actor, reason: reason, outcome: outcome,
                    dueOn: NeedText.date(due))
                try NeedText.write(taken, console)
            }
        }
    }
}

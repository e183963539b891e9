import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Rencana program sebuah desa.", subcommands: [Check.self],
        defaultSubcommand: Check.self)

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Periksa urutan dan wilayahnya / check its order and area.")
        @Argument(help: "Kode desa / village code.") var village: String
        @Option(help: "Tahun / year.") var year: Int?
        @Flag(help: "Keluar dengan status 1 bila ada masalah / exit 1 where problems are found.") var strict = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                let plan = try registry.plan(of: village, year: registry.year(year))
                let answer = NeedAnswer.Plan(
                    region: plan.region, year: plan.year,
                    lines: plan.lines.map {
                        .init(
                            programme: $0.entry.programme, name: $0.name, from_month: $0.entry.fromMonth,
                            to_month: $0.entry.toMonth, after: $0.entry.after, need: $0.entry.need,
                            unserved: $0.unserved, inferred: $0.inferred)
                    }, problems: plan.problems.map { Answer.ProblemLine($0, console.language) })
                try console.answer(answer, NeedText.plan(plan, console))
                if console.format == .text {
                    try console.line(
                        console.say(
                            plan.problems.isEmpty ? "plan.sound" : "plan.problems",
                            ["count": console.integer(plan.problems.count)]))
                    for problem in plan.problems {
                        try console.line("! " + Catalogue.bundled.sentence(problem, console.language))
                    }
                }
                if strict, !plan.problems.isEmpty { throw ExitStatus.problemsFound }
            }
        }
    }
}

struct TrainingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training", abstract: "Pelatihan dan pendampingan.", subcommands: [Report.self],
        defaultSubcommand: Report.self)

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kehadiran, peserta berulang, dan kemajuan usaha / attendance, repeats and progress.")
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @Option(help: "Kode wilayah, ID = nasional / region code.") var region = RegionScope.nation
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry()
                try registry.look(.readNeeds)
                let report = try registry.trainings(year: registry.year(year), region: region)
                switch console.format {
                case .json: try console.json(NeedAnswer.TrainingYear(report))
                case .csv: try console.out(NeedText.trainings(report, console).csv)
                case .text, .html: try NeedText.write(report, console)
                }
            }
        }
    }
}

struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Kelompok sebagai penerima dukungan.", subcommands: [Handover.self])

    struct Handover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tulis omzet anggota sebelum dan sesudah dilayani, siap untuk `gapura evaluate`.",
            discussion:
                "Writes members' turnover before and after a programme served them, ready for `gapura evaluate`.")
        @Argument(help: "Kode kelompok / group.") var code: String
        @Option(help: "Kode program / programme.") var programme: String
        @Option(help: "Folder keluaran / output folder.") var out: String
        @Flag(help: "Data rekaan: dinyatakan dalam studi / invented data: the study says so.") var synthetic = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let handover = try database.registry().exportBeforeAfter(
                    group: code, programme: programme, to: URL(fileURLWithPath: out), isSynthetic: synthetic)
                guard console.format != .json else {
                    return try console.json(
                        NeedAnswer.HandoverLine(
                            group: handover.group, referral: handover.referral, programme: handover.programme,
                            served_on: handover.servedOn, members: handover.members, measured: handover.measured,
                            left_out: handover.leftOut, study: handover.study.path, data: handover.data.path))
                }
                try console.line(
                    console.say(
                        "handover.done",
                        [
                            "measured": console.integer(handover.measured),
                            "members": console.integer(handover.members),
                            "date": handover.servedOn, "study": handover.study.path,
                        ]))
                for left in handover.leftOut {
                    try console.line("  \(left.nik): \(console.say("left-out." + left.missing.rawValue))")
                }
            }
        }
    }
}

import ArgumentParser
import Foundation
import Indonesia
import Problems

/// The command line of Gapura.
@main
struct Gapura: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gapura",
        abstract: "Satu pintu data program UMK: daftar bersih, tumpang tindih, alasan penolakan, evaluasi.",
        discussion: """
            One gate for programmes that help micro and small enterprises: clean lists, overlaps, reasons for refusals,
            evaluation. Each command says more with --help. --lang en answers in English.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, CheckCommand.self, OverlapCommand.self, LinkCommand.self, LinkPartitionCommand.self,
            RulesCommand.self, EvaluateCommand.self,
            AuditCommand.self, AuditPaperCommand.self, StatCommand.self,
            ImportCommand.self, ImportsCommand.self, DecisionsCommand.self, MatchesCommand.self, PersonCommand.self,
            AsOfCommand.self, HistoryCommand.self, ProgrammeCommand.self,
            InstitutionCommand.self, CatalogueCommand.self,
            RegionCommand.self, KBLICommand.self, SheetCommand.self, NeedCommand.self, ReferralCommand.self,
            PlanCommand.self,
            TrainingCommand.self, GroupCommand.self, MonitorCommand.self, ReportCommand.self,
            ServeCommand.self, LogCommand.self, DbCommand.self,
        ])

    /// As the parser's own, but for the language in which it tells of wrong usage.
    static func main() async {
        // Registries, backups and tables of cases hold people: what the program makes is its user's alone.
        umask(0o077)
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard let wrong = UsageError(error), !Catalogue.bundled.codes.isEmpty else { exit(withError: error) }
            let language = UsageError.language(
                ProcessInfo.processInfo.arguments, locale: ProcessInfo.processInfo.environment["LANG"])
            let text = LongNumbers.hidden(in: wrong.text(language), runsOf: NIK.length)
            try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
            exit(withError: ExitCode.validationFailure)
        }
    }
}

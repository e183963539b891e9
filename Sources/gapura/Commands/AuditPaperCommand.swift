import ArgumentParser
import Foundation
import Problems
import Registry
import Reports
import Studies

struct AuditPaperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit-paper",
        abstract: "Periksa tabel terbitan: angka mana yang mustahil, tidak berjumlah, atau bertentangan.",
        discussion: """
            Finds impossible figures in published tables: counts, percentages, means, tests, classes and sentences as \
            printed, held to each other and to n. Needs no data.
            """)

    @Argument(help: "Berkas tabel (YAML) / file of tables.") var tables: String
    @Option(help: "Folder laporan HTML; tanpa ini hanya ke layar / folder for the report.") var out: String?
    @Flag(help: "Keluar dengan status 1 bila ada temuan / exit with 1 when there are findings.") var strict = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let audit = try Paper(contentsOf: URL(fileURLWithPath: tables)).audit()
            let report = try Report.paperAudit(audit, in: console.language)
            let folder = out.map { URL(fileURLWithPath: $0) }
            if let folder {
                try OutputFile.check(
                    [folder.appendingPathComponent(report.name + ".html")], against: [URL(fileURLWithPath: tables)])
            }
            let file = try folder.map { try OutputFile.write(report.html, as: report.name + ".html", in: $0) }
            switch console.format {
            case .html: try console.out(report.html)
            case .json: try console.json(audit.document(in: console.language, report: file?.url.path))
            case .csv: try console.out(audit.csv(in: console.language))
            case .text: try write(audit, console)
            }
            if let file { console.noteWritten(file) }
            // A mere note is no fault of the figures.
            if strict, audit.findings.contains(where: { $0.weight != .note }) { throw ExitStatus.problemsFound }
        }
    }

    private func write(_ audit: PaperAudit, _ console: Console) throws {
        try console.line(audit.title[console.language])
        for sentence in try Report.paperAuditSummary(audit, in: console.language) {
            try console.line("  " + sentence)
        }
        for part in audit.parts {
            try write(audit.findings(of: part), under: part.title[console.language], console)
        }
        let names = Set(audit.parts.map(\.name))
        try write(audit.findings.filter { !names.contains($0.place.table) }, under: nil, console)
    }

    private func write(_ findings: [PaperFinding], under title: String?, _ console: Console) throws {
        guard !findings.isEmpty else { return }
        try console.line()
        if let title { try console.line(title) }
        for finding in findings {
            let weight = try Report.name(of: finding.weight, in: console.language)
            let place = finding.place.row.map { " \($0):" } ?? ""
            let line = finding.place.line.map { " (\($0))" } ?? ""
            try console.line("  [\(weight)]\(line)\(place) \(finding.message[console.language])")
        }
    }
}

import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Store

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Apa yang akan ditemukan pemeriksa pada daftar penerima, dengan bukti per baris.",
        discussion: """
            What an auditor would find in a list of recipients, by the categories of the state auditors: each finding with \
            the row here, the row there, the version of the list it was held against, rupiah and legal basis. A person found \
            in several categories counts once in the total; what could not be checked for want of a list is told. Roles of \
            lists: kependudukan, asn, meninggal, kur, kredit, sk, pindah-ln, penyaluran, usaha, or the programme's own code \
            for another list of the same programme and year. Fill in the columns sanggahan and tindak_lanjut of \
            findings.csv and hand it back with --answers. Needs no database and stores nothing.
            """)
    @Option(help: ArgumentHelp("Daftar yang diperiksa / the list to be audited.", valueName: "file")) var list: String?
    @Option(help: ArgumentHelp("Lembar buku kerja Excel daftarnya / sheet of the list's workbook.", valueName: "name"))
    var sheet: String?
    @Option(
        help: ArgumentHelp(
            "Daftar acuan: PERAN=BERKAS, PERAN@TANGGAL=BERKAS / list to hold it against; may be repeated.",
            valueName: "kind=file"))
    var against: [String] = []
    @Option(
        help: ArgumentHelp(
            "Hari penetapan atau pembayaran; akhir tahun daftarnya bila kosong / day of decree or payment.",
            valueName: "yyyy-mm-dd"))
    var asOf: String?
    @Option(help: ArgumentHelp("Program; dikenali sendiri bila kosong / programme.", valueName: "code"))
    var programme: String?
    @Option(
        help: ArgumentHelp(
            "findings.csv pemeriksaan sebelumnya dengan jawabannya / that of an earlier audit, answered.",
            valueName: "csv"))
    var answers: String?
    @Option(help: ArgumentHelp("Orang yang didatangi, diundi / people to visit, drawn.", valueName: "number"))
    var sample: Int?
    @Option(help: ArgumentHelp("Benih undian; 1 bila kosong / seed of the draw.", valueName: "number"))
    var seed: UInt64?
    @Option(help: "Folder hasil / folder for the results.") var out: String?
    @Flag(help: "Data rekaan: dokumennya mengatakan demikian / invented data, as the document then says.")
    var synthetic = false
    @Flag(help: "Keluar dengan status 1 bila ada temuan terbuka / exit with 1 where findings are open.")
    var strict = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            guard let list else { throw Problem("usage.audit-list") }
            guard sample.map({ $0 > 0 }) ?? (seed == nil) else { throw Problem("usage.audit-sample") }
            let url = URL(fileURLWithPath: list)
            if let out {
                let folder = URL(fileURLWithPath: out)
                try OutputFile.check(
                    AuditFiles.names.map { folder.appendingPathComponent($0) },
                    against: [list, answers].compactMap { $0.map { URL(fileURLWithPath: $0) } }
                        + against.compactMap(RuleRunOptions.file(in:)))
            }
            var result = try audit(url, console)
            if let answers {
                for problem in try result.take(answers: URL(fileURLWithPath: answers)) {
                    console.note(Catalogue.bundled.sentence(problem, console.language))
                }
            }
            let drawn = sample.map { AuditSample(result, size: $0, seed: seed ?? 1) }
            let sentences = try FindingSentences(console.language)
            let files = AuditFiles(result, drawn, sentences)
            if let out {
                let report = try Report.findings(
                    result, sample: drawn, in: console.language, edition: Edition(synthetic: synthetic))
                for file in try files.write(to: URL(fileURLWithPath: out), report) { console.noteWritten(file) }
            }
            switch console.format {
            case .json: try console.json(AuditAnswer(result, drawn, sentences))
            case .csv: try files.writeFindings { text throws(Problem) in try console.out(text) }
            case .html:
                try console.out(
                    Report.findings(
                        result, sample: drawn, in: console.language, edition: Edition(synthetic: synthetic)
                    ).html)
            case .text: try console.out(AuditText(result, drawn, sentences, console).text)
            }
            if strict, result.unsettled.lines > 0 { throw ExitStatus.problemsFound }
        }
    }

    private func audit(_ url: URL, _ console: Console) throws(Problem) -> AuditResult {
        let today = Registry.day(of: Date())
        let catalogue = try BundledCatalogue()
        let audit = try ListAudit(url, sheet: sheet, programme: programme?.uppercased(), today: today)
        var references: [ReferenceRequest] = []
        for argument in against { references.append(try reference(argument, audit.programme)) }
        let periods = catalogue.programmes.first { $0.code == audit.programme }?.periods ?? []
        let result = try audit.run(
            against: references, day: try Self.day(asOf),
            benefit: { year in periods.first { $0.fiscalYear == year }?.amount }, progress: console.progress)
        for problem in result.problems where problem.severity != .note {
            console.note(Catalogue.bundled.sentence(problem, console.language))
        }
        return result
    }

    private func reference(_ argument: String, _ programme: String?) throws(Problem) -> ReferenceRequest {
        let known =
            ReferenceKind.allCases.filter { $0 != .sameProgramme }.map(\.rawValue) + [programme].compactMap(\.self)
        guard let equals = argument.firstIndex(of: "=") else {
            throw Problem("usage.audit-kind", value: argument, ["known": known.joined(separator: ", ")])
        }
        let head = argument[..<equals].split(separator: "@", maxSplits: 1).map(String.init)
        guard let word = head.first, let kind = ReferenceKind(word: word, programme: programme) else {
            throw Problem("usage.audit-kind", value: argument, ["known": known.joined(separator: ", ")])
        }
        return ReferenceRequest(
            kind: kind, file: URL(fileURLWithPath: String(argument[argument.index(after: equals)...])),
            asOf: try Self.day(head.count > 1 ? head[1] : nil))
    }

    private static func day(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw Problem("import.date", .refuse, value: text, ["value": text]) }
        return day
    }
}

public import ArgumentParser
import Foundation
import Problems
import Registry
public import Store

extension CandidateOrigin: ExpressibleByArgument {
    public init?(argument: String) { self.init(word: argument) }
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Terima daftar ke gerbang: diperiksa dan ditahan; baru disimpan dengan `imports commit`.",
        discussion: "Stages lists: every row is checked and kept with its problems. Nothing changes until the commit.")

    @Argument(help: "Berkas daftar / lists.") var files: [String]
    @Option(help: "Kode program / programme code.") var programme: String
    @Option(help: "Kode lembaga / institution code.") var institution: String
    @Option(help: "Jenis daftar / kind of list.") var profile: String?
    @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
    @Option(help: ArgumentHelp("Tanggal acuan daftar / reference date.", valueName: "yyyy-mm-dd")) var asOf: String?
    @Option(help: "Nama daftar / name of the list.") var name: String?
    @Option(help: ArgumentHelp("Lembar buku kerja Excel / sheet of the workbook.", valueName: "name"))
    var sheet: String?
    @Option(help: "Pemisah kolom / delimiter.") var delimiter: String?
    @Option(help: "Asal usulan: proposed|carried-over|replaced / origin of the candidates.")
    var origin = CandidateOrigin.proposed
    @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
    @Flag(help: "Langsung simpan / commit at once.") var commit = false
    @Flag(help: "Cari pasangan nanti (`matches find --missed`) / search for matches later.") var searchLater = false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run(in: OutputFormat.ofTables) {
            guard !(dryRun && commit) else { throw Problem("usage.dry-commit") }
            guard name == nil || files.count == 1 else { throw Problem("usage.one-name") }
            let registry = try database.registry(create: true)
            try registry.ensureCatalogue(from: BundledCatalogue.folder())
            let separator = try CheckCommand.delimiter(delimiter)
            var answers: [Answer.Batch] = []
            for file in files {
                var request = ImportRequest(
                    file: URL(fileURLWithPath: file), programme: programme, institution: institution, profile: profile,
                    fiscalYear: year, referenceDate: asOf, name: name, delimiter: separator)
                request.origin = origin
                request.sheet = sheet
                var staged = try registry.stage(request, isDryRun: dryRun, progress: console.progress)
                if dryRun { staged.batch.id = 0 }
                let committed = commit ? try take(&staged, registry, console) : nil
                var answer = Answer.Batch(staged.batch)
                answer.matches =
                    try committed.map { try Answer.Proposals($0, registry) }
                    ?? Answer.Proposals(of: staged.batch, registry)
                answer.problems = staged.problems.map { Answer.ProblemLine($0, console.language) }
                answers.append(answer)
                if console.format == .text {
                    for problem in staged.problems {
                        let mark = problem.severity > .note ? "! " : "· "
                        console.note(mark + Catalogue.bundled.sentence(problem, console.language))
                    }
                    try console.line(BatchText.line(staged.batch, console))
                    if let matches = answer.matches { try BatchText.tell(matches, console) }
                    if !commit, !dryRun {
                        console.note(console.say("import.next", ["id": String(staged.batch.id)]))
                    }
                    if dryRun { console.note(console.say("import.dry")) }
                } else if committed?.problem != nil, let matches = answer.matches {
                    // The answer holds a code or nothing of it: it is said in any form.
                    try BatchText.tell(matches, console)
                }
            }
            switch console.format {
            case .json: if answers.count == 1 { try console.json(answers[0]) } else { try console.json(answers) }
            case .csv: try console.out(BatchText.grid(answers, console).csv)
            case .text, .html: break
            }
        }
    }

    /// Takes in what was staged, perhaps by an earlier run that did not come to its end.
    ///
    /// - Returns: what was proposed; nil where the search comes later.
    private func take(_ staged: inout StagedList, _ registry: Registry, _ console: Console) throws -> CommittedList? {
        if staged.wasStagedBefore {
            for index in staged.problems.indices where staged.problems[index].code == "import.same-file-staged" {
                staged.problems[index].code = "import.same-file-resumed"
                staged.problems[index].severity = .note
            }
        }
        let id = staged.batch.id
        do {
            guard searchLater else {
                let committed = try registry.commitAndPropose(id)
                staged.batch = committed.batch
                return committed
            }
            staged.batch = try registry.commit(id)
            return nil
        } catch {
            // What was staged before it failed is kept: whoever reads that nothing was stored has to know.
            if (try? registry.batch(id).state) == .staged {
                console.warn(console.say("import.still-staged", ["id": String(id)]))
            }
            throw error
        }
    }
}

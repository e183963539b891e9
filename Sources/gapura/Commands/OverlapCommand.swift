import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Store

struct OverlapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlap",
        abstract: "Siapa ada di lebih dari satu daftar, sebagai orang dan keluarga; dari berkas tanpa basis data.",
        discussion: """
            Who is on more than one list, by identity number and by family; files need no database. With --db and no \
            files it compares the registry's lists, and counts confirmed and probable matches beside them. A list is a \
            file, or PROGRAMME=FILE where the programme cannot be told from the layout, or PROGRAMME@DATE=FILE with the \
            date as of which the list speaks. With --lists-in one file holds all lists, told apart by a column: then \
            identity numbers alone are compared, of millions of rows in seconds, and all else is left out.
            """)

    @Argument(help: "Dua berkas atau lebih / two files or more.") var files: [String] = []
    @Option(
        help: ArgumentHelp("Daftar dari registri ini, bukan berkas / the lists of this registry.", valueName: "path"))
    var db: String?
    @Option(
        help: ArgumentHelp("Aturan pasangan program, untuk berkas / compatibility rules, for files.", valueName: "csv"))
    var compatibility: String?
    @Option(help: ArgumentHelp("Lembar buku kerja Excel / the workbooks' sheet.", valueName: "name")) var sheet: String?
    @Option(help: ArgumentHelp("Tanggal acuan semua berkas / reference date of all files.", valueName: "yyyy-mm-dd"))
    var asOf: String?
    @Option(help: "Folder hasil / folder for the results.") var out: String?
    @Option(
        help: ArgumentHelp(
            "Kolom yang membedakan daftar-daftar dalam satu berkas / column that tells one file's lists apart.",
            valueName: "column"))
    var listsIn: String?
    @Option(help: ArgumentHelp("Kolom NIK pada berkas itu / that file's column of NIKs.", valueName: "column"))
    var numberIn: String?
    @Flag(help: "Keluar dengan status 1 bila ada yang dilarang / exit with 1 when something is forbidden.")
    var strict = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            if let column = listsIn { return try compareLists(in: column, console) }
            if numberIn != nil { throw Problem("usage.lists-in") }
            if db != nil {
                guard files.isEmpty else { throw Problem("usage.overlap-files") }
                guard compatibility == nil, asOf == nil, sheet == nil else { throw Problem("usage.overlap-db") }
            }
            if let out {
                let folder = URL(fileURLWithPath: out)
                try OutputFile.check(
                    OverlapFiles.names.map { folder.appendingPathComponent($0) },
                    against: (files + [compatibility].compactMap(\.self)).map { URL(fileURLWithPath: $0) }
                        + files.compactMap(RuleRunOptions.file(in:)))
            }
            let result: OverlapResult
            if let db {
                let registry = try Storage.registry(at: db, create: false, actor: NSUserName())
                // The report and its table go out also where they are the answer itself.
                if out != nil || [.html, .csv].contains(console.format) { try registry.tellExport("overlap") }
                result = try registry.overlap()
            } else {
                result = try compare(console)
            }
            let report = try Report.overlap(result, in: console.language)
            var written: [WrittenFile] = []
            if let out {
                written = try OverlapFiles(result, console.language).write(to: URL(fileURLWithPath: out), report)
            }
            switch console.format {
            case .json: try console.json(Answer.Overlap(result, console.language))
            case .html: try console.out(report.html)
            case .csv: try console.out(OverlapFiles(result, console.language).pairs)
            case .text: try console.out(OverlapText(result, console).text)
            }
            for file in written { console.noteWritten(file) }
            if strict, result.findings.contains(where: { $0.verdict == .forbidden }) { throw ExitStatus.problemsFound }
        }
    }

    /// Overlaps between the lists of one file.
    private func compareLists(in column: String, _ console: Console) throws {
        let isPlain = db == nil && compatibility == nil && asOf == nil && out == nil && !strict
        guard files.count == 1, isPlain else { throw Problem("usage.lists-in") }
        let found = try ListsInFile(
            URL(fileURLWithPath: files[0]), listsIn: column, number: numberIn, sheet: sheet,
            threads: ProcessInfo.processInfo.activeProcessorCount)
        for problem in found.problems { console.note(Catalogue.bundled.sentence(problem, console.language)) }
        switch console.format {
        case .json: try console.json(ListsInFileAnswer(found))
        case .csv: try console.out(ListsInFileText(found, console).matrix.csv)
        case .html: try console.out(try Report.listsInFile(found, in: console.language).html)
        case .text: try console.out(ListsInFileText(found, console).text)
        }
    }

    /// Overlaps between the files.
    private func compare(_ console: Console) throws -> OverlapResult {
        guard files.count >= 2 else { throw Problem("usage.two-lists") }
        let catalogue = try BundledCatalogue()
        let rules =
            try compatibility.map { path throws(Problem) in
                try CompatibilityFile.read(URL(fileURLWithPath: path))
            } ?? catalogue.compatibility
        var readings: [(list: OverlapList, reading: ListReading)] = []
        for argument in files {
            readings.append(try open(argument, catalogue, console, taken: readings.map(\.list.name)))
        }
        for (index, item) in readings.enumerated() {
            let isTwice = readings[..<index].contains { $0.reading.file.sha256 == item.reading.file.sha256 }
            if isTwice { throw Problem("overlap.same-file", .refuse, at: Place(file: item.reading.file.name)) }
            for note in item.reading.file.notes { console.note(Catalogue.bundled.sentence(note, console.language)) }
            console.note(
                console.say(
                    "overlap.speaks-for",
                    [
                        "list": item.list.name, "programme": item.list.programme,
                        "date": item.list.referenceDate?.description ?? "–",
                    ]))
        }
        let (result, checks) = try OverlapEngine.find(files: readings, rules: rules)
        for check in checks where check.refused > 0 {
            console.note(
                console.say(
                    "overlap.refused",
                    [
                        "file": check.file, "refused": console.integer(check.refused),
                        "rows": console.integer(check.rows),
                    ]))
        }
        return result
    }

    private func open(
        _ argument: String, _ catalogue: BundledCatalogue, _ console: Console, taken: [String]
    ) throws(Problem) -> (list: OverlapList, reading: ListReading) {
        var path = argument
        var code: String?
        var date = asOf
        if let equals = argument.firstIndex(of: "="), !FileManager.default.fileExists(atPath: argument) {
            let head = argument[..<equals].split(separator: "@", maxSplits: 1).map(String.init)
            code = head.first
            if head.count > 1 { date = head[1] }
            path = String(argument[argument.index(after: equals)...])
        }
        let file = try ListFile(URL(fileURLWithPath: path), sheet: sheet)
        let reading = try ListReading(
            file, regions: catalogue.regions, today: Registry.day(of: Date()), wantsRecords: true,
            progress: console.progress)
        guard let programme = code?.uppercased() ?? reading.mapping.profile.programme else {
            throw Problem("overlap.programme", .refuse, at: Place(file: file.name))
        }
        guard catalogue.codes.contains(programme) else {
            throw Problem(
                "overlap.unknown-programme", .refuse,
                ["code": programme, "known": catalogue.codes.sorted().joined(separator: ", ")])
        }
        // A list whose layout belongs to one year speaks for the end of that year unless the user says otherwise.
        let year = reading.mapping.profile.fiscalYear
        let day =
            try day(date) ?? year.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
            ?? Registry.day(of: Date())
        var name = URL(fileURLWithPath: path).deletingPathExtension().shownName
        if taken.contains(name) { name += "-\(taken.count + 1)" }
        let known = catalogue.programmes.first { $0.code == programme }
        let fiscalYear = year ?? day.year
        return (
            OverlapList(
                name: name, title: name, programme: programme, kind: known?.kind, institution: nil,
                fiscalYear: fiscalYear, referenceDate: day,
                fixedAmount: known?.periods.first { $0.fiscalYear == fiscalYear }?.amount), reading
        )
    }

    private func day(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw Problem("import.date", .refuse, value: text, ["value": text]) }
        return day
    }
}

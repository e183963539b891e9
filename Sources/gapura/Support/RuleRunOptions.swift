import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

/// What `rules run` and `rules letters` are asked with.
struct RuleRunOptions: ParsableArguments {
    @Argument(
        help: "Berkas aturan (atau nama bawaan), terakhir daftarnya / rule files (or bundled names), the list last.")
    var files: [String] = []
    @Option(
        help: ArgumentHelp(
            "Daftar acuan: PROGRAM=BERKAS, PROGRAM@TANGGAL=BERKAS / list to hold it against; may be repeated.",
            valueName: "kind=file"))
    var against: [String] = []
    @Option(
        help: ArgumentHelp(
            "Tanggal penetapan; akhir tahun daftarnya bila kosong / date of the decision.", valueName: "yyyy-mm-dd"))
    var asOf: String?
    @Option(
        help: ArgumentHelp(
            "Tahun anggaran; dari jenis daftarnya, atau dari tanggal penetapan, bila kosong / fiscal year.",
            valueName: "yyyy"))
    var year: Int?
    @Option(
        help: ArgumentHelp(
            "Nilai yang berlaku bagi semua baris / values that hold for every row.", valueName: "json"))
    var with = "{}"
    @Option(
        help: ArgumentHelp(
            "Formulir skor (YAML, atau nama bawaan) / scoring form; may be repeated.", valueName: "form"))
    var form: [String] = []
    @Option(help: ArgumentHelp("Lembar buku kerja Excel / sheet of the workbook.", valueName: "name"))
    var sheet: String?
    @Option(help: "Jenis daftar; dikenali sendiri bila kosong / kind of list.") var profile: String?
    @Option(
        help: ArgumentHelp(
            "Nilai daftar impor dari registri ini, bukan berkas / an import of this registry instead of a file.",
            valueName: "path"))
    var db: String?
    @Option(help: "Nomor impor pada registri / number of the registry's import.") var batch: Int64?
    @Option(help: ArgumentHelp("Untuk keperluan apa; dicatat / what for; the log keeps it.", valueName: "text"))
    var purpose: String?

    /// What a run came to.
    struct Outcome {
        var judge: RuleJudge
        /// The list's name.
        var list: String
        var tally: RuleTally
        /// Codes of rules that the database could not judge.
        var leftOut: [String] = []
        var engine = RuleEngine.program
        /// The import that was judged; nil where it was a file.
        var stored: Stored?
        /// What was stored of it; nil where nothing was.
        var ruling: RulingRecord?
        /// Who is served, where it was worked out to be stored.
        var ranking: QuotaRanking?
    }

    /// A list and the judge of its lines, ready to be read.
    struct Opened {
        var judge: RuleJudge
        var reading: ListReading
        /// Names of the rule files that were asked for.
        var given: Set<String>
    }

    /// - Parameter withCatalogue: whether the bundled rules of the programme are evaluated too, where the files asked for do
    ///   not hold them.
    func open(_ console: Console, withCatalogue: Bool = false) throws(Problem) -> Opened {
        guard files.count >= 2, batch == nil, let list = files.last else { throw Problem("usage.rules-run") }
        var rules = try files.dropLast().map { name throws(Problem) in try RuleLibrary.named(name) }
        let given = Set(rules.map(\.name))
        if withCatalogue { rules = try RuleLibrary.withCatalogue(rules) }
        let catalogue = try BundledCatalogue()
        let today = Registry.day(of: Date())
        let reading = try ListReading(
            ListFile(URL(fileURLWithPath: list), sheet: sheet),
            profile: try profile.map { name throws(Problem) in try ProfileLibrary.bundled.profile(name) },
            regions: catalogue.regions, today: today, wantsRecords: true, progress: console.progress)
        let year = year ?? reading.mapping.profile.fiscalYear
        let day = try Self.day(asOf) ?? year.flatMap { CalendarDate(year: $0, month: 12, day: 31) } ?? today
        guard asOf != nil || year != nil || rules.contains(where: { $0.rules.contains { $0.isValid(on: day) } }) else {
            // Nobody asked for today: the list does not say of which year it is.
            throw Problem("rules.no-day", .refuse, at: Place(file: reading.file.name), ["day": day.description])
        }
        let judge = try RuleJudge(
            rules, day: day, year: year,
            references: ReferenceLists(
                references(catalogue, today, console), firstYears: ReferenceLists.firstYears(catalogue.programmes)),
            given: GivenFacts(json: with, FactSchema.bundled()), forms: forms())
        return Opened(judge: judge, reading: reading, given: given)
    }

    /// An import of a registry, with what it is judged by.
    struct Stored {
        var registry: Registry
        var batch: Int64
        var rules: [RuleFile]
        var day: CalendarDate?
        var given: GivenFacts
        var references: [ReferenceList]
        var forms: [ScoringForm] = []

        /// Tells the log of a table or document that goes out.
        func tellExport(_ kind: String) throws(Problem) {
            try registry.tellExport(kind, object: LogObject(.batch, batch))
        }
    }

    /// The import that is asked for; nil where a file is.
    func stored(_ console: Console) throws(Problem) -> Stored? {
        guard db != nil || batch != nil else { return nil }
        guard let db, let batch, !files.isEmpty, profile == nil, year == nil else { throw Problem("usage.rules-batch") }
        let rules = try files.map { name throws(Problem) in try RuleLibrary.named(name) }
        return Stored(
            registry: try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose), batch: batch,
            rules: rules, day: try Self.day(asOf), given: try GivenFacts(json: with, FactSchema.bundled()),
            references: try references(console), forms: try forms())
    }

    private func forms() throws(Problem) -> [ScoringForm] {
        try form.map { name throws(Problem) in try RuleLibrary.form(name) }
    }

    static func day(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw Problem("import.date", .refuse, value: text, ["value": text]) }
        return day
    }
}

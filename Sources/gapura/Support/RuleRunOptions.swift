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
            "Nilai yang berlaku bagi semua baris / values that hold for every row.", valueName: "json"))
    var with = "{}"
    @Option(
        help: ArgumentHelp(
            "Formulir skor (YAML, atau nama bawaan) / scoring form; may be repeated.", valueName: "form"))
    var form: [String] = []
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
        var cases: [RuledCase]
        var tally: RuleTally
        /// The import that was judged; nil where it was a file.
        var stored: Stored?
        /// What was stored of it; nil where nothing was.
        var ruling: RulingRecord?
    }

    /// - Parameter stores: whether what comes of an import is kept.
    func run(_ console: Console, stores: Bool = false) throws -> Outcome {
        guard !stores || db != nil else { throw Problem("usage.store", .refuse) }
        let outcome =
            if let stored = try stored(console) { try judge(stored, stores: stores) } else { try runFile(console) }
        for rule in outcome.judge.rules where rule.basis == nil {
            console.note(console.say("rules.note.no-basis", ["rule": rule.code]))
        }
        return outcome
    }

    private func runFile(_ console: Console) throws(Problem) -> Outcome {
        let opened = try open(console)
        var cases: [RuledCase] = []
        let (check, tally) = try opened.judge.run(opened.reading) { cases += $0 }
        return Outcome(judge: opened.judge, list: check.file, cases: cases, tally: tally)
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
            ListFile(URL(fileURLWithPath: list)),
            profile: try profile.map { name throws(Problem) in try ProfileLibrary.bundled.profile(name) },
            regions: catalogue.regions, today: today, wantsRecords: true, progress: console.progress)
        let year = reading.mapping.profile.fiscalYear
        let day = try Self.day(asOf) ?? year.flatMap { CalendarDate(year: $0, month: 12, day: 31) } ?? today
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
        guard let db, let batch, !files.isEmpty, profile == nil else { throw Problem("usage.rules-batch") }
        let rules = try files.map { name throws(Problem) in try RuleLibrary.named(name) }
        return Stored(
            registry: try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose), batch: batch,
            rules: rules, day: try Self.day(asOf), given: try GivenFacts(json: with, FactSchema.bundled()),
            references: try references(console), forms: try forms())
    }

    private func judge(_ stored: Stored, stores: Bool) throws(Problem) -> Outcome {
        if stores {
            let found = try stored.registry.rule(
                batch: stored.batch, by: stored.rules, on: stored.day, given: stored.given, against: stored.references,
                forms: stored.forms)
            return Outcome(
                judge: found.judge, list: try stored.registry.batch(stored.batch).name, cases: found.cases,
                tally: found.tally, stored: stored, ruling: found.ruling)
        }
        let found = try stored.registry.judge(
            batch: stored.batch, by: stored.rules, on: stored.day, given: stored.given, against: stored.references,
            forms: stored.forms)
        return Outcome(
            judge: found.judge, list: found.batch.name, cases: found.cases, tally: found.tally, stored: stored)
    }

    private func forms() throws(Problem) -> [ScoringForm] {
        try form.map { name throws(Problem) in try RuleLibrary.form(name) }
    }

    /// The lists that are given, read.
    func references(_ console: Console) throws(Problem) -> [ReferenceList] {
        try references(BundledCatalogue(), Registry.day(of: Date()), console)
    }

    /// Compares the rules with changed ones, over a file or an import.
    ///
    /// - Parameters:
    ///   - changed: rule files that take the place of those asked for; the same files when empty.
    ///   - changes: what is changed in them.
    func whatIf(
        _ console: Console, changed: [String], _ changes: [RuleChange], _ whatIf: WhatIf.Options
    ) throws(Problem) -> WhatIfReport {
        func files(_ present: [RuleFile]) throws(Problem) -> [RuleFile] {
            let base = try changed.map { name throws(Problem) in try RuleLibrary.named(name) }
            return try RuleChange.applying(changes, to: base.isEmpty ? present : base)
        }
        if let stored = try stored(console) {
            return try stored.registry.whatIf(
                batch: stored.batch, present: stored.rules, changed: files(stored.rules), changes: changes,
                on: stored.day, given: stored.given, against: stored.references, options: whatIf)
        }
        let opened = try open(console)
        let other = try opened.judge.with(files(opened.judge.files))
        return try WhatIf.run(
            opened.reading, present: opened.judge, changed: other, changes: changes, options: whatIf)
    }

    private func references(
        _ catalogue: BundledCatalogue, _ today: CalendarDate, _ console: Console
    ) throws(Problem) -> [ReferenceList] {
        var lists: [ReferenceList] = []
        for argument in against { lists.append(try reference(argument, catalogue, today, console)) }
        return lists
    }

    private func reference(
        _ argument: String, _ catalogue: BundledCatalogue, _ today: CalendarDate, _ console: Console
    ) throws(Problem) -> ReferenceList {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
            throw Problem("usage.against", value: argument)
        }
        let head = argument[..<equals].split(separator: "@", maxSplits: 1).map(String.init)
        let file = try ListFile(URL(fileURLWithPath: String(argument[argument.index(after: equals)...])))
        let reading = try ListReading(
            file, regions: catalogue.regions, today: today, wantsRecords: true, progress: console.progress)
        let list = try ReferenceList(
            reading, kind: head[0].uppercased(), asOf: Self.day(head.count > 1 ? head[1] : nil), today: today)
        console.note(
            console.say(
                "rules.note.reference",
                [
                    "kind": list.kind, "file": list.name, "day": list.asOf.description, "year": String(list.year),
                    "rows": console.integer(list.rows), "refused": console.integer(list.refused),
                ]))
        return list
    }

    private static func day(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw Problem("import.date", .refuse, value: text, ["value": text]) }
        return day
    }
}

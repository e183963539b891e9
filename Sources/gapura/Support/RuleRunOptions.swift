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
        var engine = RuleEngine.program
        /// Codes of rules that the database could not judge.
        var leftOut: [String] = []
    }

    /// - Parameters:
    ///   - explaining: of which lines the reasons are wanted.
    ///   - each: receives the lines as they are judged, in their order, with who judges.
    func run(
        _ console: Console, engine: RuleEngine = .program, explaining: RuleJudge.Explained = .notPlain,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws -> Outcome {
        let outcome =
            try batch == nil && (db == nil || engine == .sql)
            ? runFile(console, engine, explaining, each) : runRegistry(console, engine, explaining, each)
        for rule in outcome.judge.rules where rule.basis == nil {
            console.note(console.say("rules.note.no-basis", ["rule": rule.code]))
        }
        return outcome
    }

    private func runFile(
        _ console: Console, _ engine: RuleEngine, _ explaining: RuleJudge.Explained,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> Outcome {
        let opened = try open(console)
        let judge = opened.judge
        if engine == .sql {
            guard let db else { throw Problem("usage.rules-engine") }
            let registry = try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose)
            let found = try registry.judge(opened.reading, by: judge, explaining: explaining) { try each($0, judge) }
            return Outcome(
                judge: judge, list: opened.reading.file.name, tally: found.tally, engine: engine,
                leftOut: found.leftOut.map(\.rule.code))
        }
        let (check, tally) = try opened.judge.run(opened.reading, explaining: explaining) {
            try each($0, opened.judge)
        }
        return Outcome(judge: opened.judge, list: check.file, tally: tally)
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
        if withCatalogue {
            let programmes = Set(rules.map(\.programme))
            let codes = Set(rules.flatMap(\.rules).map(\.code))
            rules += try RuleLibrary.all().filter { file in
                programmes.contains(file.programme) && !file.rules.contains { codes.contains($0.code) }
            }
        }
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
            given: GivenFacts(json: with, FactSchema.bundled()))
        return Opened(judge: judge, reading: reading, given: given)
    }

    private func runRegistry(
        _ console: Console, _ engine: RuleEngine, _ explaining: RuleJudge.Explained,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> Outcome {
        guard let db, let batch, !files.isEmpty, profile == nil else { throw Problem("usage.rules-batch") }
        let rules = try files.map { name throws(Problem) in try RuleLibrary.named(name) }
        let registry = try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose)
        let found = try registry.judge(
            batch: batch, by: rules, on: Self.day(asOf), given: GivenFacts(json: with, FactSchema.bundled()),
            against: references(BundledCatalogue(), Registry.day(of: Date()), console), engine: engine,
            explaining: explaining, each)
        return Outcome(
            judge: found.judge, list: found.batch.name, tally: found.tally, engine: engine,
            leftOut: found.leftOut.map(\.rule.code))
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

import ArgumentParser
import Indonesia
import Problems
import Registry
import Store

struct AsOfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "as-of",
        abstract: "Registri seperti diketahui pada suatu tanggal, dan seperti benar pada suatu hari.",
        discussion: """
            The registry as it was known on a date, and as it was true on a day. DATE is a day, meaning its end in \
            Western Indonesian Time (UTC+7), or an instant such as 2021-03-31T10:00:00Z: nothing that was learned later \
            counts, and what was undone later does. --true-on leaves out what had not begun or happened by that day. \
            What: totals (the default), lists, overlap, findings, person NIK, programme CODE.
            """)

    enum What: String, ExpressibleByArgument, CaseIterable {
        case totals, lists, overlap, findings, person, programme
    }

    @Argument(help: ArgumentHelp("Diketahui pada / known on.", valueName: "date")) var date: String
    @Argument(help: "Yang ditanya / what is asked: totals, lists, overlap, findings, person, programme.")
    var what: What = .totals
    @Argument(help: ArgumentHelp("NIK, atau kode program / NIK, or a programme's code.", valueName: "which"))
    var which: String?
    @Option(help: ArgumentHelp("Benar pada hari ini / true on this day.", valueName: "yyyy-mm-dd"))
    var trueOn: String?
    @Flag(help: "person tanpa penyamaran; wajib menyebut --purpose / person not masked; needs --purpose.") var full =
        false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run(in: OutputFormat.ofTables) {
            let needsOne = what == .person || what == .programme
            guard needsOne == (which != nil) else { throw Problem("usage.as-of-which") }
            let asOf = try AsOf(date, trueOn: trueOn)
            let registry = try database.registry().asOf(asOf)
            if full { try registry.requirePurpose() }
            if console.format == .text {
                let said = ["known": asOf.instant, "true": asOf.trueOn?.description ?? ""]
                try console.line(console.say(asOf.trueOn == nil ? "asof.known" : "asof.known-true", said) + "\n")
            }
            try answer(registry, asOf, console)
        }
    }

    private func answer(_ registry: Registry, _ asOf: AsOf, _ console: Console) throws {
        switch what {
        case .totals:
            let answer = StandingAnswer(try registry.standing(runningOn: asOf.trueOn))
            try console.answer(AsOfAnswer(asOf, answer), answer.totals(console))
        case .lists:
            let answer = StandingAnswer(try registry.standing(runningOn: asOf.trueOn))
            try console.answer(AsOfAnswer(asOf, answer.lists), answer.lists(console))
        case .overlap:
            let result = try registry.overlap()
            switch console.format {
            case .json: try console.json(AsOfAnswer(asOf, Answer.Overlap(result, console.language)))
            case .csv: try console.out(OverlapFiles(result, console.language).pairs)
            case .text, .html: try console.out(OverlapText(result, console).text)
            }
        case .findings:
            let answer = FindingsAnswer(try registry.standingFindings(), console.language)
            try console.answer(AsOfAnswer(asOf, answer), answer.grid(console))
        case .person:
            let number = try PersonAnswer.number(which ?? "")
            let answer = PersonAnswer(try registry.person(number, isFull: full), number, console, isFull: full)
            if console.format == .text { return try answer.tell(console) }
            try console.answer(AsOfAnswer(asOf, answer), answer.grid(console))
        case .programme:
            let code = (which ?? "").uppercased()
            guard let programme = try registry.programmes().first(where: { $0.code == code }) else {
                throw Problem("programme.unknown", .refuse, value: code, ["code": code])
            }
            try console.answer(AsOfAnswer(asOf, programme), ProgrammeText.grid([programme], console))
        }
    }
}

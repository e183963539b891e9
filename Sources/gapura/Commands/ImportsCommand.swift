import ArgumentParser
import Problems
import Registry
import Store

struct ImportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports",
        abstract: "Lihat, simpan, atau batalkan impor.",
        subcommands: [List.self, Show.self, Commit.self, Undo.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua impor / all imports.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let batches = try database.registry().batches().map(Answer.Batch.init)
                switch console.format {
                case .json: try console.json(batches)
                case .csv: try console.out(BatchText.grid(batches, console).csv)
                case .text, .html:
                    try console.out(
                        batches.isEmpty ? console.say("imports.none") + "\n" : BatchText.grid(batches, console).text)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Satu impor dengan masalahnya / one import with its problems.")
        @Argument var id: Int64
        @Option(
            help: ArgumentHelp(
                "Paling banyak masalah yang ditulis; bawaan 50, dengan json 10000 / most problems that are written.",
                valueName: "n")) var problems: Int?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let registry = try database.registry()
                let batch = try registry.batch(id)
                var answer = Answer.Batch(batch)
                let most = max(0, self.problems ?? (console.format == .json ? 10_000 : 50))
                let found = try registry.problems(of: id, limit: most)
                let problems = found.first.map(\.problem)
                answer.problem_count = found.count
                answer.problems = problems.map { Answer.ProblemLine($0, console.language) }
                let columns = try registry.columns(of: id)
                answer.columns = columns.map {
                    .init(name: $0.name, mapped_to: $0.field, confidence: Double($0.confidence) / 100)
                }
                let unknown = UnknownColumns.named(columns, profile: batch.profile)
                answer.programme_amount = try registry.programmeAmount(of: id)
                answer.blocked_by = batch.state == .committed ? try registry.blockers(of: id) : []
                answer.matches = try Answer.Proposals(of: batch, registry)
                let stages = try registry.stageStanding(of: id)
                answer.stage_decisions = .init(stages)
                answer.people = batch.state == .committed ? .init(try registry.story(ofList: batch.list)) : nil
                switch console.format {
                case .json: try console.json(answer)
                case .csv, .text, .html:
                    try console.line(BatchText.line(batch, console))
                    if !unknown.isEmpty {
                        try console.line(
                            console.say("imports.unknown", ["columns": unknown.joined(separator: ", ")]))
                    }
                    if let amount = answer.programme_amount {
                        try console.line(
                            console.say("imports.amount", ["amount": console.language.rupiah(amount)]))
                    }
                    if let matches = answer.matches { try BatchText.tell(matches, console) }
                    try BatchText.tell(stages, of: batch, console)
                    if let people = answer.people { try console.line(BatchText.people(people, console)) }
                    if let blockers = answer.blocked_by, !blockers.isEmpty {
                        try console.line(
                            console.say("imports.blocked", ["ids": blockers.map(String.init).joined(separator: ", ")]))
                    }
                    for problem in problems {
                        try console.line(Catalogue.bundled.sentence(problem, console.language))
                    }
                    if found.count > problems.count {
                        console.note(
                            console.say("imports.more", ["count": console.integer(found.count - problems.count)]))
                    }
                }
            }
        }
    }

    struct Commit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Simpan impor yang ditahan / take a staged import in.")
        @Argument var id: Int64
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let registry = try database.registry()
                let committed = try registry.commitAndPropose(id)
                let matches = try Answer.Proposals(committed, registry)
                let stages = try registry.stageStanding(of: id)
                guard console.format != .json else {
                    var answer = Answer.Batch(committed.batch)
                    answer.matches = matches
                    answer.stage_decisions = .init(stages)
                    return try console.json(answer)
                }
                try console.line(BatchText.line(committed.batch, console))
                try BatchText.tell(matches, console)
                try BatchText.tell(stages, of: committed.batch, console)
            }
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Batalkan impor / undo an import.")
        @Argument var id: Int64
        @Option(
            help: ArgumentHelp(
                "Alasan, wajib untuk daftar yang sudah disimpan; tercatat dalam riwayat / why; needed for a committed list.",
                valueName: "text"))
        var reason: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let registry = try database.registry()
                // Of a list that never was in the registry nothing is taken back.
                let isCommitted = try registry.batch(id).state == .committed
                let undone = try registry.undo(id, reason: isCommitted ? Reason.stated(reason) : reason)
                guard console.format != .json else {
                    var answer = Answer.Batch(undone.batch)
                    answer.withdrawn = .init(undone)
                    return try console.json(answer)
                }
                try console.line(BatchText.line(undone.batch, console))
                try BatchText.tell(undone, console)
            }
        }
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Indonesia
import Problems
import Registry
import Store

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Apa yang tercatat tentang seseorang.",
        subcommands: [Show.self, Held.self, Conflicts.self],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Daftar dan keputusan untuk satu NIK / lists and decisions for one identity number.")
        @Argument(help: "NIK") var nik: String
        @Flag(help: "Tanpa penyamaran; wajib menyebut --purpose / nothing masked; needs --purpose.") var full = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        /// What is known of a person, not masked.
        private struct Record: Encodable {
            var sex: String?
            var birth_date: String?
            var phone: String?
            var village: String?
            var family_card: String?

            init(_ person: PersonRecord) {
                sex = person.sex
                birth_date = person.birthDate
                phone = person.phone
                village = person.village
                family_card = person.familyCard
            }

            func tell(_ console: Console) throws {
                for (key, value) in [
                    ("sex", sex), ("birth-date", birth_date), ("phone", phone),
                    ("village", village), ("family-card", family_card),
                ] {
                    if let value { try console.line("  \(console.say("record." + key)): \(value)") }
                }
            }
        }

        private struct Result: Encodable {
            struct Line: Encodable {
                var batch: Int64
                var list: String
                var programme: String
                var fiscal_year: Int
                var institution: String
                var row: Int
                var outcome: String
                var origin: String?
                var amount: Int64?
                var problems: [Answer.ProblemLine]
            }
            struct Decision: Encodable {
                var stage: String
                var actor: String
                var at: String
                var decision: String
                var reason: String?
                var rule: String?
                var legal_basis: String?
            }
            var nik: String
            var known: Bool
            var name: String?
            /// Only where it was asked for, and a purpose stated.
            var record: Record?
            var lines: [Line]
            var decisions: [Decision]
            var identity: PersonIdentityAnswer?
            /// Who looked, the newest first.
            var looks: [LogAnswer.Entry]
            var story: PersonStoryAnswer
            var facts: PersonFactsAnswer
            var fields: [FieldAnswer]
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts, page: "/cari") {
                let checked = NIK.parse(nik)
                guard let number = checked.value else {
                    throw checked.problems.first ?? Problem("nik.missing")
                }
                let registry = try database.registry()
                let view = try registry.person(number, isFull: full)
                let shown = full ? number.digits : number.masked
                let result = Result(
                    nik: shown, known: view.person != nil,
                    name: view.person.map { full ? $0.name : PersonName.masked(raw: $0.name) },
                    record: full ? view.person.map(Record.init) : nil,
                    lines: view.lines.map { item in
                        .init(
                            batch: item.batch.id, list: item.batch.name, programme: item.batch.programme,
                            fiscal_year: item.batch.fiscalYear, institution: item.batch.institution, row: item.line.row,
                            outcome: item.line.outcome.rawValue, origin: view.origin(of: item)?.rawValue,
                            amount: item.line.amount,
                            problems: item.problems.map { Answer.ProblemLine($0.problem, console.language) })
                    },
                    decisions: view.decisions.map { item in
                        .init(
                            stage: item.event.stage, actor: item.event.actor, at: item.event.happenedAt,
                            decision: item.event.decision, reason: item.event.reason, rule: item.event.rule,
                            legal_basis: item.rule?.legalBasis)
                    }, identity: view.identity.map(PersonIdentityAnswer.init),
                    looks: view.looks.map(LogAnswer.Entry.init),
                    story: PersonStoryAnswer(view.story, console.language),
                    facts: PersonFactsAnswer(view.facts, numbers: view.story.numbers),
                    fields: view.fields.map { FieldAnswer($0, console) })
                guard console.format != .json else { return try console.json(result) }
                try console.line(
                    console.say(
                        result.known ? "person.known" : "person.unknown",
                        ["nik": shown, "name": result.name ?? ""]))
                try result.record?.tell(console)
                var grid = TextGrid(
                    ["programme", "year", "list", "institution", "row", "outcome", "origin"].map {
                        console.say("column." + $0)
                    })
                for line in result.lines {
                    grid.add([
                        line.programme, String(line.fiscal_year), line.list, line.institution, String(line.row),
                        console.say("outcome." + line.outcome), line.origin.map { console.say("origin." + $0) } ?? "",
                    ])
                }
                if !result.lines.isEmpty { try console.out(grid.text) }
                try result.story.tell(view.story, console)
                try result.facts.tell(view.facts, console)
                let conflicts = result.fields.filter(\.is_conflict)
                if !conflicts.isEmpty { try console.line(console.say("claim.conflicts")) }
                for field in conflicts { try field.tell(console) }
                if let identity = result.identity { try identity.tell(console) }
                for decision in result.decisions {
                    let basis =
                        decision.decision == StageDecision.refused.rawValue
                        ? " — " + (decision.legal_basis ?? console.say("person.no-basis")) : ""
                    try console.line(
                        "\(decision.at)  \(decision.stage)  \(decision.actor): \(console.say("decision." + decision.decision))"
                            + (decision.reason.map { " (\($0))" } ?? "") + basis)
                }
                // This look is among them.
                guard view.looks.count > 1 else { return }
                try console.line(console.say("person.looks"))
                try console.out(LogAnswer.grid(view.looks, console).text)
            }
        }
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

public import ArgumentParser
import Indonesia
import Problems
public import Registry

extension ClaimedField.Name: ExpressibleByArgument {}

extension PersonCommand {
    struct Conflicts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Orang yang datanya berbeda menurut sumbernya / people whose sources contradict each other.")
        @Option(help: "nik|name|sex|birthDate|familyCard") var field: ClaimedField.Name?
        @Option(help: "Paling banyak sekian orang / at most so many.") var limit = 1000
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Row: Encodable {
            var nik: String
            var fields: [FieldAnswer]
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let found = try database.registry().conflicts(limit: max(1, limit), field: field)
                let rows = found.map { conflict in
                    Row(nik: NIK.masked(raw: conflict.nik), fields: conflict.fields.map { FieldAnswer($0, console) })
                }
                var grid = TextGrid(["nik", "field", "value", "source"].map { console.say("column." + $0) })
                for row in rows {
                    for answer in row.fields {
                        for value in answer.values {
                            grid.add([
                                row.nik, console.say("claim." + answer.field),
                                (value.is_shown ? "→ " : "") + value.value,
                                value.sources.joined(separator: "; "),
                            ])
                        }
                    }
                }
                if console.format == .text {
                    try console.line(console.say("claim.total", ["people": console.integer(rows.count)]))
                    guard !rows.isEmpty else { return }
                }
                try console.answer(rows, grid)
            }
        }
    }
}

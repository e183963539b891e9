import ArgumentParser
import Problems
import Registry

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

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts, page: "/cari") {
                let number = try PersonAnswer.number(nik)
                let answer = PersonAnswer(
                    try database.registry().person(number, isFull: full), number, console, isFull: full)
                if console.format == .json { try console.json(answer) } else { try answer.tell(console) }
            }
        }
    }
}

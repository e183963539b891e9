import ArgumentParser
import Foundation
import Problems
import Registry

struct SheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Lembar dari lembaga: laporan, program, kebutuhan, dan lainnya.",
        discussion: "Sheets that institutions hand in: all rows of a sheet are taken in, or none.",
        subcommands: [Take.self, List.self, Undo.self, Template.self, Explain.self], defaultSubcommand: List.self)

    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Terima lembar (CSV atau XLSX) / take sheets in.")
        @Argument(help: "Berkas lembar / sheets.") var files: [String]
        @Option(help: ArgumentHelp("Jenis lembar / kind of sheet.", valueName: "laporan|kebutuhan|…"))
        var kind: String?
        @Option(help: ArgumentHelp("Hari diterima / day received.", valueName: "yyyy-mm-dd")) var received: String?
        @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                try SheetTaking(console: console, database: database)
                    .run(files, kind: kind, received: received, isDryRun: dryRun)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua kiriman lembar / all sendings of sheets.")
        @Option(help: ArgumentHelp("Jenis lembar / kind of sheet.", valueName: "laporan|kebutuhan|…"))
        var kind: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let kind = try kind.map { name throws(Problem) in try SheetKinds.bundled.kind(name).name }
                let sendings = try database.registry().sendings(kind: kind).map(Answer.Sending.init)
                try console.answer(sendings, SheetText.grid(sendings, console))
            }
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Batalkan kiriman / take a sending back.")
        @Argument var id: Int64
        @Option(help: ArgumentHelp("Alasan, wajib; tercatat / why, needed; the log keeps it.", valueName: "text"))
        var reason: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let sending = Answer.Sending(try database.registry().undoSending(id, reason: Reason.stated(reason)))
                guard console.format == .text else {
                    return try console.answer(sending, SheetText.grid([sending], console))
                }
                try console.line(console.say("sheet.undone", ["id": String(sending.id), "file": sending.file]))
            }
        }
    }

    struct Template: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lembar kosong untuk diisi / an empty sheet to fill in.")
        @Argument(help: "Jenis lembar / kind of sheet.") var kind: String
        @Option(help: "Berkas hasil / file to write; .xlsx dengan daftar pilihan / with drop-down lists.")
        var out: String?
        @Option(help: ArgumentHelp("Bentuk templat / form of the template.", valueName: "csv|xlsx"))
        var format: TemplateFormat?
        @Option(help: ArgumentHelp("Bahasa / language.", valueName: "id|en"))
        var lang: Language = Language(locale: ProcessInfo.processInfo.environment["LANG"])

        func run() async throws {
            let console = Console(language: lang, format: .csv, isQuiet: false)
            try await console.run {
                let kind = try SheetKinds.bundled.kind(kind)
                let template = SheetTemplate(kind, lang)
                let isWorkbook = format.map { $0 == .xlsx } ?? (out?.lowercased().hasSuffix(".xlsx") ?? false)
                guard isWorkbook else {
                    guard let out else { return try console.out(template.csv) }
                    return console.noteWritten(try OutputFile.write(template.csv, to: URL(fileURLWithPath: out)))
                }
                let file = out ?? kind.word + ".xlsx"
                try OutputFile.checkPlace(URL(fileURLWithPath: file))
                try template.writeWorkbook(to: URL(fileURLWithPath: file))
                console.note(console.say("sheet.template", ["file": file]))
            }
        }
    }

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dictionary",
            abstract: "Arti kolom setiap lembar / what the columns of sheets mean.")
        @Argument(help: "Jenis lembar; semua bila dikosongkan / kind of sheet; all where none is named.")
        var kind: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let kinds = SheetKinds.bundled
                let chosen = try kind.map { name throws(Problem) in [try kinds.kind(name)] } ?? kinds.kinds
                let columns = chosen.flatMap { SheetTemplate($0, console.language).explanations }
                var grid = TextGrid(
                    ["sheet", "header", "field", "type", "required", "choices", "meaning"]
                        .map { console.say("column." + $0) })
                for column in columns {
                    grid.add([
                        column.kind, column.header, column.field, console.say("type." + column.type),
                        column.required ? console.say("word.yes") : "", column.choices.joined(separator: "; "),
                        column.meaning,
                    ])
                }
                try console.answer(columns, grid)
            }
        }
    }
}

/// The forms a template comes in.
enum TemplateFormat: String, ExpressibleByArgument, CaseIterable { case csv, xlsx }

import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Tabular

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Periksa sebuah daftar, baris demi baris; tidak menyimpan apa pun.",
        discussion: "Reads a list and says row by row what is wrong; stores nothing.")

    @Argument(help: "Berkas CSV, teks, atau Excel (.xlsx) / the list.") var file: String
    @Option(help: "Jenis daftar; dikenali sendiri bila kosong / kind of list.") var profile: String?
    @Option(
        help: ArgumentHelp(
            "Tulis kembali berkas dengan kolom masalah / hand the file back with error columns.", valueName: "out"))
    var errors: String?
    @Option(help: ArgumentHelp("Lembar buku kerja Excel / sheet of the workbook.", valueName: "name"))
    var sheet: String?
    @Option(help: "Pemisah kolom: , ; tab | / delimiter.") var delimiter: String?
    @Option(help: ArgumentHelp("Berkas wilayah untuk memeriksa kode dan nama / region file.", valueName: "csv"))
    var regions: String?
    @Flag(help: "Keluar dengan status 1 bila ada masalah / exit with 1 when problems were found.") var strict = false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let name = URL(fileURLWithPath: file)
            if let errors, URL(fileURLWithPath: errors).standardizedFileURL == name.standardizedFileURL {
                throw Problem("usage.errors-same-file", .refuse, at: Place(file: name.lastPathComponent))
            }
            if let errors {
                try OutputFile.check(
                    [URL(fileURLWithPath: errors)],
                    against: [file, regions].compactMap { $0.map { URL(fileURLWithPath: $0) } })
            }
            let list = try ListFile(name, sheet: sheet, delimiter: try Self.delimiter(delimiter))
            let reading = try ListReading(
                list, profile: try profile.map { try ProfileLibrary.bundled.profile($0) }, regions: try directory(),
                today: Registry.day(of: Date()), wantsRecords: false, progress: console.progress)
            let check = try report(reading, list, console)
            // What `import` refuses as a whole is not right here either.
            guard reading.content.isChecked else { throw ExitStatus.notChecked }
            if strict, check.warned + check.refused + check.fileProblems.filter({ $0.severity > .note }).count > 0 {
                throw ExitStatus.problemsFound
            }
        }
    }

    /// Regions from the file the user names, else from the registry beside which the command runs.
    private func directory() throws(Problem) -> RegionDirectory? {
        if let regions {
            return RegionDirectory(
                try RegionDirectory.read(URL(fileURLWithPath: regions), system: nil, version: nil).records)
        }
        return try database.existing()?.regionDirectory()
    }

    private func report(_ reading: ListReading, _ list: ListFile, _ console: Console) throws(Problem) -> ListCheck {
        let output = try errors.map { path throws(Problem) in try OutputFile(path) }
        var errorFile = try output.map { file throws(Problem) in
            try ErrorFile(list, language: console.language, words: console.errorWords(of: reading)) {
                try file.write($0)
            }
        }
        let writer = CheckWriter(console, reading)
        try writer.begin()
        let check = try ListCheck.run(reading) { lines in
            try writer.add(lines)
            try errorFile?.add(lines)
        }
        try errorFile?.finish()
        try output?.close()
        try writer.end(check)
        if let errors { console.note(console.say("check.errors-written", ["file": errors])) }
        return check
    }

    static func delimiter(_ name: String?) throws(Problem) -> Delimiter? {
        guard let name else { return nil }
        guard let found = Delimiter(name: name) else { throw Problem("usage.delimiter", .refuse, value: name) }
        return found
    }
}

extension Console {
    /// What the columns of an error file say.
    fileprivate func errorWords(of reading: ListReading) -> ErrorFile.Words {
        ErrorFile.Words(
            statusHeader: say("errors.status"), problemHeader: say("errors.problem"),
            clean: say(reading.content.isChecked ? "errors.clean" : "errors.unchecked"),
            note: say("errors.note"), warn: say("errors.warn"), refuse: say("errors.refuse"))
    }
}

import Foundation
import Testing

/// Wrong usage is told in the user's language, with the option, the value and what to do.
@Suite("Wrong usage")
struct UsageTests {
    private func run(_ arguments: [String], _ language: String = "id") throws -> ProgramRun {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try ProgramRun(arguments, in: folder, language: language)
    }

    struct Case: Sendable {
        var arguments: [String]
        var indonesian: [String]
        var english: [String]

        init(_ line: String, _ indonesian: [String], _ english: [String]) {
            arguments = line.split(separator: " ").map(String.init)
            (self.indonesian, self.english) = (indonesian, english)
        }
    }

    /// The command line, and what its answer says in each language.
    private static let cases: [Case] = [
        Case(
            "link a.csv --tresold 0.9", ["Opsi --tresold tidak dikenal", "--threshold"], ["not known", "--threshold"]),
        Case(
            "link a.csv --apapun", ["Opsi --apapun tidak dikenal", "gapura link --help"], ["--apapun is not known"]),
        Case("link a.csv --model", ["Opsi --model memerlukan nilai"], ["--model needs a value"]),
        Case(
            "link a.csv --threshold banyak", ["bukan angka untuk --threshold", "[banyak]", "0,9"], ["no number"]),
        Case("link a.csv --threshold 1.000,5", ["bukan angka", "[1.000,5]"], ["no number", "[1.000,5]"]),
        Case("link a.csv --threads dua", ["tidak dapat dipakai untuk --threads", "[dua]"], ["cannot be used"]),
        Case(
            "link a.csv --format pdf", ["tidak dikenal untuk --format", "[pdf]", "text, json, csv, html"],
            ["Choose one of: text, json, csv, html"]),
        Case("link a.csv --engine duckdb", ["Pilih salah satu: native, spark"], ["Choose one of: native, spark"]),
        Case("link a.csv --across=ya", ["--across tidak menerima nilai", "[ya]"], ["takes no value"]),
        Case("link", ["belum disebut", "files"], ["not named yet"]),
        Case("person show 3507111203800001 lagi", ["tidak diminta", "[lagi]"], ["does not expect"]),
        Case("person show x 3507111203800001", ["tidak diminta", "[****************]"], ["does not expect"]),
        Case("imprt a.csv", ["tidak dikenal", "[imprt]", "gapura import;"], ["not known", "gapura import;"]),
        Case("xyzzy", ["Perintah ini tidak dikenal", "gapura --help"], ["command is not known"]),
        Case("report region 35.07", ["belum disebut", "--year"], ["not named yet"]),
    ]

    @Test(arguments: cases) func isTold(item: Case) throws {
        let arguments = item.arguments
        for (language, expected) in [("id", item.indonesian), ("en", item.english)] {
            let answer = try run(arguments, language)
            #expect(answer.status == 64)
            #expect(answer.output.isEmpty)
            for words in expected { #expect(answer.errors.contains(words), "\(words): \(answer.errors)") }
            #expect(!answer.errors.contains("Error:") && !answer.errors.contains("{"), "\(answer.errors)")
            // The language that is asked for counts, wherever it stands.
            let asked = try run(arguments + ["--lang", language], language == "id" ? "en" : "id")
            if arguments.last != "--model" { #expect(asked.errors.contains(expected[0]), "\(asked.errors)") }
        }
    }

    @Test func helpAndVersionAreAsBefore() throws {
        let help = try run(["link", "--help"])
        #expect(help.status == 0 && help.output.contains("--threshold") && help.output.contains("0.95"))
        #expect(try run(["--version"]).status == 0)
        #expect(try run([]).status == 0)
    }

    @Test func aDecimalCommaIsADecimalSign() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let rows = (0..<120).map { "\($0),Sri \($0 / 2),3507111203\(800_001 + $0 / 2)\n" }.joined()
        try Data(("id,nama,nik\n" + rows).utf8).write(to: folder.appendingPathComponent("a.csv"))
        let answers = try ["0.9", "0,9"].map {
            let run = try ProgramRun(
                ["link", "a.csv", "--threshold", $0, "--memory", $0 + "G", "--out", "o" + $0, "--quiet"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            return try Data(contentsOf: folder.appendingPathComponent("o\($0)/pairs.csv"))
        }
        #expect(answers[0] == answers[1])
    }

    /// A format that a command does not have is refused before anything is done, and the portal's page is named.
    @Test(arguments: [
        (["matches", "list"], "/pasangan"), (["matches", "quality"], "/pasangan/mutu"),
        (["person", "show", "1"], "/cari"),
        (["matches", "find"], "/pasangan"), (["programme", "list"], "text, json, csv"),
    ])
    func aFormatThatIsNotThereIsRefused(arguments: [String], words: String) throws {
        let answer = try run(arguments + ["--format", "html"])
        #expect(answer.status == 64 && answer.output.isEmpty)
        #expect(answer.errors.contains(words) && answer.errors.contains("text, json"), "\(answer.errors)")
    }
}

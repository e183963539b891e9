import Foundation
import Linkage
import Problems
import Spark
import Testing

/// Stands in for what is installed: programs that are shell scripts of a line or two.
private struct PretendedMachine {
    let folder: URL

    init(_ programs: [String: String]) throws {
        folder = try Machine.folder()
        for (name, text) in programs {
            let file = folder.appendingPathComponent(name)
            try Data("#!/bin/sh\n\(text)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    var installation: SparkInstallation { get throws { try SparkInstallation(environment: ["PATH": folder.path]) } }

    /// What is missing by the code of the problem; takes the machine away.
    func code() -> String? {
        defer { remove() }
        do {
            _ = try installation
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    /// Tries to link on this machine; the job's folder is left behind.
    func link(_ linker: Linker, _ records: LinkageRecords) throws -> (problem: Problem?, job: URL) {
        let job = folder.appendingPathComponent("job")
        do {
            _ = try SparkLinker(linker, program: folder.appendingPathComponent("java")).link(
                records, folder: job, installation: try installation)
            return (nil, job)
        } catch {
            return (try #require(error as? Problem), job)
        }
    }
}

/// Everything up to Spark, and what is said where Spark is not; needs none.
@Suite("A job for Spark")
struct SubmissionTests {
    private let model = RegistrationModel.model

    @Test("what is missing is named: Java, Python, Spark")
    func missing() throws {
        #expect(try PretendedMachine([:]).code() == "spark.no-java")
        #expect(try PretendedMachine(["java": "exit 0"]).code() == "spark.no-python")
        #expect(try PretendedMachine(["java": "exit 0", "python3": "exit 1"]).code() == "spark.absent")
        #expect(try PretendedMachine(["java": "", "python3": "", "spark-submit": ""]).code() == nil)
        for code in ["spark.no-java", "spark.no-python", "spark.absent", "spark.failed"] {
            #expect(Catalogue.bundled.sentence(Problem(code), .en).contains(" "))
        }
    }

    @Test("a job that fails says what the native program said, and where the log is")
    func failure() throws {
        let machine = try PretendedMachine([
            "java": "", "python3": "",
            "spark-submit": "echo 'ERROR x' >&2; echo gapura-partition: spark.input >&2; exit 3",
        ])
        defer { machine.remove() }
        let (problem, job) = try machine.link(Linker(model), Registrations(20, seed: 1).records(withLists: false))
        #expect(problem?.code == "spark.failed")
        #expect(problem?.value?.contains("spark.input") == true)
        #expect(problem?.place.file == job.appendingPathComponent("spark-log.txt").path)
    }

    @Test("what cannot be done on Spark is refused before anything is written")
    func refused() throws {
        let machine = try PretendedMachine(["java": "", "python3": "", "spark-submit": "exit 3"])
        defer { machine.remove() }
        var custom = model
        custom.comparisons[0].levels[1].when = RegistrationModel.all("custom mine")
        let records = try Registrations(20, seed: 1).records(withLists: false)
        let (problem, job) = try machine.link(Linker(custom), records)
        #expect(problem?.code == "linkage.custom")
        #expect(!FileManager.default.fileExists(atPath: job.path))

        try FileManager.default.createDirectory(at: job, withIntermediateDirectories: true)
        try Data().write(to: job.appendingPathComponent("something"))
        #expect(try machine.link(Linker(model), records).problem?.code == "spark.folder")
    }

    @Test("a record is one line of cells, whatever its texts hold")
    func lines() throws {
        let machine = try PretendedMachine(["java": "", "python3": "", "spark-submit": "exit 3"])
        defer { machine.remove() }
        let texts = ["a\tb", "c\nd\r", "josé", "\u{10FF09}", nil]
        var fields: [String: RecordColumn] = [
            "number": .digits(["0012", nil, "9", nil, "3"]), "birth": .date(["1990-02-01", nil, nil, nil, nil]),
            "sum": .number([0.1, -0.0, .nan, 1e300, 25]),
        ]
        for name in ["place", "phone"] { fields[name] = .digits([nil, nil, nil, nil, nil]) }
        fields["name"] = .text(texts)
        fields["shop"] = .text(["x", "x", "x", "x", "x"])
        let records = try LinkageRecords(ids: ["1", "2\t", "3", "4", "5"], columns: fields)
        let (_, job) = try machine.link(Linker(model), records)
        let text = try String(contentsOf: job.appendingPathComponent("records/part-000000.tsv"), encoding: .utf8)
        let lines = text.unicodeScalars.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { String(String.UnicodeScalarView($0)) }
        }
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.count == 5 + model.fields.count })
        #expect(lines[0][5...] == ["a\u{10FF09}b", "0012", "19900201", "", "", "x", "0.1"])
        #expect(lines[1][4] == "2\u{10FF09}")
        #expect(lines[1][5] == "c\u{10FF0A}d\u{10FF0D}")
        #expect(lines[1][11] == "0.0")
        #expect(lines[2][5...] == ["josé", "9", "", "", "", "x", ""])
        // What is itself one of the characters that stand for bytes is written byte by byte.
        #expect(lines[3][5] == "\u{10FFF4}\u{10FF8F}\u{10FFBC}\u{10FF89}")
        #expect(lines[4][5] == "")
    }

    @Test("Spark compares where its functions equal ours, the native program elsewhere")
    func split() throws {
        let machine = try PretendedMachine(["java": "", "python3": "", "spark-submit": "exit 3"])
        defer { machine.remove() }
        let people = Registrations(200, seed: 3)
        let (_, job) = try machine.link(Linker(model), people.records(withLists: false))
        struct Work: Decodable { var nativeComparisons: [Int] }
        func native(_ job: URL) throws -> [String] {
            let data = try Data(contentsOf: job.appendingPathComponent("work.json"))
            return try JSONDecoder().decode(Work.self, from: data).nativeComparisons.map { model.comparisons[$0].name }
        }
        #expect(try native(job) == ["name", "number"])

        // Outside ASCII Spark counts characters otherwise than the native engine does.
        let other = try PretendedMachine(["java": "", "python3": "", "spark-submit": "exit 3"])
        defer { other.remove() }
        var columns = try people.records(withLists: false).columns
        columns["shop"] = .text(people.ids.map { "toko josé " + $0 })
        let (_, second) = try other.link(Linker(model), LinkageRecords(ids: people.ids, columns: columns))
        #expect(try native(second) == ["name", "number", "shop"])
    }
}

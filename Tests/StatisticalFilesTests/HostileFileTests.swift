import Foundation
import Problems
import StatisticalFiles
import Testing

@Suite("Odd, damaged and hostile files")
struct HostileFileTests {
    private func table(_ file: HandMadeSAV) throws -> StatisticalTable {
        let folder = try ScratchFolder()
        return try StatisticalTable(contentsOf: folder.write(file.bytes))
    }

    @Test("SPSS files in either order of bytes", arguments: [false, true])
    func byteOrder(_ isBigEndian: Bool) throws {
        var file = HandMadeSAV(isBigEndian: isBigEndian)
        file.variable("UMUR", label: Array("Umur".utf8), missing: [file.double(98), file.double(99)])
        file.variable("DESA", width: 10)
        file.labels([(file.double(1), "Satu")], slots: [1])
        file.extra(13, Array("UMUR=umur_pemilik\tDESA=desa".utf8))
        file.data = file.double(1) + HandMadeSAV.padded(Array("Kutasari A".utf8), 16)
        file.data += file.double(99) + HandMadeSAV.padded([], 16)
        file.data += file.double(-.greatestFiniteMagnitude) + HandMadeSAV.padded([], 16)
        let table = try table(file)
        #expect(table.variables.map(\.name) == ["umur_pemilik", "desa"] && table.label == "Rekaan")
        #expect(table.variables[0].all == [.number(1), .userMissing(.number(99), label: nil), .systemMissing])
        #expect(table.variables[0].label(of: .number(1)) == "Satu")
        #expect(table.variables[1].texts == ["Kutasari A", "", ""])
    }

    @Test("Open ranges of missing values, in a number and in a day")
    func ranges() throws {
        var file = HandMadeSAV()
        let lowest = (-Double.greatestFiniteMagnitude).nextUp
        file.variable("A", missing: [file.double(lowest), file.double(0), file.double(99)], isRange: true)
        file.variable("B", missing: [file.double(12_219_379_200)], format: 0x140B00)
        file.data = [-3, 12_219_379_200, 99, 12_219_465_600, 5, 0].flatMap { file.double($0) }
        let table = try table(file)
        #expect(table.variables[0].missing == MissingRules(codes: [.number(99)], range: -.infinity...0))
        let expected: [StatisticalCell] = [
            .userMissing(.number(-3), label: nil), .userMissing(.number(99), label: nil), .number(5),
        ]
        #expect(table.variables[0].all == expected)
        #expect(table.variables[1].kind == .date && table.variables[1].all[0] == .userMissing(.number(0), label: nil))
        #expect(table.variables[1].all[1] == .number(86_400))
    }

    @Test("Text comes as it is meant in every encoding, and damage is told")
    func encodings() throws {
        func read(_ cell: [UInt8], _ prepare: (inout HandMadeSAV) -> Void) throws -> String? {
            var file = HandMadeSAV()
            file.variable("DESA", width: 8)
            prepare(&file)
            file.data = HandMadeSAV.padded(cell, 8)
            return try table(file).variables[0].texts[0]
        }
        let codePage = { (page: Int32) in
            { (file: inout HandMadeSAV) in
                file.extra(3, size: 4, [20, 0, 0, 0, 1, 2, page].flatMap { file.int($0) } + file.int(page))
            }
        }
        let named = { (name: String) in { (file: inout HandMadeSAV) in file.extra(20, Array(name.utf8)) } }
        let latin: [UInt8] = [0x43, 0x61, 0x66, 0xE9, 0x80]
        #expect(try read(latin, codePage(1252)) == "Café€")
        #expect(try read(latin, named("windows-1252")) == "Café€")
        #expect(try read(latin) { _ in } == "Café€")
        #expect(try read(Array("Café".utf8), named("UTF-8")) == "Café")
        #expect(try read([0xC6, 0xB3], named("windows-1250")) == "Ćł")
        // A text cut at the width of its variable, in the middle of a sign.
        #expect(try read(Array("abcdef".utf8) + [0xE2, 0x82], named("UTF-8")) == "abcdef")
        for (cell, encoding) in [(latin + [0x21], "UTF-8"), (latin, "x-unknown")] {
            do {
                _ = try read(cell, named(encoding))
                Issue.record("\(encoding) was read")
            } catch let problem as Problem {
                #expect(problem.code == "statistical-file.encoding" && problem.place.column == "DESA")
            }
        }
        #expect(try read(Array("abc".utf8), named("x-unknown")) == "abc")
    }

    @Test("What is no such file is refused, whatever its name")
    func otherFiles() throws {
        #expect(try refusal([]) == "statistical-file.unknown-kind")
        #expect(try refusal(Array("nama,usia\n".utf8)) == "statistical-file.unknown-kind")
        #expect(try refusal(Array("PK\u{3}\u{4}".utf8)) == "statistical-file.unknown-kind")
        #expect(try refusal(Array("\u{1C}\0\0\0\0\0\0\0ENCRYPTEDSAV".utf8)) == "statistical-file.encrypted")
        #expect(try refusal([104, 2, 1, 0, 1, 0, 1, 0, 0, 0]) == "statistical-file.old-version")
        let folder = try ScratchFolder()
        for url in [folder.url, folder.file("none.sav")] {
            #expect(throws: Problem("statistical-file.unreadable", at: Place(file: url.lastPathComponent))) {
                try StatisticalTable(contentsOf: url)
            }
        }
    }

    @Test("Numbers beyond all reason are refused before memory is taken for them")
    func absurd() throws {
        var file = HandMadeSAV()
        file.variable("A")
        file.extra(16, size: 8, [1, 0, 0, 0, 0, 0, 0, 0] + Array(repeating: 0x7F, count: 8))
        #expect(try refusal(file.bytes) == nil)
        file.rows = .max
        #expect(try refusal(file.bytes) == "statistical-file.truncated")
        // Labels of one set for one variable, claimed again and again.
        var labels = HandMadeSAV()
        labels.variable("A")
        labels.labels((0..<3_000).map { (labels.double(Double($0)), "x") }, slots: Array(repeating: 1, count: 3_000))
        #expect(try refusal(labels.bytes) == "statistical-file.too-large")
        var stata = try Fixtures.bytes("pandas-118.dta")
        let rows = try #require(stata.indices.first { stata[$0...].starts(with: "<N>".utf8) })
        for offset in 0..<8 { stata[rows + 3 + offset] = 0xFF }
        #expect(try refusal(stata) == "statistical-file.truncated")
        var limits = StatisticalLimits()
        limits.cells = 40
        #expect(try refusal(Fixtures.bytes("survey.sav"), limits: limits) == "statistical-file.too-large")
        limits = StatisticalLimits()
        limits.fileBytes = 100
        #expect(try refusal(Fixtures.bytes("survey.sav"), limits: limits) == "statistical-file.too-large")
    }

    @Test("Dictionaries that contradict themselves are refused")
    func contradictions() throws {
        func code(_ prepare: (inout HandMadeSAV) -> Void) throws -> String? {
            var file = HandMadeSAV()
            prepare(&file)
            return try refusal(file.bytes)
        }
        #expect(try code { _ in } == "statistical-file.no-variables")
        #expect(
            try code {
                $0.variable("A"); $0.variable("A")
            } == "statistical-file.duplicate-name")
        #expect(try code { $0.variable("A", width: 300) } == "statistical-file.damaged")
        #expect(
            try code {
                $0.variable("A"); $0.labels([], slots: [7])
            } == "statistical-file.damaged")
        #expect(
            try code {
                $0.variable("A", width: 20); $0.extra(14, Array("A=900".utf8))
            } == "statistical-file.damaged")
        #expect(
            try code {
                $0.variable("A"); $0.compression = 7
            } == "statistical-file.damaged")
        #expect(
            try code {
                $0.variable("A"); $0.compression = 2
            } == "statistical-file.truncated")
        #expect(
            try code {
                $0.variable("A"); $0.records += $0.int(12_345)
            } == "statistical-file.damaged")
        let high = { (file: HandMadeSAV) in [file.double(5), file.double(1)] }
        #expect(try code { $0.variable("A", missing: high($0), isRange: true) } == "statistical-file.damaged")
    }
}

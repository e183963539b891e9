import Problems
import Tabular
import Testing

private func read(_ text: String, delimiter: Delimiter = .comma, batch: Int = 1 << 20) throws -> [[String]] {
    try read([UInt8](text.utf8), Dialect(delimiter: delimiter), batch: batch)
}

private func read(_ bytes: [UInt8], _ dialect: Dialect, batch: Int = 1 << 20) throws -> [[String]] {
    var reader = RecordReader(MemorySource(bytes), dialect: dialect, batchBytes: batch)
    var out: [[String]] = []
    while let next = try reader.next() {
        for position in 0..<next.count { out.append(next[position].texts) }
    }
    return out
}

@Suite struct RecordReaderTests {
    @Test func quotesLineBreaksAndDoubledQuotes() throws {
        let rows = try read("a,\"b, \"\"c\"\"\nd\",e\r\n\"\",x,\n")
        #expect(rows == [["a", "b, \"c\"\nd", "e"], ["", "x", ""]])
    }

    @Test func textBehindAClosingQuoteIsKept() throws {
        #expect(try read("\"Toko\" Jaya,2\n") == [["Toko Jaya", "2"]])
    }

    @Test func lastRecordNeedsNoLineEnd() throws {
        #expect(try read("a,b\nc,d") == [["a", "b"], ["c", "d"]])
        #expect(try read("a,b\nc,") == [["a", "b"], ["c", ""]])
        #expect(try read("a\rb\r") == [["a"], ["b"]])
    }

    /// However the text is cut into batches, the same records come out.
    @Test(arguments: [1, 2, 3, 5, 7, 16, 17, 31, 64, 1000])
    func batchSizeDoesNotMatter(batch: Int) throws {
        let lines = (0..<200).map { "\($0),\"nama \"\"\($0)\"\"\nbaris dua\",Jl. Melati No \($0)\r\n" }
        let text = "nik,nama,alamat\r\n" + lines.joined()
        #expect(try read(text, batch: batch) == read(text))
    }

    /// Writing and reading again gives the same cells, whatever they hold.
    @Test func writerAndReaderAgree() throws {
        var generator = SystemRandomNumberGenerator()
        let signs = Array("ab,;\"\n\r\t| é’0")
        for _ in 0..<300 {
            let cells = (0..<4).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                        signs.randomElement(using: &generator) ?? "x"
                    })
            }
            var writer = CSVWriter()
            writer.write(["kepala"] + cells)
            #expect(try read(writer.take()) == [["kepala"] + cells])
        }
    }

    @Test func rowsAndLinesAreCountedAsAUserCounts() throws {
        var reader = RecordReader(MemorySource("h\n\"a\nb\"\nc\n\nd\n"), dialect: Dialect(), skip: 1)
        let batch = try #require(try reader.next())
        #expect((0..<batch.count).map { batch.row($0) } == [2, 3, 4, 5])
        #expect((0..<batch.count).map { batch.line($0) } == [2, 4, 5, 6])
        #expect(batch.isBlank(2))
    }

    @Test func nulIsRefusedWithItsRow() throws {
        let error = #expect(throws: Problem.self) { _ = try read([97, 10, 98, 0, 99, 10], Dialect()) }
        #expect(error?.code == "file.nul")
        #expect(error?.place.row == 2)
    }

    @Test func unclosedQuoteIsRefusedWithItsRow() throws {
        let error = #expect(throws: Problem.self) { _ = try read("a,b\nc,\"d\ne,f\n") }
        #expect(error?.code == "file.unclosed-quote")
        #expect(error?.place.row == 2)
    }

    @Test(arguments: [1, 3, 64, 100_000])
    func encodings(batch: Int) throws {
        let text = "nama;desa\nAndré;Sumber’ejo\n"
        var windows: [UInt8] = []
        for scalar in text.unicodeScalars {
            windows.append(scalar == "’" ? 0x92 : UInt8(truncatingIfNeeded: scalar.value))
        }
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            little += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
        }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        let expected = [["nama", "desa"], ["André", "Sumber’ejo"]]
        for (bytes, encoding) in [
            (Array(text.utf8), TextEncoding.utf8), (marked, .utf8WithMark), (windows, .windows1252),
            (little, .utf16LittleEndian), (big, .utf16BigEndian), (Array(little.dropFirst(2)), .utf16LittleEndian),
        ] {
            var judge = EncodingJudge()
            for byte in bytes { judge.add([byte]) }
            #expect(judge.encoding == encoding)
            #expect(try read(bytes, Dialect(encoding: judge.encoding, delimiter: .semicolon), batch: batch) == expected)
        }
    }

    @Test func mixedEncodingReadsBoth() throws {
        let bytes = Array("é,é,é,é,é,é,".utf8) + [0xE9, 0x0A]
        var judge = EncodingJudge()
        judge.add(bytes)
        #expect(judge.encoding == .mixed)
        #expect(try read(bytes, Dialect(encoding: .mixed)) == [["é", "é", "é", "é", "é", "é", "é"]])
    }
}

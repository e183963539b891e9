import Problems
import Tabular
import Testing

/// Rows that a quote in the wrong place made one cell.
@Suite("Rows that a stray quote swallows")
struct SwallowedRowsTests {
    private func found(_ text: String, batchBytes: Int = 1 << 20) throws -> SwallowedRows {
        let bytes = Array(text.utf8)
        let layout = try LayoutFinder.find(sample: bytes, isWhole: true, encoding: .utf8)
        var reader = RecordReader(
            MemorySource(bytes), dialect: layout.dialect, skip: layout.skip, batchBytes: batchBytes)
        var found = SwallowedRows()
        while let batch = try reader.next() {
            var part = SwallowedRows()
            part.look(at: batch, layout)
            found.append(part)
        }
        return found
    }

    private func rows(_ range: Range<Int>) -> [String] {
        range.map { "r\($0),Budi \($0),1980-01-0\(1 + $0 % 9),Jalan Mawar \($0)" }
    }

    /// Row 41 opens a quote in its second cell, and row 45 has one at the same place: 41 to 45 are read as one row.
    @Test func rowsBetweenTwoQuotesAreFound() throws {
        var lines = ["id,nama,lahir,alamat"] + rows(1..<900)
        lines[40] = "r40,\"Budi 40,1980-01-05,Jalan Mawar 40"
        lines[44] = "r44,\"Budi 44\",1980-01-09,Jalan Mawar 44"
        for bytes in [1 << 20, 200] {
            let found = try found(lines.joined(separator: "\n") + "\n", batchBytes: bytes)
            let first = try #require(found.first)
            #expect(first.row == 41 && first.line == 41 && first.column == "nama" && first.swallowed == 4)
            #expect(found.cells == 1 && found.swallowed == 4 && found.rows == 895)
            // 4 of 899 are few: told, and the list is read.
            let problem = try #require(try found.checked())
            #expect(problem.code == "file.row-swallowed" && problem.severity == .warn)
            #expect(problem.place.row == 41 && problem.place.column == "nama")
        }
    }

    /// One row lost: the cell holds the end of its own row and the beginning of the next.
    @Test(arguments: [("\n", 0), ("\r\n", 1), ("\n", 2)])
    func aRowThatTheNextOneClosesIsFound(_ end: String, _ column: Int) throws {
        var lines = ["id,nama,lahir,alamat"] + rows(1..<300)
        func quoted(_ line: String) -> String {
            var cells = line.split(separator: ",").map(String.init)
            cells[column] = "\"" + cells[column]
            return cells.joined(separator: ",")
        }
        lines[10] = quoted(lines[10])
        lines[11] = quoted(lines[11])
        let found = try found(lines.joined(separator: end) + end)
        #expect(found.cells == 1 && found.swallowed == 1, "\(found)")
        #expect(found.first?.row == 11)
    }

    @Test func manyRowsAreRefused() throws {
        // Eleven rows in one cell of two thousand, and two of a hundred: more than one in a hundred.
        var long = ["id,nama,lahir,alamat"] + rows(1..<2000)
        long[100] = "r100,\"Budi,1980-01-05,Jalan"
        long[111] = "r111,\"Budi\",1980-01-05,Jalan"
        let grave = try found(long.joined(separator: "\n"))
        #expect(grave.most == 11)
        let tooLong = #expect(throws: Problem.self) { try grave.checked() }
        #expect(tooLong?.code == "file.rows-swallowed")
        var short = ["id,nama,lahir,alamat"] + rows(1..<100)
        short[50] = "r50,\"Budi,1980-01-05,Jalan"
        short[52] = "r52,\"Budi\",1980-01-05,Jalan"
        let share = try found(short.joined(separator: "\n"))
        #expect(share.swallowed == 2)
        let refusal = #expect(throws: Problem.self) { try share.checked() }
        #expect(refusal?.place.row == 51)
        #expect(refusal?.arguments["swallowed"] == "2" && refusal?.arguments["rows"] == "99")
    }

    /// What people write over several lines is no row, whatever commas it holds.
    @Test(arguments: [
        "Jalan Mawar 3, RT 2\nSurabaya", "Jalan Mawar 3\nDesa Suka, Kec. Maju, Kab. Jaya",
        "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm",
        "Jalan, nomor, 3\n\nDesa, Suka", "Jl. A, RT 1\nRW 2, Desa\nKec. B, Kab. C\n",
    ])
    func cellsOfSeveralLinesStaySilent(_ cell: String) throws {
        for column in 0..<4 {
            var lines = ["id,nama,lahir,alamat"] + rows(1..<60)
            for row in stride(from: 5, to: 50, by: 5) {
                var cells = lines[row].split(separator: ",").map(String.init)
                cells[column] = "\"" + cell + "\""
                lines[row] = cells.joined(separator: ",")
            }
            let found = try found(lines.joined(separator: "\n"))
            #expect(found.cells == 0 && found.problem == nil, "\(column): \(found)")
        }
    }

    @Test func aHeaderOfAnotherSignIsNamed() throws {
        func problem(_ text: String) -> Problem? {
            do {
                _ = try LayoutFinder.find(sample: Array(text.utf8), isWhole: true, encoding: .utf8)
                return nil
            } catch {
                return error
            }
        }
        let rows = (1..<20).map { "35071112038000\($0 + 10);Budi \($0);1980-01-02" }.joined(separator: "\n")
        let commas = problem("nik,nama,lahir\n" + rows)
        #expect(commas?.code == "file.header-delimiter" && commas?.place.row == 1)
        #expect(commas?.arguments == ["header": ",", "rows": ";"])
        #expect(problem("nik;nama;lahir\n" + rows.replacing(";", with: ","))?.arguments["header"] == ";")
        // Title lines, also with commas, and lists without a header are something else.
        #expect(problem("Daftar Penerima, Kabupaten Malang\n" + rows) == nil)
        #expect(problem("Daftar, Kabupaten, Malang\nnik;nama;lahir\n" + rows) == nil)
        #expect(problem(rows) == nil)
    }
}

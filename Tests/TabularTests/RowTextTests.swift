import Foundation
import Synchronization
import Tabular
import Testing

@Suite("Rows of large tables as bytes")
struct RowTextTests {
    private static func cell(_ text: String) -> String {
        var row = RowText()
        row.append(cell: text)
        return String(decoding: row.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("Sri", "Sri"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("cr\r", "\"cr\r\""), ("=1+1", "'=1+1"), ("@x", "'@x"), ("+62811", "+62811"), ("-5", "-5"), ("-5a", "'-5a"),
        ("+a,\"", "\"'+a,\"\"\""), ("=", "="), ("-", "-"), ("Ñ,é", "\"Ñ,é\""), ("\"", "\"\"\"\""), (";", ";"),
    ])
    func cellsAreQuotedWhereTheyMustBe(text: String, expected: String) { #expect(Self.cell(text) == expected) }

    @Test func numbersHaveTheirDecimals() {
        func text(_ number: Int, _ decimals: Int) -> String {
            var row = RowText()
            row.append(number, decimals: decimals)
            return String(decoding: row.bytes, as: UTF8.self)
        }
        #expect(text(0, 2) == "0.00")
        #expect(text(-1, 2) == "-0.01")
        #expect(text(1234, 2) == "12.34")
        #expect(text(999_999, 6) == "0.999999")
        #expect(text(1_000_000, 6) == "1.000000")
        #expect(text(-123_456, 2) == "-1234.56")
        #expect(text(.max, 18) == "9.223372036854775807")
        #expect(text(.min, 1) == "-922337203685477580.8")
        for number in stride(from: -20_000, through: 20_000, by: 7) {
            let whole = String(format: "%.2f", Double(number) / 100)
            #expect(text(number, 2) == whole)
        }
    }

    @Test func rowsEndAsInEveryTable() {
        var row = RowText()
        row.append(cell: "a")
        row.next()
        row.append("b;c".utf8Span.span)
        row.endRow()
        #expect(row.bytes == Array("a,b;c\r\n".utf8))
        row.clear()
        #expect(row.bytes.isEmpty)
    }

    private func table(_ count: Int, rowBytes: Int, threads: Int) throws -> (text: String, pieces: Int) {
        var header = RowText()
        header.append(cell: "row")
        header.endRow()
        let found = Mutex<[[UInt8]]>([])
        try RowPieces(count, rowBytes: rowBytes, threads: threads).write(
            header: header, context: {},
            add: { _, rows, text in
                for row in rows {
                    text.append(cell: String(row))
                    text.endRow()
                }
            }, { piece in found.withLock { $0.append(piece) } })
        let pieces = found.withLock { $0 }
        return (String(decoding: pieces.joined(), as: UTF8.self), pieces.count)
    }

    @Test func tablesAreTheSameForAnyNumberOfThreads() throws {
        // Pieces of 16 rows and more, which end anywhere.
        for (count, rowBytes) in [(0, 10), (1, 10), (15, 1 << 20), (16, 1 << 20), (17, 1 << 20), (5000, 1 << 12)] {
            let expected = "row\r\n" + (0..<count).map { "\($0)\r\n" }.joined()
            for threads in [1, 2, 4] {
                let made = try table(count, rowBytes: rowBytes, threads: threads)
                #expect(made.text == expected)
                if count > 64 { #expect(made.pieces > 10) }
            }
        }
    }
}

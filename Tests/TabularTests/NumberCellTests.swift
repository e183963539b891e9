import Foundation
import Tabular
import Testing

@Suite("Numbers in cells")
struct NumberCellTests {
    private func value(_ text: String) -> Double? { NumberCell.value(text) }
    private func isPlain(_ text: String) -> Bool { NumberCell(Array(text.utf8).span)?.isPlain ?? false }

    @Test("A number is read to the nearest double, as the standard library reads it")
    func nearest() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let digits = Int.random(in: 1...21, using: &dice)
            var text = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &dice)) }.joined()
            if digits > 1, Bool.random(using: &dice) {
                text.insert(".", at: text.index(text.startIndex, offsetBy: Int.random(in: 1..<digits, using: &dice)))
            }
            if Bool.random(using: &dice) { text = "-" + text }
            #expect(value(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
        for _ in 0..<10_000 {
            let number = Double(
                bitPattern: UInt64.random(in: 0x3E00_0000_0000_0000...0x4400_0000_0000_0000, using: &dice))
            #expect(value("\(number)") == number, "\(number)")
        }
    }

    @Test("A plain number gives its cell back sign by sign")
    func plain() {
        for text in ["0", "3", "-12", "0.25", "1200000", "0.00001", "123456789012345", "-0.5", "10.01"] {
            #expect(isPlain(text) && value(text).map(NumberCell.text) == text, "\(text)")
        }
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let whole = Int.random(in: -99_999_999...99_999_999, using: &dice)
            let text = String(whole) + "." + String(Int.random(in: 1...9_999, using: &dice))
            if isPlain(text) { #expect(value(text).map(NumberCell.text) == text, "\(text)") }
        }
    }

    @Test(
        "What a number does not tell of its cell is known",
        arguments: ["007", "1.50", "-0", "1e3", "5.", " 7", "+4", "1234567890.1234567"])
    func written(_ text: String) {
        #expect(value(text) == Double(text.trimmingCharacters(in: .whitespaces)))
        #expect(!isPlain(text))
    }

    @Test(
        "No number",
        arguments: ["", "-", ".", "1.2.3", "12a", "0x1F", "nan", "inf", "1e400", "1,5", "--1", "1 2", "Rp5"])
    func none(_ text: String) { #expect(value(text) == nil) }
}

@Suite("Columns of text")
struct TextColumnTests {
    @Test("Every text is held once, and every cell is found again")
    func cells() {
        let cells = (0..<5_000).map { row in row % 7 == 0 ? nil : "desa \(row % 613)" }
        let column = TextColumn(cells)
        #expect(column.texts == cells)
        #expect(Set(column.levels).count == column.levels.count && column.levels.count == 613)
        #expect(column[0] == nil && column[1] == "desa 1" && column.count == 5_000)
    }

    @Test("Texts that only look alike stay apart")
    func bytes() {
        let column = TextColumn(["é", "e\u{301}", "é", ""])
        #expect(column.codes == [0, 1, 0, 2])
    }

    @Test("Joined columns hold the cells of both")
    func joined() {
        var first = TextColumnBuilder()
        var second = TextColumnBuilder()
        for text in ["a", "b", "a"] { first.append(Array(text.utf8).span) }
        for text in ["c", "b"] { second.append(Array(text.utf8).span) }
        second.appendMissing()
        first.append(contentsOf: second)
        #expect(first.column.texts == ["a", "b", "a", "c", "b", nil])
        #expect(first.column.levels == ["a", "b", "c"])
    }
}

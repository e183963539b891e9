import Foundation
import HandMade
import Problems
import Spreadsheets
import Testing

@Suite("No damage brings the reader down")
struct MutationTests {
    /// A small generator, the same in every run (Marsaglia's xorshift).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static func handMade() -> [UInt8] {
        HandMadeWorkbook(
            sheet: """
                <cols><col min="2" max="4" hidden="1"/></cols><sheetData><row r="1" hidden="0">\
                <c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44425.5</v></c><c r="C1" t="inlineStr"><is><t>x</t></is>\
                </c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="D3"><f>1+1</f><v>2E+15</v></c></row></sheetData>\
                <mergeCells><mergeCell ref="A1:B3"/></mergeCells>
                """,
            styles: """
                <numFmts><numFmt numFmtId="200" formatCode="dd/mm/yyyy"/></numFmts>\
                <cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>
                """,
            texts: "<si><t>a_x000D_b</t></si><si><r><t>c</t></r><rPh><t>d</t></rPh></si>"
        ).bytes
    }

    private static func packed() throws -> [UInt8] {
        let folder = try ScratchFolder()
        let layout = SheetLayout("Daftar", columns: [SheetColumn("NIK", choices: ["a"], note: "n"), SheetColumn("b")])
        let rows: [[SheetValue]] = (0..<50).map { [.text("350711\($0)"), .integer(Int64($0))] }
        try WorkbookWriter.write([SheetContent(layout, rows: rows)], to: folder.file())
        return Array(try Data(contentsOf: folder.file()))
    }

    /// Reads damaged bytes; anything but a table or a worded problem of this room is a failure.
    private func isAnswered(_ bytes: [UInt8]) -> Bool {
        guard let code = HandMadeWorkbook.refusal(bytes) else { return true }
        return code == "test.no-sheet"
            || (code.hasPrefix("spreadsheet.") && Catalogue.bundled.codes.contains(code))
    }

    @Test("files cut off at any length are refused")
    func truncation() throws {
        for whole in [Self.handMade(), try Self.packed()] {
            for length in stride(from: 0, to: whole.count - 1, by: max(1, whole.count / 150)) {
                let code = HandMadeWorkbook.refusal(Array(whole.prefix(length)))
                #expect(["spreadsheet.damaged", "spreadsheet.not-a-workbook"].contains(code), "\(length)")
            }
        }
    }

    @Test("bytes changed, left out and doubled at random end in a table or a problem", arguments: 1...4)
    func mutation(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        for whole in [Self.handMade(), try Self.packed()] {
            for _ in 0..<150 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...6, using: &dice) {
                    let at = Int.random(in: 0..<bytes.count, using: &dice)
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
                    case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                    case 2: bytes.remove(at: at)
                    default: bytes.insert(bytes[at], at: at)
                    }
                }
                #expect(isAnswered(bytes))
            }
        }
    }

    /// The checksum of a stored part would hide most damage from the XML reader; so here the XML itself is damaged.
    @Test("damaged XML in a sound archive ends in a table or a problem", arguments: 1...4)
    func damagedXML(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0xD1B5_4A32_D192_ED03)
        let sheet = """
            <worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>\
            <c r="B1" s="1"><v>1.5E+3</v></c></row><row r="2"><c t="inlineStr"><is><r><t>&#65;</t></r></is></c></row>\
            </sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>
            """
        let signs = Array("<>/\"'&;=!?-[]A1 \u{0}\u{7F}é".utf8)
        for _ in 0..<300 {
            var bytes = Array(sheet.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = signs.randomElement(using: &dice) ?? 0
            }
            var zip = HandMadeZip()
            zip.add("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>")
            zip.add("xl/_rels/workbook.xml.rels", HandMadeWorkbook.relationships([("r", "worksheet", "s.xml")]))
            zip.add("xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>")
            zip.add("xl/s.xml", bytes)
            #expect(isAnswered(zip.bytes))
        }
    }
}

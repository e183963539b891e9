import HandMade
import Problems
import Spreadsheets
import Testing

@Suite("Cells are read as people see them")
struct CellReadingTests {
    private func cells(_ row: String, styles: String? = nil, texts: String? = nil) throws -> [String] {
        let book = HandMadeWorkbook(
            sheet: "<sheetData><row r=\"1\">\(row)</row></sheetData>", styles: styles, texts: texts)
        return try book.table().rows.first?.cells ?? []
    }

    @Test("shared texts, runs of rich text without reading aids, and inline texts")
    func texts() throws {
        let texts = """
            <si><t>NIK</t></si>
            <si><r><rPr><b/></rPr><t xml:space="preserve">Siti </t></r><r><t>Aminah</t></r>\
            <rPh sb="0" eb="1"><t>sapaan</t></rPh></si>
            <si/><si><t xml:space="preserve">  spasi  </t></si><si><t>a_x000D_b_x005F_x0041_</t></si>
            """
        let row = """
            <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>\
            <c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c>\
            <c r="F1" t="inlineStr"><is><r><t>Jl. </t></r><r><t>Melati &amp; <![CDATA[<3>]]></t></r></is></c>
            """
        #expect(
            try cells(row, texts: texts)
                == ["NIK", "Siti Aminah", "", "  spasi  ", "a\rb_x0041_", "Jl. Melati & <3>"])
    }

    @Test("truth values, errors and the values that formulas had")
    func kinds() throws {
        let row = """
            <c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#N/A</v></c>\
            <c r="D1"><f>SUM(A1:B1)</f><v>12.5</v></c><c r="E1" t="str"><f>A1&amp;"x"</f><v>teks</v></c>\
            <c r="F1"><f>1/0</f></c><c r="G1" s="7"/><c r="H1" t="d"><v>2021-08-17T00:00:00</v></c><c r="I1"/>
            """
        #expect(try cells(row) == ["TRUE", "FALSE", "#N/A", "12.5", "teks", "", "", "2021-08-17"])
    }

    @Test(
        "numbers keep their digits, and lost digits are seen",
        arguments: [
            ("3507110101800001", "3507110101800001"), ("3.507110101800001E+15", "3507110101800001"),
            ("9171010101800001", "9171010101800001"), ("9.1710101018E+15", "9.1710101018E+15"),
            ("1.23456789012345E+20", "1.23456789012345E+20"), ("1E+3", "1000"), ("0.10000000000000001", "0.1"),
            ("12345.678900000001", "12345.6789"), ("1.5E-5", "0.000015"), ("1E-7", "0.0000001"), ("-0.5", "-0.5"),
            ("-12", "-12"), ("0", "0"), ("-0", "0"), ("2.0", "2"), ("nan", "nan"), ("0x1F", "0x1F"), ("1e999", "1e999"),
            ("9007199254740991", "9007199254740991"), ("1E-300", "1E-300"),
        ])
    func numbers(_ written: String, _ shown: String) throws {
        #expect(try cells("<c r=\"A1\"><v>\(written)</v></c>") == [shown])
    }

    /// What a cell shows whose style has a number format.
    private func shown(_ value: String, format: String, is1904: Bool = false) throws -> String? {
        let isNumber = format.allSatisfy(\.isNumber)
        let id = isNumber ? format : "200"
        let code = format.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        var book = HandMadeWorkbook(
            sheet: "<sheetData><row><c s=\"1\"><v>\(value)</v></c></row></sheetData>",
            styles: """
                <numFmts><numFmt numFmtId="200" formatCode="\(code)"/></numFmts><cellStyleXfs><xf numFmtId="14"/>\
                </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="\(id)"/></cellXfs>
                """)
        if is1904 { book.workbook = "<workbookPr date1904=\"1\"/>" + book.workbook }
        return try book.table().rows.first?.cells.first
    }

    @Test(
        "which number formats make a day of a number",
        arguments: [
            ("14", "2021-08-17"), ("17", "2021-08-17"), ("dd/mm/yyyy", "2021-08-17"), ("mmm\\-yy", "2021-08-17"),
            ("[$-421]dd\\ mmmm\\ yyyy;@", "2021-08-17"), ("[$-21]d mmmm yyyy", "2021-08-17"), ("mmmm", "2021-08-17"),
            ("yyyy\"-\"mm", "2021-08-17"), ("[Red]d-m-yy", "2021-08-17"), ("0", "44425"), ("1", "44425"),
            ("General", "44425"), ("#,##0", "44425"), ("0 \"hari\"", "44425"), ("\"Rp\"#,##0_);[Red]-0", "44425"),
            ("0.00E+00", "44425"), ("[h]:mm:ss", "44425"), ("_d0", "44425"), ("General\\d", "44425"),
        ])
    func dateFormats(_ format: String, _ text: String) throws {
        #expect(try shown("44425", format: format) == text)
    }

    @Test("days and times at the edges of both calendars")
    func calendars() throws {
        let cases: [(String, String, Bool, String)] = [
            ("1", "14", false, "1900-01-01"), ("59", "14", false, "1900-02-28"), ("60", "14", false, "1900-02-29"),
            ("61", "14", false, "1900-03-01"), ("0", "14", false, "0"), ("-1", "14", false, "-1"),
            ("2958465", "14", false, "9999-12-31"), ("2958466", "14", false, "2958466"),
            ("0", "14", true, "1904-01-01"), ("42963", "14", true, "2021-08-17"), ("2957004", "14", true, "2957004"),
            ("44425.5", "22", false, "2021-08-17 12:00:00"), ("44425", "22", false, "2021-08-17"),
            ("44425.999999", "22", false, "2021-08-18"), ("44425.5", "14", false, "2021-08-17"),
            ("0.354166666666667", "20", false, "08:30:00"), ("1.5", "20", false, "1.5"),
        ]
        for (value, format, is1904, text) in cases {
            #expect(try shown(value, format: format, is1904: is1904) == text, "\(value) \(format) \(is1904)")
        }
    }

    @Test("a style that is not there leaves the number as it is")
    func missingStyle() throws {
        #expect(try cells("<c r=\"A1\" s=\"99\"><v>44425</v></c>") == ["44425"])
        #expect(try cells("<c r=\"A1\" s=\"x\"><v>44425</v></c>", styles: "<cellXfs/>") == ["44425"])
    }
}

import Indonesia
import Problems
import Testing

/// A cell that slipped into another column is shown in the problem list: it must not show a person there.
@Suite struct ShownValueTests {
    /// Words that say nothing about a person: months, money, magnitude.
    private static let harmless: Set<String> = [
        "januari", "jan", "january", "jnr", "februari", "pebruari", "feb", "peb", "february", "febr", "maret", "mar",
        "mrt", "march", "april", "apr", "mei", "may", "juni", "jun", "june", "juli", "jul", "july", "agustus", "agu",
        "agt", "agust", "ags", "agst", "august", "aug", "september", "sep", "sept", "spt", "oktober", "okt", "october",
        "oct", "november", "nopember", "nov", "nop", "desember", "des", "december", "dec", "rp", "idr", "rupiah", "rb",
        "ribu", "jt", "jta", "juta", "m", "miliar", "milyar", "miliyar", "triliun", "trilyun", "rt", "rw",
    ]

    /// Shown values of all parsers, and apart those of dates, money, numbers and the other plain columns.
    private func shown(_ cell: String) -> (all: [String], plain: [String]) {
        let bytes = Array(cell.utf8)
        let identity =
            NIK.parse(cell).problems + FamilyCardNumber.parse(cell).problems + NIB.parse(cell).problems
            + NPWP.parse(cell).problems + PhoneNumber.parse(cell).problems + PersonName.parse(cell).problems
        var plain: [Problem] = []
        for order in DateOrder.allCases {
            plain += DateParser(order: order, notAfter: Samples.today).parse(cell).problems
        }
        plain += Rupiah.parse(cell).problems + RTRW.parse(cell).problems + Sex.parse(cell).problems
        plain += RegionCode.parse(cell).problems + NumberSeries.judge([cell]).flatMap(\.problems)
        plain += NumberSeries.judge(["214", "598", "1.475", "1.234.567", cell]).flatMap(\.problems)
        var column = RupiahColumn()
        column.add("1.200.000")
        plain += column.read(bytes.span).problems
        var judge = CodeSystemJudge(header: "kode")
        judge.add(code: cell)
        let codes = judge.verdict.problems
        func texts(_ problems: [Problem]) -> [String] { problems.flatMap { [$0.value ?? ""] + $0.arguments.values } }
        return ((identity + plain + codes).compactMap(\.value), texts(plain))
    }

    private func longestRun(_ text: String, _ isMember: (Character) -> Bool) -> [String] {
        text.split { !isMember($0) }.map(String.init)
    }

    private func check(_ cell: String) {
        let values = shown(cell)
        for value in values.all {
            #expect(longestRun(value, \.isNumber).allSatisfy { $0.count < 9 }, "\(cell) → \(value)")
        }
        for value in values.plain {
            let words = longestRun(value, \.isLetter).filter { $0.count >= 3 }
            #expect(words.allSatisfy { Self.harmless.contains($0.lowercased()) }, "\(cell) → \(value)")
        }
    }

    @Test(arguments: [
        "3507112501900003", "'3507112501900003", "3507 1125 0190 0003", "350711.2501900003", "35071125019.0",
        "350.711.250.190.000.3", "Rp3507112501900003", "17 Agustus 3507112501900003", "3,5071125E+15", "081234567890",
        "8123456789", "0812.345.678.9", "Siti Aminah", "Siti Aminah 3507112501900003", "Mei Lestari", "Juli 3507112501",
        "RT Siti", "S. Aminah", "Añisah", "17 Aminah 1990", "Rp Aminah", "5 Juta Aminah", "Malang",
        "17/08/1990 Siti 10:00", "3507:112501900003", "٣٥٠٧١١٢٥٠١٩٠٠٠٠٣", "3507112501900003:00", "12.345.678.90",
    ])
    func shiftedCells(_ cell: String) { check(cell) }

    @Test func anyCell() {
        let alphabet = [
            "0", "1", "90", "35", "0003", "3507112501900003", "25019", "17/08/1990", " ", " ", ".", ",", "/", "-", ":",
            "'", "Rp", "jt", "juta", "M", "E+", "T", "Siti", "Aminah", "Juli", "Mei", "Agustus", "RT", "Ñ", "O", "٣٥٠",
            "10:00:00",
        ]
        var random = Samples.Random(seed: 11)
        for _ in 0..<5000 {
            let length = Int.random(in: 1...8, using: &random)
            check((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }.joined())
        }
    }

    /// What is in its own column stays readable, so that the operator finds the cell again.
    @Test func ownCellsStayReadable() {
        func date(_ cell: String) -> String? { DateParser().parse(cell).problems.first?.value }
        #expect(date("31 Februari 1990") == "31 Februari 19**")
        #expect(date("31/02/1990 00:00:00") == "31/02/19**")
        #expect(date("1990-02-31T10:15:00Z") == "19**-02-31")
        #expect(Rupiah.parse("1,250.5 jt").problems.first?.value ?? "1,250.5 jt" == "1,250.5 jt")
        #expect(Rupiah.parse("Rp 1.20.000").problems.first?.value == "Rp 1.20.000")
        #expect(Rupiah.parse("25O00000").problems.first?.value == "25O00000")
        #expect(RTRW.parse("RT 12345").problems.first?.value == "RT 12345")
        #expect(Rupiah.parse("3507112501900003.5").problems.allSatisfy { $0.value?.contains("250190") != true })
        #expect(NumberSeries.judge(["Siti Aminah"])[0].problems.first?.value == "S*** A*****")
    }
}

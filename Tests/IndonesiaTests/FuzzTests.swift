import Indonesia
import Problems
import Testing

/// Whatever the bytes, every parser answers; and what it answers keeps the contract of ``Checked``.
@Suite struct FuzzTests {
    private func parseAll(_ bytes: [UInt8]) -> [Problem] {
        var problems: [Problem] = []
        func take<Value>(_ checked: Checked<Value>) { problems += checked.problems }
        let nik = NIK.parse(bytes.span)
        take(nik)
        if let value = nik.value { problems += [value.problem(withBirth: Samples.today)].compactMap(\.self) }
        take(FamilyCardNumber.parse(bytes.span, beside: nik.value))
        take(NIB.parse(bytes.span))
        take(NPWP.parse(bytes.span))
        take(PhoneNumber.parse(bytes.span))
        let name = PersonName.parse(bytes.span)
        take(name)
        _ = name.value?.oldSpellingKey
        for order in DateOrder.allCases {
            let date = DateParser(order: order, notAfter: Samples.today).parse(bytes.span)
            take(date)
            #expect(date.value != nil || date.problems.allSatisfy { $0.severity != .note })
        }
        take(Rupiah.parse(bytes.span))
        take(RegionCode.parse(bytes.span))
        take(RTRW.parse(bytes.span))
        take(Sex.parse(bytes.span))
        var series = NumberSeries()
        series.add(bytes.span)
        take(series.read(bytes.span))
        var column = RupiahColumn()
        column.add(bytes.span)
        take(column.read(bytes.span))
        var dates = DateColumn()
        dates.add(bytes.span)
        var damage = DigitDamage()
        damage.add(row: 1, bytes.span)
        // A refusal has no value, a note has one.
        #expect((nik.value == nil) == (nik.severity == .refuse))
        return problems
    }

    @Test func randomBytes() {
        var random = Samples.Random(seed: 7)
        for _ in 0..<4000 {
            let length = Int.random(in: 0...40, using: &random)
            _ = parseAll((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    /// Signs that the parsers know, in any order: far likelier to get deep into them than any byte.
    @Test func randomCells() {
        let alphabet = [
            "0", "1", "2", "9", "35", "3507112501900003", "E", "e+", "+", "-", ".", ",", "/", " ", "'", "’", "Rp", "jt",
            "rb", "M",
            "Agustus", "Mei", "RT", "RW", "62", "08", ":", "T", "(", ")", "\u{A0}", "bin", "H.", "S.E.", "é", "Ã©",
            "\"", "=", "\n", "\0", "b",
        ]
        var random = Samples.Random(seed: 8)
        let known = Set(Catalogue.bundled.codes)
        for _ in 0..<6000 {
            let length = Int.random(in: 0...9, using: &random)
            let cell = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }.joined()
            for problem in parseAll(Array(cell.utf8)) {
                #expect(known.contains(problem.code), "\(problem.code)")
                #expect(problem.place == Place())
            }
        }
    }

    @Test func veryLongCells() {
        for unit in ["9", "0", "a", "1.", "1,", "/", "M.", "+", "RT1", "8 ", "é", "E+"] {
            _ = parseAll(Array(String(repeating: unit, count: 5000).utf8))
        }
    }

    /// Every byte changed to every other in cells of every kind.
    @Test func oneByteChanged() {
        for cell in ["3507112501900003", "17/08/2021", "Rp1.200.000,-", "081234567890", "35.07.11.2008"] {
            let bytes = Array(cell.utf8)
            for index in bytes.indices {
                for byte in UInt8.min...UInt8.max {
                    var changed = bytes
                    changed[index] = byte
                    _ = parseAll(changed)
                }
            }
        }
    }

    /// 15 to 25 digits with group signs: near the largest number that 64 bits hold.
    @Test func longDigitStringsWithSigns() {
        for cell in [
            "18.446.744.073.709.551.9", "18.446.744.073.709.551.615", "18,446,744,073,709,551.9", "0,18446744073 M",
            "0.18446744073 M", "9.223.372.036.854.775.807", "0,99999999999999999 T", "999.999.999.999.999.999",
            "18446744073709551615", "18446744073709551616", "0,1844674407370955 jt", "99999999999999999,9 rb",
        ] { _ = parseAll(Array(cell.utf8)) }
        let ends = ["", " jt", " M", " T", ",-", " rb", ")", "/2021", " 10:00"]
        let leads = ["", "Rp", "(", "-", "0,", "18.446.744.073.709.55", "+", "RT "]
        var random = Samples.Random(seed: 9)
        for _ in 0..<6000 {
            let length = Int.random(in: 15...25, using: &random)
            let sign = [".", ",", "/", " ", "-", ":"][Int.random(in: 0..<6, using: &random)]
            let regular = Bool.random(using: &random)
            var cell = leads[Int.random(in: 0..<leads.count, using: &random)]
            for place in 0..<length {
                let wantsSign = regular ? place % 3 == length % 3 : Int.random(in: 0..<5, using: &random) == 0
                if wantsSign, place > 0 { cell += sign }
                cell += ["9", "1", "8", "4", "0", "6"][Int.random(in: 0..<6, using: &random)]
            }
            cell += ends[Int.random(in: 0..<ends.count, using: &random)]
            _ = parseAll(Array(cell.utf8))
            _ = NumberSeries.judge([cell, "1.475", "214"])
            var column = RupiahColumn()
            for other in [cell, "1.200.000", "1.200,50"] { column.add(other) }
            _ = column.read(cell)
        }
    }
}

import Indonesia
import Problems
import Testing

@Suite struct PhoneTests {
    @Test(arguments: [
        ("081234567890", "+6281234567890"), ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"), ("+62 (0)812-3456-7890", "+6281234567890"),
        ("(0341) 551234", "+62341551234"),
        ("HP. 0812 3456 7890", "+6281234567890"), ("0812.3456.7890 (WA)", "+6281234567890"),
        ("+60123456789", "+60123456789"), ("006281234567890", "+6281234567890"), ("'081234567890", "+6281234567890"),
        ("\u{202A}+6281234567890\u{202C}", "+6281234567890"),
    ])
    func clean(_ cell: String, expected: String) {
        let checked = PhoneNumber.parse(cell)
        #expect(checked.value?.e164 == expected)
        #expect(checked.problems.isEmpty)
    }

    @Test func zeroLost() {
        let checked = PhoneNumber.parse("81234567890")
        #expect(checked.value?.e164 == "+6281234567890")
        #expect(checked.problems.map(\.code) == ["phone.zero-lost"])
    }

    @Test(arguments: ["081234567890/085712345678", "081234567890 ; 085712345678", "081234567890 atau 085712345678"])
    func twoNumbers(_ cell: String) {
        let checked = PhoneNumber.parse(cell)
        #expect(checked.value?.e164 == "+6281234567890")
        #expect(checked.value?.second == 6_285_712_345_678)
        #expect(checked.problems.map(\.code) == ["phone.two-numbers"])
    }

    @Test func theGoodOneOfTwoIsUsed() {
        let checked = PhoneNumber.parse("0812/085712345678")
        #expect(checked.value?.e164 == "+6285712345678")
        #expect(checked.value?.second == nil)
    }

    @Test(arguments: [
        "12345", "0812345", "081234567890123456", "0812xxx7890", "0", "8,12E+10", "rumah", "080000000000", "0888888888",
        "++6281234567890", "0812/0857/0811", "341551234", "00081234567890",
    ])
    func invalid(_ cell: String) {
        let checked = PhoneNumber.parse(cell)
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == ["phone.invalid"])
        #expect(checked.severity == .warn)
    }

    @Test(arguments: ["", " ", "-", "NULL", "tidak ada"])
    func empty(_ cell: String) {
        let checked = PhoneNumber.parse(cell)
        #expect(checked.value == nil && checked.problems.isEmpty)
    }

    @Test func writingAndReadingAreInverse() throws {
        var random = Samples.Random(seed: 5)
        for _ in 0..<500 {
            let national = "8\([1, 2, 3, 5, 7, 9][Int.random(in: 0..<6, using: &random)])"
            let text = "+62" + national + String(Int.random(in: 10_000_000...999_999_999, using: &random))
            let value = try #require(PhoneNumber(e164: text))
            #expect(value.e164 == text)
            #expect(!value.masked.contains(text.dropFirst(5).dropLast(2)))
        }
    }
}

import Indonesia
import Testing

@Suite("Long numbers are hidden")
struct LongNumbersTests {
    @Test(arguments: [
        ("3506120101900001", "****************"), ("3506.1201.0190.0001", "****.****.****.****"),
        ("3506 1201 0190 0001", "**** **** **** ****"), ("0812-3456-7890", "****-****-****"),
        ("12/3456/789", "**/****/***"), ("0812 - 3456 - 7890", "**** - **** - ****"),
        ("350612\u{A0}010190\u{202F}0001", "******\u{A0}******\u{202F}****"),
        ("no 3506.1201.0190.0001, x", "no ****.****.****.****, x"), ("A-123456789-", "A-*********-"),
        ("1:081234567 Sri 2", "1:********* Sri 2"),
    ]) func inARunHoweverDivided(_ text: String, _ hidden: String) {
        #expect(LongNumbers.hidden(in: text) == hidden)
    }

    /// Names of files and lists hold dates and codes, which stay.
    @Test(
        arguments: [
            ("daftar 3507011203650001.csv", "daftar 350701******0001.csv"), ("usulan 35.07.11.2008 2021-03-31", nil),
            ("ekspor-20210331120000", nil), ("3507 0112 0365 0001", nil), ("", nil),
        ] as [(String, String?)]) func inNames(_ name: String, _ shown: String?)
    {
        #expect(LongNumbers.hidden(in: name, runsOf: NIK.length) == (shown ?? name))
    }

    @Test func aNumberWithinASentenceIsFound() {
        #expect(LongNumbers.holdsIdentity(in: "sama dengan NIK 3507.0152.0470.0002"))
        #expect(!LongNumbers.holdsIdentity(in: "2021-04-05 08:00 sampai 2021-05-06, 3 kali"))
        #expect(!LongNumbers.holdsIdentity(in: "081234567890"))
    }

    /// Eight digits are a date or a row's number; other signs end a run.
    @Test(arguments: [
        "", "r12", "12345678", "2026-11-26", "26/11/2026", "1.234.567", "12345,67890", "1:12345678", "--..  //",
        "2026-11-26T10:15", "12345678 -",
    ]) func shortOnesStay(_ text: String) {
        #expect(LongNumbers.hidden(in: text) == text)
    }
}

import Problems

/// The rules that NIK and family-card number share: 16 digits = area (6), date (6), serial (4).
struct IdentityRule {
    /// The subject of the codes, such as `nik` in `nik.length`.
    let subject: String
    /// How much a broken number weighs.
    let severity: Severity
    /// Whether 40 is added to the day for women.
    let dayShowsSex: Bool

    static let nik = IdentityRule(subject: "nik", severity: .refuse, dayShowsSex: true)
    static let familyCard = IdentityRule(subject: "kk", severity: .warn, dayShowsSex: false)

    /// What is wrong with 16 digits; `nil` when nothing is.
    func flaw(of number: UInt64) -> String? {
        if IdentityReader.isPlaceholder(number) { return "placeholder" }
        let area = number / 10_000_000_000
        if !Self.isPossibleArea(area) { return "area" }
        var day = number / 100_000_000 % 100
        if dayShowsSex, day > 40 { day -= 40 }
        let month = number / 1_000_000 % 100
        let year = number / 10_000 % 100
        if !Self.isPossibleDate(day: day, month: month, twoDigitYear: year) { return "date" }
        return number % 10_000 == 0 ? "serial" : nil
    }

    /// Whether six digits can be the area of some district, of today or of any other year.
    ///
    /// Province numbers begin with the number of their island group; there is no group 4, no province x0 and no 99.
    /// Numbers not given out yet are left to the region table, so that a new province does not refuse its people.
    static func isPossibleArea(_ area: UInt64) -> Bool {
        let province = area / 10_000
        return province >= 11 && province / 10 != 4 && province % 10 != 0 && province != 99
            && area / 100 % 100 != 0 && area % 100 != 0
    }

    /// Whether a day exists in one of the two centuries that a two-digit year can mean.
    private static func isPossibleDate(day: UInt64, month: UInt64, twoDigitYear: UInt64) -> Bool {
        guard day >= 1, month >= 1, month <= 12 else { return false }
        if day <= 28 { return true }
        // Of 1900 and 2000 the second is a leap year, so the rule of four suffices here.
        if month == 2 { return day == 29 && twoDigitYear % 4 == 0 }
        let isShort = month == 4 || month == 6 || month == 9 || month == 11
        return day <= (isShort ? 30 : 31)
    }

    /// The number of a cell, or why there is none.
    func parse(_ bytes: Span<UInt8>) -> Checked<UInt64> {
        if let number = IdentityReader.sixteenDigits(bytes) {
            guard let flaw = flaw(of: number) else { return Checked(number) }
            return refuse(flaw, bytes)
        }
        let reading = IdentityReader.read(bytes)
        switch reading.outcome {
        case .missing: return Checked(refusing: Problem("\(subject).missing", severity))
        case .placeholder: return refuse("placeholder", bytes)
        case .scientific: return refuse("scientific", bytes)
        case .characters: return refuse(unreadable(bytes), bytes)
        case .digits(_, count: 15): return refuse("fifteen-digits", bytes, ["digits": "15"])
        case .digits(let number, count: 16):
            if let flaw = flaw(of: number) { return refuse(flaw, bytes) }
            return Checked(number, notes(reading, bytes))
        case .digits(_, let count): return refuse("length", bytes, ["digits": String(count)])
        }
    }

    func notes(_ reading: IdentityReader.Reading, _ bytes: Span<UInt8>) -> [Problem] {
        guard reading.hasQuote || reading.hasSeparators || reading.hasInvisible else { return [] }
        let shown = Masking.identity(ByteText.string(bytes))
        var notes: [Problem] = []
        if reading.hasQuote { notes.append(Problem("\(subject).apostrophe", .note, value: shown)) }
        if reading.hasSeparators { notes.append(Problem("\(subject).separators", .note, value: shown)) }
        if reading.hasInvisible { notes.append(Problem("\(subject).invisible", .note, value: shown)) }
        return notes
    }

    /// Why signs that are no digits make a cell unreadable: each has a remedy of its own.
    private func unreadable(_ bytes: Span<UInt8>) -> String {
        let signs = ByteText.string(bytes).unicodeScalars
        if signs.contains(where: { !$0.isASCII && $0.properties.numericType == .decimal }) { return "foreign-digits" }
        // So few digits are no damaged number but a date, an amount or none.
        return signs.count(where: { ("0"..."9").contains($0) }) < 6 ? "words" : "characters"
    }

    func refuse(_ flaw: String, _ bytes: Span<UInt8>, _ arguments: [String: String] = [:]) -> Checked<UInt64> {
        let raw = ByteText.string(bytes)
        // A short filler such as `0` is nobody's number and is clearer when it is shown.
        let shown = flaw == "placeholder" && bytes.count <= 6 ? raw : Masking.identity(raw)
        return Checked(refusing: Problem("\(subject).\(flaw)", severity, value: shown, arguments))
    }
}

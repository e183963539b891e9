/// A cell of place and day of birth, as identity cards print them: `Malang, 12-03-1965`, `Malang 12 April 1970`.
public enum PlaceAndDate {
    /// Where the date begins: behind the place, or at the cell's start where no place stands before a date.
    ///
    /// A place is words and a comma or blank before the first digit; a month's name in front of the day belongs to the date.
    public static func dateStart(in bytes: Span<UInt8>) -> Int {
        guard let first = bytes.indices.first(where: { !ByteText.isSpace(bytes[$0]) }), isWord(bytes[first]),
            let start = bytes.indices.first(where: { ByteText.isDigit(bytes[$0]) }),
            ByteText.isSpace(bytes[start - 1]) || dividers.contains(bytes[start - 1])
        else { return 0 }
        var last = 0..<0
        var index = first
        while index < start {
            guard isWord(bytes[index]) else {
                guard ByteText.isSpace(bytes[index]) || dividers.contains(bytes[index]) else { return 0 }
                index += 1
                continue
            }
            let word = index
            while index < start, isWord(bytes[index]) { index += 1 }
            last = word..<index
        }
        let isMonth = MonthName.month(ByteText.string(bytes.extracting(last)).lowercased()) != nil
        return isMonth ? last.lowerBound : start
    }

    /// Letters, also such of more than one byte.
    private static func isWord(_ byte: UInt8) -> Bool { ByteText.isLetter(byte) || byte >= 0x80 }

    /// Comma, point, stroke, hyphen, colon, apostrophe, brackets.
    private static let dividers: Set<UInt8> = [0x2C, 0x2E, 0x2F, 0x2D, 0x3A, 0x27, 0x28, 0x29]
}

import Indonesia
import Problems

/// What the identity number of a record tells, also a damaged one.
///
/// A number that lost a digit or has a wrong one still tells two people from two writings of one. But of a number whose
/// serial alone is damaged (a spreadsheet made its last digit 0, or cut it off) everything before it is right: it says
/// area, birth date and sex, and as a number it says nothing, because half of all serials are among the first few.
struct SubjectNumber {
    /// 16 digits, or fewer where one got lost; nil where the cell says nothing of the number itself.
    var digits: (number: UInt64, count: Int)?
    /// Birth date and sex, where that part is undamaged and the century is plain.
    var birthDate: CalendarDate?
    var sex: Sex?

    /// The age from which somebody may own a business: it removes most double readings of the century.
    private static let workingAge = 15

    /// - Parameters:
    ///   - nik: the number of a record that has a valid one.
    ///   - cell: else the cell as it stood in the list.
    init(nik: String?, cell: String?, today: CalendarDate) {
        if let number = nik.flatMap({ NIK.parse($0).value }) {
            digits = (number.number, 16)
            read(number, today)
            return
        }
        guard let cell else { return }
        let signs = cell.unicodeScalars.compactMap { $0.isASCII ? UInt64($0.value) &- 0x30 : nil }.filter { $0 < 10 }
        let checked = NIK.parse(cell)
        switch checked.problems.first(where: { $0.severity == .refuse })?.code {
        case nil:
            // A valid number that was refused nevertheless: a spreadsheet's zero at its end.
            if let number = checked.value { read(number, today) }
        case "nik.missing", "nik.placeholder", "nik.scientific": return
        case "nik.fifteen-digits", "nik.serial":
            guard signs.count >= 12, let whole = Self.number(signs.prefix(12) + [0, 0, 0, 1]) else { return }
            if let number = NIK(number: whole) { read(number, today) }
        case "nik.characters":
            // Letters that look like the digits they were typed for; of any other sign nothing behind it is believed.
            let read = cell.unicodeScalars.filter { !$0.properties.isWhitespace }.map { Self.lookalike($0) }
            if read.count == 16, !read.contains(nil), let whole = Self.number(read.compactMap(\.self)[...]) {
                guard let number = NIK(number: whole) else { return }
                digits = (whole, 16)
                self.read(number, today)
            } else if read.prefix(12).count == 12, !read.prefix(12).contains(nil) {
                let head = read.prefix(12).compactMap(\.self) + [0, 0, 0, 1]
                if let number = Self.number(head[...]).flatMap(NIK.init(number:)) { self.read(number, today) }
            }
        default:
            guard (14...16).contains(signs.count), let number = Self.number(signs[...]) else { return }
            digits = (number, signs.count)
        }
    }

    private mutating func read(_ number: NIK, _ today: CalendarDate) {
        birthDate = number.birthDate(notAfter: today, minimumAge: Self.workingAge)
        sex = number.sex
    }

    private static func lookalike(_ sign: Unicode.Scalar) -> UInt64? {
        switch sign {
        case "0"..."9": UInt64(sign.value) - 0x30
        case "O", "o", "Q": 0
        case "I", "l", "i", "|": 1
        case "S", "s": 5
        case "B": 8
        default: nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt64>) -> UInt64? {
        digits.count > 16 ? nil : digits.reduce(0) { $0 * 10 + $1 }
    }
}

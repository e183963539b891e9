import Problems

/// The population identity number (Nomor Induk Kependudukan): 16 digits, for life.
///
/// Six digits are the area of first registration, six the birth date as DDMMYY with 40 added to the day for women,
/// four a serial (PP 37/2007 Art 37). There is no check digit, and neither a move nor a corrected birth date changes
/// the number: a mismatch is a reason to look, not to refuse.
public struct NIK: Sendable, Hashable {
    /// How many digits a number has.
    public static let length = 16

    /// The 16 digits as a number, for packed storage and joins. Never shown.
    public let number: UInt64

    /// A number that satisfies every rule of ``parse(_:)-(Span<UInt8>)``; `nil` otherwise.
    public init?(number: UInt64) {
        guard number < 10_000_000_000_000_000, IdentityRule.nik.flaw(of: number) == nil else { return nil }
        self.number = number
    }

    private init(valid number: UInt64) { self.number = number }

    /// Reads a cell.
    ///
    /// - Returns: the number, or one problem of severity `refuse`: `nik.missing`, `nik.placeholder`, `nik.length`
    ///   (argument `digits`), `nik.fifteen-digits`, `nik.scientific`, `nik.characters`, `nik.words`,
    ///   `nik.foreign-digits`, `nik.area`, `nik.date`, `nik.serial`. `nik.apostrophe`, `nik.separators` and
    ///   `nik.invisible` are notes beside a value.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<NIK> {
        let checked = IdentityRule.nik.parse(bytes)
        return Checked(checked.value.map(NIK.init(valid:)), checked.problems)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<NIK> { parse(text.utf8Span.span) }

    /// All 16 digits. Personal: for storage and exports under a legal basis, not for pages and logs.
    public var digits: String { ByteText.padded(number, 16) }

    /// The district of first registration, such as `350711`. It is not the place of residence.
    public var areaPrefix: String { ByteText.padded(area, 6) }

    /// The district of first registration as a number, such as 350711.
    public var area: UInt32 { UInt32(truncatingIfNeeded: number / 10_000_000_000) }

    public var sex: Sex { shiftedDay > 40 ? .female : .male }

    /// Day of birth, 1–31.
    public var birthDay: Int { shiftedDay > 40 ? shiftedDay - 40 : shiftedDay }
    /// Month of birth, 1–12.
    public var birthMonth: Int { Int(truncatingIfNeeded: number / 1_000_000 % 100) }
    /// The last two digits of the year of birth.
    public var birthYear: Int { Int(truncatingIfNeeded: number / 10_000 % 100) }
    /// The number within area and day, 1–9999.
    public var serial: Int { Int(truncatingIfNeeded: number % 10_000) }

    private var shiftedDay: Int { Int(truncatingIfNeeded: number / 100_000_000 % 100) }

    /// The number with its birth date hidden: `350711******0003`.
    public var masked: String { areaPrefix + "******" + ByteText.padded(number % 10_000, 4) }

    /// Hides the middle of any text that may hold an identity number.
    ///
    /// The first six letters or digits and those behind the twelfth (four at most) are kept; of fewer than twelve
    /// nothing is, but for `3,50711E+15`, whose first six digits and exponent are.
    public static func masked(raw: String) -> String { Masking.identity(raw) }
}

extension NIK: Comparable {
    public static func < (left: NIK, right: NIK) -> Bool { left.number < right.number }
}

extension NIK: CustomStringConvertible {
    /// The masked form, so that a log line never shows a whole number.
    public var description: String { masked }
}

extension NIK: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = NIK.parse(try container.decode(String.self)).value else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no valid NIK")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

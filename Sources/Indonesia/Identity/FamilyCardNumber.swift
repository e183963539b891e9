public import Problems

/// The number of a family card (Nomor Kartu Keluarga): 16 digits = area, date of issue, serial.
///
/// It changes when a family splits, so it belongs to a family and a time, not to a person. A list may go on without
/// it: what is wrong with it is a warning.
public struct FamilyCardNumber: Sendable, Hashable {
    /// The 16 digits as a number, for packed storage and joins. Never shown.
    public let number: UInt64

    /// A number that satisfies every rule of ``parse(_:)-(Span<UInt8>)``; `nil` otherwise.
    public init?(number: UInt64) {
        guard number < 10_000_000_000_000_000, IdentityRule.familyCard.flaw(of: number) == nil else { return nil }
        self.number = number
    }

    private init(valid number: UInt64) { self.number = number }

    /// Reads a cell.
    ///
    /// - Returns: the number, or one problem of severity `warn`: `kk.missing`, `kk.placeholder`, `kk.length`
    ///   (argument `digits`), `kk.fifteen-digits`, `kk.scientific`, `kk.characters`, `kk.words`,
    ///   `kk.foreign-digits`, `kk.area`, `kk.date`, `kk.serial`. `kk.apostrophe`, `kk.separators` and
    ///   `kk.invisible` are notes beside a value.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<FamilyCardNumber> {
        let checked = IdentityRule.familyCard.parse(bytes)
        return Checked(checked.value.map(FamilyCardNumber.init(valid:)), checked.problems)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<FamilyCardNumber> { parse(text.utf8Span.span) }

    /// Reads a cell beside the NIK of its row: as ``parse(_:)-(Span<UInt8>)``, and `kk.same-as-nik` (`warn`) where the
    /// NIK was typed into this column. A woman's NIK is no family-card number, and then there is no value.
    public static func parse(_ bytes: Span<UInt8>, beside nik: NIK?) -> Checked<FamilyCardNumber> {
        var checked = parse(bytes)
        guard let nik else { return checked }
        if let value = checked.value {
            if let problem = value.problem(with: nik) { checked.problems.append(problem) }
        } else if case .digits(nik.number, count: 16) = IdentityReader.read(bytes).outcome {
            checked.problems = [Problem("kk.same-as-nik", .warn, value: nik.masked)]
        }
        return checked
    }

    /// Reads a text; see ``parse(_:beside:)-(Span<UInt8>,_)``.
    public static func parse(_ text: String, beside nik: NIK?) -> Checked<FamilyCardNumber> {
        parse(text.utf8Span.span, beside: nik)
    }

    /// All 16 digits. Personal, like a NIK.
    public var digits: String { ByteText.padded(number, 16) }

    /// The district that issued the card, such as `350711`.
    public var areaPrefix: String { ByteText.padded(number / 10_000_000_000, 6) }

    /// The number with its middle hidden: `350711******0003`.
    public var masked: String { areaPrefix + "******" + ByteText.padded(number % 10_000, 4) }

    /// `kk.same-as-nik` when the NIK was typed into the family-card column; `nil` otherwise.
    public func problem(with nik: NIK) -> Problem? {
        number == nik.number ? Problem("kk.same-as-nik", .warn, value: masked) : nil
    }
}

extension FamilyCardNumber: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension FamilyCardNumber: CustomStringConvertible {
    /// The masked form, so that a log line never shows a whole number.
    public var description: String { masked }
}

extension FamilyCardNumber: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = FamilyCardNumber.parse(try container.decode(String.self)).value else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no valid family-card number")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

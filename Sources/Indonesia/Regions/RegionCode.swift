import Problems

/// The digits of a region code, without a judgement about the system they belong to.
public struct RegionCode: Sendable, Hashable {
    /// The digits as a number.
    public let number: UInt64
    /// How many digits: 2, 4, 6, 7 or 10.
    public let length: Int

    /// A code from its digits; `nil` when no system has codes of that length.
    public init?(number: UInt64, length: Int) {
        guard Self.level(ofLength: length) != nil, number >= Self.power(length - 1), number < Self.power(length)
        else { return nil }
        self.number = number
        self.length = length
    }

    /// Reads `35.07.11.2008` or `3507112008`; `nil` for anything else.
    public init?(_ text: String) {
        guard let value = Self.parse(text).value else { return nil }
        self = value
    }

    /// Reads a cell.
    ///
    /// - Returns: the code; nothing for an empty cell; `region.invalid` (`warn`) for anything that is no code, also
    ///   for `35.1`, which may be 35.10 without its zero.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<RegionCode> {
        let range = ByteText.trimmed(bytes)
        let text = bytes.extracting(range)
        if ByteText.isMissing(text) { return Checked(nil) }
        var number: UInt64 = 0
        var length = 0
        var points = 0
        for index in text.indices {
            let byte = text[index]
            if ByteText.isDigit(byte), length < 11 {
                number = number * 10 + UInt64(byte &- 0x30)
                length += 1
            } else if byte == 0x2E, length == 2 || length == 4 || length == 6, index + 1 < text.count,
                text[index - 1] != 0x2E
            {
                points += 1
            } else if byte == 0x27, length == 0 {
                continue
            } else {
                return invalid(text)
            }
        }
        let isWhole = points == 0 || points == (length == 10 ? 3 : length / 2 - 1) && length != 7
        guard isWhole, let code = RegionCode(number: number, length: length) else { return invalid(text) }
        return Checked(code)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<RegionCode> { parse(text.utf8Span.span) }

    /// The digits alone: `3507112008`.
    public var digits: String { String(number) }

    /// With points, as the Ministry of Home Affairs prints it: `35.07.11.2008`. A seven-digit code has no such form.
    public var dotted: String {
        guard length != 7 else { return digits }
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index == 2 || index == 4 || index == 6 { out.append(".") }
            out.append(digit)
        }
        return out
    }

    public var level: RegionLevel { Self.level(ofLength: length) ?? .village }

    /// The code of the region around this one in a system; `nil` for a province and for a code foreign to the system.
    public func parent(in system: CodeSystem) -> RegionCode? {
        let district = system == .kemendagri ? 6 : 7
        switch length {
        case 4: return prefix(2)
        case district: return prefix(4)
        case 10: return prefix(district)
        default: return nil
        }
    }

    /// The kind of village by the seventh digit; `nil` for other levels and for digits of no kind.
    public var villageKind: VillageKind? {
        guard length == 10 else { return nil }
        switch number / 1000 % 10 {
        case 1: return .kelurahan
        case 2: return .desa
        case 3: return .desaAdat
        default: return nil
        }
    }

    /// The first digits as a code of their own.
    public func prefix(_ digits: Int) -> RegionCode? {
        guard digits <= length else { return nil }
        return RegionCode(number: number / Self.power(length - digits), length: digits)
    }

    private static func level(ofLength length: Int) -> RegionLevel? {
        switch length {
        case 2: .province
        case 4: .regency
        case 6, 7: .district
        case 10: .village
        default: nil
        }
    }

    private static func power(_ exponent: Int) -> UInt64 {
        var result: UInt64 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }

    private static func invalid(_ bytes: Span<UInt8>) -> Checked<RegionCode> {
        Checked(refusing: Problem("region.invalid", .warn, value: Masking.cell(ByteText.string(bytes))))
    }
}

extension RegionCode: Comparable {
    /// The order of the digits read as text: a region stands directly before what it contains.
    public static func < (left: RegionCode, right: RegionCode) -> Bool {
        let first = left.number * power(10 - left.length)
        let second = right.number * power(10 - right.length)
        return (first, left.length) < (second, right.length)
    }
}

extension RegionCode: CustomStringConvertible {
    public var description: String { dotted }
}

extension RegionCode: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = RegionCode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no region code")
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

import Problems

/// The business identity number (Nomor Induk Berusaha): 13 digits, text, one for each operator.
public struct NIB: Sendable, Hashable {
    /// The 13 digits as a number; it may begin with zero, so print ``digits``.
    public let number: UInt64

    /// Reads a cell. Many micro enterprises have none: an empty cell is no problem.
    ///
    /// - Returns: the number, nothing, or a warning without a value: `nib.length` (argument `digits`),
    ///   `nib.placeholder`, `nib.scientific`, `nib.characters`. `nib.apostrophe` and `nib.separators` are notes.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<NIB> {
        let rule = IdentityRule(subject: "nib", severity: .warn, dayShowsSex: false)
        let reading = IdentityReader.read(bytes)
        switch reading.outcome {
        case .missing: return Checked(nil)
        case .placeholder: return rule.refuse("placeholder", bytes).map(NIB.init(number:))
        case .scientific: return rule.refuse("scientific", bytes).map(NIB.init(number:))
        case .characters: return rule.refuse("characters", bytes).map(NIB.init(number:))
        case .digits(let number, count: 13): return Checked(NIB(number: number), rule.notes(reading, bytes))
        case .digits(_, let count):
            return rule.refuse("length", bytes, ["digits": String(count)]).map(NIB.init(number:))
        }
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<NIB> { parse(text.utf8Span.span) }

    private init(number: UInt64) { self.number = number }

    /// All 13 digits.
    public var digits: String { ByteText.padded(number, 13) }

    /// The first six and the last digit.
    public var masked: String { Masking.identity(digits) }
}

extension NIB: CustomStringConvertible {
    /// The masked form.
    public var description: String { masked }
}

extension NIB: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = NIB.parse(try container.decode(String.self)).value else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no valid NIB")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

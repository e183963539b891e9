import Problems

/// The taxpayer number (Nomor Pokok Wajib Pajak).
///
/// Until July 2022 it had 15 digits, printed `99.999.999.9-999.999`; since then it has 16, which for a resident person
/// are the NIK and for others the old number behind a zero (PMK 112/2022).
public struct NPWP: Sendable, Hashable {
    /// The digits as a number: the old and the new form of one number are equal.
    public let number: UInt64

    private init(number: UInt64) { self.number = number }

    /// Reads a cell: 15 or 16 digits, with or without the printed signs. `000000000000000` and an empty cell both
    /// mean that there is none, which is no problem.
    ///
    /// - Returns: the number, nothing, or a warning without a value: `npwp.length` (argument `digits`),
    ///   `npwp.placeholder`, `npwp.scientific`, `npwp.characters`. `npwp.apostrophe` is a note.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<NPWP> {
        let rule = IdentityRule(subject: "npwp", severity: .warn, dayShowsSex: false)
        var reading = IdentityReader.read(bytes)
        switch reading.outcome {
        case .missing: return Checked(nil)
        case .placeholder where isZeros(bytes): return Checked(nil)
        case .placeholder: return rule.refuse("placeholder", bytes).map(NPWP.init(number:))
        case .scientific: return rule.refuse("scientific", bytes).map(NPWP.init(number:))
        case .characters: return rule.refuse("characters", bytes).map(NPWP.init(number:))
        case .digits(let number, count: 15), .digits(let number, count: 16):
            // Points and dash are the printed form, not damage.
            reading.hasSeparators = false
            return Checked(NPWP(number: number), rule.notes(reading, bytes))
        case .digits(_, let count):
            return rule.refuse("length", bytes, ["digits": String(count)]).map(NPWP.init(number:))
        }
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<NPWP> { parse(text.utf8Span.span) }

    private static func isZeros(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] > 0x30 && bytes[index] <= 0x39 { return false }
        return true
    }

    /// The 16 digits of today's form.
    public var digits: String { ByteText.padded(number, 16) }

    /// `99.999.999.9-999.999`; `nil` where the number is a NIK and has no such form.
    public var printed: String? {
        guard number < 1_000_000_000_000_000 else { return nil }
        var out = ""
        for (index, digit) in ByteText.padded(number, 15).enumerated() {
            switch index {
            case 2, 5, 8, 12: out.append(".")
            case 9: out.append("-")
            default: break
            }
            out.append(digit)
        }
        return out
    }

    /// The NIK that serves as this taxpayer number, if it is one.
    public var nik: NIK? { NIK(number: number) }

    /// The number with its middle hidden.
    public var masked: String { Masking.identity(digits) }
}

extension NPWP: CustomStringConvertible {
    /// The masked form.
    public var description: String { masked }
}

extension NPWP: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = NPWP.parse(try container.decode(String.self)).value else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no valid NPWP")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

/// Numbers as they stand in a cell, for comparing records: not checked as strictly as for the register, since a number
/// with a wrong digit still tells two people from two writings of one.
public enum ComparisonDigits {
    /// What a cell says of an identity or family-card number.
    public enum Identity: Sendable, Hashable {
        /// Sixteen digits that may be somebody's.
        case number(UInt64)
        case missing
        /// `0`, one digit repeated, counting up, nothing but zeros behind the six digits of the area.
        case placeholder
        /// More or fewer digits than sixteen.
        case length
        /// Letters or signs that do not belong, or what a spreadsheet left of the number (`3,50711E+15`).
        case unreadable
    }

    /// Reads an identity or family-card number. Blanks, full stops, commas, hyphens and underscores between its digits
    /// do not count, nor do quotation marks in front of them or behind.
    public static func reading(_ cell: Span<UInt8>) -> Identity {
        if let plain = IdentityReader.sixteenDigits(cell) { return isNobodys(plain) ? .placeholder : .number(plain) }
        return switch IdentityReader.read(cell).outcome {
        case .digits(let number, count: 16): isNobodys(number) ? .placeholder : .number(number)
        case .digits: .length
        case .missing: .missing
        case .placeholder: .placeholder
        case .scientific, .characters: .unreadable
        }
    }

    /// The 16 digits of an identity or family-card number; nil for anything else, see ``reading(_:)``.
    public static func identity(_ cell: Span<UInt8>) -> UInt64? {
        guard case .number(let number) = reading(cell) else { return nil }
        return number
    }

    private static func isNobodys(_ number: UInt64) -> Bool {
        IdentityReader.isPlaceholder(number) || number % 10_000_000_000 == 0
    }

    /// A telephone number with its country code; nil where there is none, or a placeholder.
    public static func phone(_ cell: Span<UInt8>) -> UInt64? {
        guard let number = plainPhone(cell) ?? PhoneNumber.value(of: cell)?.number else { return nil }
        // Ten equal digits at the end are typed to get past a form.
        return number % 10_000_000_000 % 1_111_111_111 == 0 ? nil : number
    }

    /// `08…` without any sign, the usual form.
    private static func plainPhone(_ cell: Span<UInt8>) -> UInt64? {
        guard cell.count >= 10, cell.count <= 13, cell[0] == 0x30, cell[1] == 0x38 else { return nil }
        var number: UInt64 = 62
        for index in 1..<cell.count {
            let digit = cell[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number &* 10 &+ UInt64(digit)
        }
        return number
    }

    /// The digits of an area code, 2 to 10 of them; a village of which only the district is known (`…0000`) has six.
    public static func area(_ cell: Span<UInt8>) -> (number: UInt64, count: Int)? {
        var number: UInt64 = 0
        var count = 0
        for index in cell.indices {
            let digit = cell[index] &- 0x30
            if digit < 10 {
                number = number &* 10 &+ UInt64(digit)
                count += 1
                if count > 10 { return nil }
            } else if cell[index] != 0x2E, cell[index] != 0x20 {
                return nil
            }
        }
        while count >= 4, number % (count == 10 ? 10_000 : 100) == 0 {
            number /= count == 10 ? 10_000 : 100
            count -= count == 10 ? 4 : 2
        }
        return number == 0 || ![2, 4, 6, 10].contains(count) ? nil : (number, count)
    }
}

/// Splits a cell into at most two runs of telephone digits.
struct PhoneScanner {
    /// The digits of one number as they were typed.
    struct Digits {
        var value: UInt64 = 0
        /// Digits behind the leading zeros.
        var count = 0
        var zeros = 0
        var hasPlus = false

        var isEmpty: Bool { count == 0 && zeros == 0 }

        mutating func append(_ digit: UInt8) {
            if digit == 0, count == 0 {
                zeros += 1
            } else {
                value = value &* 10 &+ UInt64(digit)
                count += 1
            }
        }

        /// The number with its country code; `nil` when it cannot be one.
        ///
        /// National lengths without the leading zero: mobile 9 to 12 digits beginning with 8, fixed 8 to 11.
        var international: (number: UInt64, isZeroLost: Bool)? {
            guard count > 0, count <= 15 else { return nil }
            if hasPlus || zeros == 2 {
                guard zeros == 0 || zeros == 2 && !hasPlus else { return nil }
                if Self.leading(value, count, 2) == 62 { return withoutCountryCode }
                return hasPlus && count >= 8 ? (value, false) : nil
            }
            if zeros == 1 { return Self.national(value, count).map { ($0, false) } }
            guard zeros == 0 else { return nil }
            if Self.leading(value, count, 2) == 62, count >= 10 { return withoutCountryCode }
            guard Self.leading(value, count, 1) == 8 else { return nil }
            return Self.national(value, count).map { ($0, true) }
        }

        private var withoutCountryCode: (number: UInt64, isZeroLost: Bool)? {
            var rest = count - 2
            guard rest > 0 else { return nil }
            let national = value % Self.power(rest)
            // `+62 0812…` is common: the zero is dropped. A second zero would be no number.
            if Self.leading(national, rest, 1) == 0 { rest -= 1 }
            return Self.national(national, rest).map { ($0, false) }
        }

        private static func national(_ value: UInt64, _ count: Int) -> UInt64? {
            guard count >= 8, count <= 12 else { return nil }
            let first = leading(value, count, 1)
            if first == 8 {
                let second = leading(value, count, 2) % 10
                guard count >= 9, second != 0, second != 4 else { return nil }
            } else {
                guard first >= 2, count <= 11 else { return nil }
            }
            // One digit repeated is a filler.
            guard value % repeatedOnes(count) != 0 else { return nil }
            return 62 * power(count) + value
        }

        private static func leading(_ value: UInt64, _ count: Int, _ digits: Int) -> UInt64 {
            count < digits ? 0 : value / power(count - digits)
        }

        private static func repeatedOnes(_ count: Int) -> UInt64 { (power(count) - 1) / 9 }

        private static func power(_ exponent: Int) -> UInt64 {
            var result: UInt64 = 1
            for _ in 0..<exponent { result &*= 10 }
            return result
        }
    }

    var first = Digits()
    var second = Digits()
    private var part = 0

    var hasTwo: Bool { !second.isEmpty }
    var isEmpty: Bool { first.isEmpty && second.isEmpty }

    /// Reads the cell; `false` when it holds something that belongs into no telephone number.
    mutating func scan(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let digit = byte &- 0x30
            if digit < 10 {
                if part == 0 { first.append(digit) } else { second.append(digit) }
                index += 1
                continue
            }
            switch byte {
            case 0x20, 0x09...0x0D, 0x2D, 0x2E, 0x28, 0x29, 0x5F, 0x27, 0x60:
                index += 1
            case 0x2B:
                guard markPlus() else { return false }
                index += 1
            case 0x2F, 0x2C, 0x3B, 0x26, 0x7C:
                guard startNext() else { return false }
                index += 1
            case 0xC2 where index + 1 < bytes.count && (bytes[index + 1] == 0xA0 || bytes[index + 1] == 0xAD):
                index += 2
            case 0xE2 where index + 2 < bytes.count && (bytes[index + 1] == 0x80 || bytes[index + 1] == 0x81):
                // General punctuation: dashes, quotes, and the direction marks of copied contacts.
                index += 3
            default:
                guard let next = skipWord(bytes, from: index) else { return false }
                index = next
            }
        }
        return true
    }

    private mutating func markPlus() -> Bool {
        if part == 0 {
            guard first.isEmpty, !first.hasPlus else { return false }
            first.hasPlus = true
        } else {
            guard second.isEmpty, !second.hasPlus else { return false }
            second.hasPlus = true
        }
        return true
    }

    /// Begins the second number; a third one is too much.
    private mutating func startNext() -> Bool {
        if part == 0, first.isEmpty { return true }
        if part == 1, !second.isEmpty { return false }
        part = 1
        return true
    }

    /// Skips `HP`, `WA`, `telp`; `dan` and `atau` begin the second number.
    private mutating func skipWord(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var end = start
        while end < bytes.count, ByteText.isLetter(bytes[end]) { end += 1 }
        guard end > start, end - start <= 8 else { return nil }
        let word = ByteText.string(bytes.extracting(start..<end)).lowercased()
        if end < bytes.count, bytes[end] == 0x3A { end += 1 }
        switch word {
        case "hp", "wa", "telp", "tlp", "telepon", "no", "nomor", "tel", "ph", "sms": return end
        case "dan", "atau": return startNext() ? end : nil
        default: return nil
        }
    }
}

/// Stata's numbers as they are stored; the largest of each type mean that something is missing.
struct DTANumbers {
    let hasLetters: Bool

    /// The number that a word of a type's width stands for; missing values as ``ExtendedMissing``.
    func value(_ word: UInt64, _ type: DTAType) -> Double {
        switch type {
        case .integer(1):
            let value = Int8(truncatingIfNeeded: word)
            return integer(Int(value), missing: hasLetters ? 101 : 127)
        case .integer(2):
            let value = Int16(truncatingIfNeeded: word)
            return integer(Int(value), missing: hasLetters ? 32_741 : 32_767)
        case .integer: return long(Int32(truncatingIfNeeded: word))
        case .float:
            let bits = UInt32(truncatingIfNeeded: word)
            let value = Float(bitPattern: bits)
            // Finite from here up, but never data: 2^127 and more.
            guard value.isNaN || value >= 0x1p127 else { return value.isInfinite ? .nan : Double(value) }
            return missing(bits & 0x7FF == 0 && bits >= 0x7F00_0000 ? Int((bits - 0x7F00_0000) >> 11) : 0)
        case .double:
            let value = Double(bitPattern: word)
            guard value.isNaN || value >= 0x1p1023 else { return value.isInfinite ? .nan : value }
            let first: UInt64 = 0x7FE0_0000_0000_0000
            let isMarked = word & 0xFF_FFFF_FFFF == 0 && word >= first && word < 0x8000_0000_0000_0000
            return missing(isMarked ? Int((word - first) >> 40) : 0)
        case .text, .longText: return .nan
        }
    }

    /// A 32-bit number, as data and as the code of a value label.
    func long(_ value: Int32) -> Double {
        integer(Int(value), missing: hasLetters ? 2_147_483_621 : 2_147_483_647)
    }

    private func integer(_ value: Int, missing first: Int) -> Double {
        value < first ? Double(value) : missing(value - first)
    }

    /// 0 is `.`, 1 is `.a`.
    private func missing(_ index: Int) -> Double {
        guard hasLetters, (1...26).contains(index) else { return .nan }
        return ExtendedMissing.value(Character(UnicodeScalar(UInt8(96 + index))))
    }
}

/// A value as a label or a missing-value rule names it.
public enum ValueCode: Sendable, Hashable {
    /// A number; for dates and times in the unit of ``StatisticalVariable/Kind``.
    case number(Double)
    case text(String)
    /// One of Stata's extended missing values `.a` to `.z`.
    case letter(Character)
}

/// What a code means, such as `1` "Laki-laki".
public struct ValueLabel: Sendable, Hashable {
    public var code: ValueCode
    public var label: String

    public init(_ code: ValueCode, _ label: String) {
        self.code = code
        self.label = label
    }
}

/// Which values of a variable its user has declared missing, as SPSS does: single codes, a range, or both.
public struct MissingRules: Sendable, Hashable {
    /// At most three; at most one beside a range.
    public var codes: [ValueCode]
    /// Numbers from the lower to the upper bound, both included; the bounds may be infinite.
    public var range: ClosedRange<Double>?

    public init(codes: [ValueCode] = [], range: ClosedRange<Double>? = nil) {
        self.codes = codes
        self.range = range
    }

    public var isEmpty: Bool { codes.isEmpty && range == nil }

    /// Whether a number counts as missing.
    public func covers(_ number: Double) -> Bool {
        codes.contains(.number(number)) || (range.map { $0.contains(number) } ?? false)
    }

    /// Whether a text counts as missing.
    public func covers(_ text: String) -> Bool { codes.contains(.text(text)) }
}

/// Stata's `.a` to `.z` inside an array of numbers: numbers that are none (NaN) and carry their letter.
///
/// Arithmetic treats them like every missing value, and a column needs no second array.
public enum ExtendedMissing {
    private static let mark: UInt64 = 0x7FF8_0000_0000_0000

    /// The missing value of a letter.
    ///
    /// - Returns: plain `nan`, the system's missing value, where the letter is not `a` to `z`.
    public static func value(_ letter: Character) -> Double {
        guard let ascii = letter.asciiValue, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(ascii) else {
            return .nan
        }
        return Double(bitPattern: mark | UInt64(ascii))
    }

    /// The letter that a missing value carries; nil for numbers and for the system's missing value.
    public static func letter(_ value: Double) -> Character? {
        guard value.isNaN else { return nil }
        let ascii = value.bitPattern & 0xFF
        guard value.bitPattern & ~0xFF == mark, ascii >= 0x61, ascii <= 0x7A else { return nil }
        return Character(UnicodeScalar(UInt8(ascii)))
    }
}

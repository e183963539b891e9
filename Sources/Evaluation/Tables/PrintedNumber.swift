/// A number as a publication prints it: its digits, its decimal places, and the exact values it may stand for.
public struct PrintedNumber: Sendable, Hashable {
    /// Which sign a publication puts between whole and decimal part.
    public enum DecimalSign: String, Sendable, CaseIterable {
        /// A comma, as in Indonesian: `66,66`.
        case comma
        /// A point, as in English: `66.66`.
        case point
        /// Not said: told from the number itself.
        case either
    }

    /// The number in units of its last printed place: `66,66` is 6666 with 2 places.
    public let units: Int
    /// Printed decimal places.
    public let places: Int

    /// The number `units`/10^`places`: 6666 with 2 places is 66.66.
    public init(units: Int, places: Int) {
        self.units = units
        self.places = places
    }

    /// Reads a printed number of up to 15 digits, such as `66,66`, `.14`, `94 %`, `−2.31` or `1.619.600`.
    ///
    /// - Parameters:
    ///   - text: the number as printed; blanks and a percent sign are passed over.
    ///   - decimalSign: the sign of decimals. For `either`, of two different signs the last one is it, a sign that comes
    ///     twice groups digits, and a single sign begins the decimals.
    ///   - grouped: whether a single sign before exactly three digits groups thousands instead, as in amounts of money.
    public init?(_ text: String, decimalSign: DecimalSign = .either, grouped: Bool = false) {
        var bare = text.filter { !$0.isWhitespace && $0 != "%" }[...]
        var isNegative = false
        if let sign = bare.first, "+-−–".contains(sign) {
            isNegative = sign != "+"
            bare = bare.dropFirst()
        }
        let digits = bare.filter(Self.isDigit)
        guard (1...15).contains(digits.count), bare.allSatisfy({ Self.isDigit($0) || $0 == "," || $0 == "." }),
            let split = Self.split(bare, decimalSign, grouped), Self.isGrouped(split.whole),
            split.fraction.allSatisfy(Self.isDigit), let units = Int(digits)
        else { return nil }
        self.units = isNegative ? -units : units
        places = split.fraction.count
    }

    /// The printed number itself.
    public var value: Double { Double(units) / Self.power(places) }

    /// One unit of the last printed place.
    public var lastPlace: Double { 1 / Self.power(places) }

    /// The exact values that round to this number; a tie may go to either side.
    public var rounded: ClosedRange<Double> {
        (Double(units) - 0.5) / Self.power(places)...(Double(units) + 0.5) / Self.power(places)
    }

    /// The exact values that round to this number or are cut off to it.
    public var roundedOrCut: ClosedRange<Double> {
        let below = units > 0 ? 0.5 : 1.0
        let above = units < 0 ? 0.5 : 1.0
        return (Double(units) - below) / Self.power(places)...(Double(units) + above) / Self.power(places)
    }

    /// True where every printed digit is 0.
    public var isZero: Bool { units == 0 }

    /// 10 to the power of a number of places.
    static func power(_ places: Int) -> Double {
        var power = 1.0
        for _ in 0..<max(0, places) { power *= 10 }
        return power
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9") ~= character }

    /// Whole and decimal part; nil where two signs stand in each other's place.
    private static func split(
        _ text: Substring, _ sign: DecimalSign, _ grouped: Bool
    ) -> (whole: Substring, fraction: Substring)? {
        let signs = text.filter { !isDigit($0) }
        guard let last = text.lastIndex(where: { !isDigit($0) }) else { return (text, "") }
        let after = text[text.index(after: last)...]
        let decimal: Bool
        switch sign {
        case .comma: decimal = text[last] == ","
        case .point: decimal = text[last] == "."
        case .either:
            let isSingle = signs.count == 1
            let whole = text[..<last]
            let isGroup = grouped && after.count == 3 && (1...3).contains(whole.count) && whole.first != "0"
            decimal = isSingle ? !isGroup : signs.dropLast().allSatisfy { $0 != text[last] }
        }
        guard decimal else { return (text, "") }
        guard signs.dropLast().allSatisfy({ $0 != text[last] }) else { return nil }
        return (text[..<last], after)
    }

    /// Whether the whole part is plain digits, or groups of three after a first of one to three with one kind of sign.
    private static func isGrouped(_ text: Substring) -> Bool {
        let groups = text.split(omittingEmptySubsequences: false) { !isDigit($0) }
        guard groups.count > 1 else { return true }
        return Set(text.filter { !isDigit($0) }).count == 1 && (1...3).contains(groups[0].count)
            && groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}

import Problems

/// An amount of money in whole rupiah.
public struct Rupiah: Sendable, Hashable {
    public let amount: Int64

    public init(_ amount: Int64) { self.amount = amount }

    /// Reads `Rp1.200.000,-`, `Rp 1.200.000,00`, `1,200,000`, `1.2 jt`, `1,2 juta`, `500rb`.
    ///
    /// A point or comma before exactly three digits groups thousands, since nobody counts in thousandths of a rupiah.
    /// With fewer digits behind it (`1.89`) it can mean 1,89 or a 1.890 that lost its zero: the cell is asked about.
    ///
    /// - Returns: the amount; nothing for an empty cell; `rupiah.ambiguous`, `rupiah.invalid` or `rupiah.negative`
    ///   (`warn`, no value); `rupiah.fraction` (`note`) where sen were rounded away.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<Rupiah> {
        RupiahReader.read(bytes, meaning: PointMeaning(point: .open, comma: .open))
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<Rupiah> { parse(text.utf8Span.span) }
}

extension Rupiah: Comparable {
    public static func < (left: Rupiah, right: Rupiah) -> Bool { left.amount < right.amount }
}

extension Rupiah: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(amount)
    }
}

extension Rupiah: CustomStringConvertible {
    /// `Rp1.200.000`.
    public var description: String { Language.id.rupiah(amount) }
}

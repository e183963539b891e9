/// Judges what point and comma mean in a column of money, and reads its cells so.
public struct RupiahColumn: Sendable, Hashable {
    private var series = NumberSeries(isMoney: true)

    public init() {}

    /// Takes a cell into account.
    public mutating func add(_ bytes: Span<UInt8>) { series.add(bytes) }

    /// Takes a cell into account.
    public mutating func add(_ text: String) { series.add(text) }

    /// Takes the evidence of another chunk of the same column into account.
    public mutating func merge(_ other: RupiahColumn) { series.merge(other.series) }

    /// What the signs mean in this column.
    public var meaning: PointMeaning { series.meaning }

    /// Reads a cell in the meaning that the column settled; see ``Rupiah/parse(_:)-(Span<UInt8>)``.
    ///
    /// Where the cells contradict each other, an open cell is `rupiah.ambiguous`, or `number.trailing-zero-lost` with
    /// a suggestion where the column groups thousands.
    public func read(_ bytes: Span<UInt8>) -> Checked<Rupiah> { RupiahReader.read(bytes, meaning: meaning) }

    /// Reads a text; see ``read(_:)-(Span<UInt8>)``.
    public func read(_ text: String) -> Checked<Rupiah> { read(text.utf8Span.span) }
}

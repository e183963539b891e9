/// Where the fields and records of a piece of delimited text stand.
///
/// Offsets are byte offsets into the scanned array. The field ranges are those of the **content**: outer quotes are
/// gone and doubled quotes are folded, which the scanner does in place. One index can take piece after piece, so that
/// its memory is asked for once.
public struct RecordIndex: Sendable {
    /// Start and end of each field in turn; what stands behind the last field of the last record means nothing.
    @usableFromInline var fields: [UInt32] = []
    /// For each record the index of its first field, and one closing entry.
    @usableFromInline var firsts: [UInt32] = [0]
    /// For each record how many line ends stand before it in this piece.
    var linesBefore: [UInt32] = []
    /// The number of complete records.
    public internal(set) var count = 0
    /// A bit for each byte of the piece that may be structural.
    var masks: [UInt64] = []

    public init() {}

    /// How many line ends stand before a record in this piece.
    public func lines(_ record: Int) -> Int { Int(linesBefore[record]) }

    /// The number of fields of a record.
    @inlinable
    public func fieldCount(_ record: Int) -> Int { Int(firsts[record &+ 1] &- firsts[record]) }

    /// The byte range of a field; an empty range where the record has no such field.
    @inlinable
    public func range(_ record: Int, _ field: Int) -> Range<Int> {
        let first = Int(firsts[record])
        guard field >= 0, first &+ field < Int(firsts[record &+ 1]) else { return 0..<0 }
        let place = (first &+ field) &* 2
        let (start, end) = (Int(fields[place]), Int(fields[place &+ 1]))
        return Range(uncheckedBounds: (start, max(start, end)))
    }

    /// Forgets all records and makes room for as many as so many structural bytes can make.
    mutating func clear(structural: Int) {
        count = 0
        let most = structural + 2
        if fields.count < 2 * most { fields = [UInt32](repeating: 0, count: 2 * (most + most / 4)) }
        if firsts.count < most + 1 { firsts = [UInt32](repeating: 0, count: most + most / 4 + 1) }
        if linesBefore.count < most { linesBefore = [UInt32](repeating: 0, count: most + most / 4) }
        firsts[0] = 0
    }
}

import Problems

/// The fixed first record of an SPSS system file.
///
/// Layout: PSPP project, "System File Format", in its developers' guide.
struct SAVHeader {
    enum Compression: Int32 { case none, bytes, zlib }

    let compression: Compression
    /// Where the weighting variable begins, counted in slots of eight bytes from 1; 0 where there is none.
    let weightSlot: Int
    /// The number of rows; nil where the writer did not know it.
    let rows: Int?
    /// What compressed small numbers are shifted by.
    let bias: Double
    let label: ArraySlice<UInt8>

    init(_ cursor: inout ByteCursor) throws(Problem) {
        // Magic, and the name of the program that wrote the file.
        try cursor.skip(64)
        let order = try cursor.take(4)
        cursor.isBigEndian = false
        if !(2...3).contains(cursor.unsigned(at: order)) { cursor.isBigEndian = true }
        guard (2...3).contains(cursor.unsigned(at: order)) else { throw ByteCursor.damaged("header") }
        try cursor.skip(4)
        guard let compression = Compression(rawValue: try cursor.int32()) else { throw ByteCursor.damaged("header") }
        self.compression = compression
        weightSlot = Int(max(0, try cursor.int32()))
        let rows = try cursor.int32()
        self.rows = rows >= 0 ? Int(rows) : nil
        let bias = try cursor.double()
        guard bias.isFinite else { throw ByteCursor.damaged("header") }
        self.bias = bias
        // Day and time of writing.
        try cursor.skip(17)
        label = cursor.bytes[try cursor.take(64)]
        try cursor.skip(3)
    }
}

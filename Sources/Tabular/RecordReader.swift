import Kernels
public import Problems

/// Reads a delimited text record by record in batches of bounded size: memory does not grow with the file.
public struct RecordReader: Sendable {
    /// A record longer than this is taken for an unclosed quote.
    static let longestRecord = 1 << 22

    private var source: any ByteSource
    private var transcoder: Transcoder
    let scanner: RecordScanner
    private let batchBytes: Int
    private var rest: [UInt8] = []
    private var position: RecordPosition
    private var ended = false

    /// - Parameters:
    ///   - source: the bytes, from the beginning of the text.
    ///   - dialect: encoding and delimiter.
    ///   - skip: how many records at the beginning are left out (title lines and header).
    ///   - batchBytes: how much text one batch holds, about.
    public init(_ source: any ByteSource, dialect: Dialect, skip: Int = 0, batchBytes: Int = 1 << 20) {
        self.source = source
        transcoder = Transcoder(dialect.encoding)
        scanner = RecordScanner(delimiter: dialect.delimiter.rawValue)
        position = RecordPosition(toSkip: skip)
        self.batchBytes = batchBytes
    }

    /// The next records; nil at the end of the text.
    ///
    /// - Throws: `file.nul` where a NUL byte stands in a record, `file.unclosed-quote` where a quoted field never
    ///   ends, and what the source throws.
    public mutating func next() throws(Problem) -> RecordBatch? {
        while true {
            var piece = RecordPiece()
            guard try read(into: &piece) else { return nil }
            let scanned = piece.scan(scanner)
            if let batch = try position.batch(piece, scanned) { return batch }
        }
    }

    /// Where the next records stand.
    var start: RecordPosition { position }

    /// Fills a piece with the next whole records, whose fields are not looked for yet; false at the end of the text.
    mutating func read(into piece: inout RecordPiece) throws(Problem) -> Bool {
        guard !ended else { return false }
        piece.bytes.removeAll(keepingCapacity: true)
        piece.bytes.reserveCapacity(batchBytes + rest.count + 4096)
        piece.bytes.append(contentsOf: rest)
        piece.isOverlong = false
        rest.removeAll(keepingCapacity: true)
        while true {
            if transcoder.encoding == .utf8 {
                ended = try source.read(into: &piece.bytes, limit: batchBytes) == 0
            } else {
                var raw: [UInt8] = []
                ended = try source.read(into: &raw, limit: batchBytes) == 0
                transcoder.decode(raw, isFinal: ended, into: &piece.bytes)
            }
            if ended { return true }
            let end = scanner.cut(piece.bytes)
            piece.isOverlong = piece.bytes.count - end > Self.longestRecord
            guard end > 0 || piece.isOverlong else { continue }
            rest.append(contentsOf: piece.bytes[end...])
            piece.bytes.removeLast(piece.bytes.count - end)
            return true
        }
    }
}

/// Some whole records of a text, before and after their fields are found. Its memory serves piece after piece.
struct RecordPiece: Sendable {
    var bytes: [UInt8] = []
    var index = RecordIndex()
    /// Whether a record begins behind these that is too long to be one.
    var isOverlong = false

    struct Scan: Sendable {
        var records: Int
        var lines: Int
        var stop: RecordScanner.Stop
    }

    /// Finds the fields.
    mutating func scan(_ scanner: RecordScanner) -> Scan {
        let result = scanner.scan(&bytes, isFinal: true, into: &index)
        return Scan(records: index.count, lines: result.lines, stop: result.stop)
    }
}

/// Where a piece of a text begins, counted in records and lines.
struct RecordPosition: Sendable {
    private var row = 1
    private var line = 1
    private var toSkip: Int

    init(toSkip: Int) { self.toSkip = toSkip }

    /// Goes on behind a piece.
    mutating func advance(_ scan: RecordPiece.Scan) {
        row += scan.records
        line += scan.lines
        toSkip -= min(toSkip, scan.records)
    }

    /// The piece as a batch, and the position goes on behind it; nil where it holds none but records to skip.
    ///
    /// - Throws: `file.nul`, `file.unclosed-quote`.
    mutating func batch(_ piece: RecordPiece, _ scan: RecordPiece.Scan) throws(Problem) -> RecordBatch? {
        switch scan.stop {
        case .end: break
        case .nul(let record): throw Problem("file.nul", at: Place(row: row + record))
        case .unclosedQuote(let record): throw Problem("file.unclosed-quote", at: Place(row: row + record))
        }
        if piece.isOverlong { throw Problem("file.unclosed-quote", at: Place(row: row + scan.records)) }
        let skipped = min(toSkip, scan.records)
        defer { advance(scan) }
        guard scan.records > skipped else { return nil }
        return RecordBatch(piece, firstRow: row + skipped, firstLine: line, skipped: skipped)
    }
}

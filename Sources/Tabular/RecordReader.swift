import Kernels
public import Problems

/// Reads a delimited text record by record in batches of bounded size: memory does not grow with the file.
public struct RecordReader: Sendable {
    /// A record longer than this is taken for an unclosed quote.
    static let longestRecord = 1 << 22

    private var source: any ByteSource
    private var transcoder: Transcoder
    private let scanner: RecordScanner
    private let batchBytes: Int
    private var rest: [UInt8] = []
    private var row = 1
    private var line = 1
    private var toSkip: Int
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
        toSkip = skip
        self.batchBytes = batchBytes
    }

    /// The next records; nil at the end of the text.
    ///
    /// - Throws: `file.nul` where a NUL byte stands in a record, `file.unclosed-quote` where a quoted field never
    ///   ends, and what the source throws.
    public mutating func next() throws(Problem) -> RecordBatch? {
        while true {
            guard !ended else { return nil }
            var bytes = rest
            rest = []
            bytes.reserveCapacity(batchBytes + bytes.count + 4096)
            var raw: [UInt8] = []
            if transcoder.encoding == .utf8 {
                ended = try source.read(into: &bytes, limit: batchBytes) == 0
            } else {
                ended = try source.read(into: &raw, limit: batchBytes) == 0
                transcoder.decode(raw, isFinal: ended, into: &bytes)
            }
            var index = RecordIndex()
            let result = scanner.scan(&bytes, isFinal: ended, into: &index)
            switch result.stop {
            case .end: break
            case .nul(let record): throw Problem("file.nul", at: Place(row: row + record))
            case .unclosedQuote(let record): throw Problem("file.unclosed-quote", at: Place(row: row + record))
            }
            if !ended {
                rest = Array(bytes[result.consumed...])
                if rest.count > Self.longestRecord {
                    throw Problem("file.unclosed-quote", at: Place(row: row + index.count))
                }
            }
            let firstRow = row
            let firstLine = line
            row += index.count
            line += result.lines
            let skipped = min(toSkip, index.count)
            toSkip -= skipped
            guard index.count > skipped else { continue }
            return RecordBatch(
                bytes: bytes, index: index, firstRow: firstRow + skipped, firstLine: firstLine, skipped: skipped)
        }
    }
}

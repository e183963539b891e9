import Kernels

/// A table of many rows that several threads write piece by piece; the text is the same for any number of threads.
public struct RowPieces: Sendable {
    private let count: Int
    private let rows: Int
    private let threads: Int
    /// How much text a piece holds, about.
    private static let piece = 1 << 18

    /// - Parameters:
    ///   - count: how many rows there are.
    ///   - rowBytes: how much text a row is, about.
    ///   - threads: how many threads write.
    public init(_ count: Int, rowBytes: Int, threads: Int) {
        self.count = count
        self.threads = threads
        rows = max(16, Self.piece / max(1, rowBytes))
    }

    /// - Parameters:
    ///   - header: stands in front of the first row.
    ///   - context: makes what one thread keeps for itself over all of its pieces.
    ///   - add: writes the rows at some places, from 0; several threads do so at a time.
    ///   - write: takes the pieces in their order, one at a time, on several threads.
    /// - Throws: what `add` or `write` throws for the first piece that fails; no later piece is written then.
    public func write<Context>(
        header: RowText, context: @Sendable () -> Context,
        add: @Sendable (inout Context, Range<Int>, inout RowText) throws -> Void,
        _ write: @Sendable ([UInt8]) throws -> Void
    ) throws {
        try Workers.inTurn(
            max(1, (count + rows - 1) / rows), threads: threads, context: { (context(), RowText()) },
            make: { own, number in
                own.1.clear()
                if number == 0 { own.1.append(header.bytes.span) }
                try add(&own.0, number * rows..<min(count, (number + 1) * rows), &own.1)
            }, use: { try write($0.1.bytes) })
    }
}

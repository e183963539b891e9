public import Problems

/// Where the bytes of a list come from: a file the caller opened, an upload, a piece of memory.
///
/// `Tabular` itself never opens a file.
public protocol ByteSource: Sendable {
    /// Appends at most `limit` further bytes to `bytes`.
    ///
    /// - Returns: how many bytes were appended; 0 at the end.
    /// - Throws: what the source cannot read.
    mutating func read(into bytes: inout [UInt8], limit: Int) throws(Problem) -> Int
}

/// Bytes held in memory.
public struct MemorySource: ByteSource {
    private let content: [UInt8]
    private var position = 0

    public init(_ content: [UInt8]) { self.content = content }

    /// The UTF-8 bytes of a text.
    public init(_ text: String) { self.init([UInt8](text.utf8)) }

    public mutating func read(into bytes: inout [UInt8], limit: Int) -> Int {
        let end = min(content.count, position + max(0, limit))
        bytes.append(contentsOf: content[position..<end])
        defer { position = end }
        return end - position
    }
}

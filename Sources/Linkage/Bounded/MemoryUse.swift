/// How a job kept within the memory it was given.
public struct MemoryUse: Sendable, Hashable, Codable {
    /// How many bytes it was given.
    public var limit: Int
    /// The least it could have done with.
    public var least: Int
    /// How many parts pairs or keys were worked on in, in the step that needed most; 0 where all was done at once.
    public var partitions: Int
    /// Bytes that were written to scratch files.
    public var written: Int

    public init(limit: Int, least: Int, partitions: Int, written: Int) {
        self.limit = limit
        self.least = least
        self.partitions = partitions
        self.written = written
    }
}

import CKernels

/// Memory of the process.
public enum Memory {
    /// Gives memory that was freed back to the system, also where pieces still in use stand between: after a step whose
    /// many pieces the next one has no use for.
    public static func giveBack() { gapura_trim_memory() }

    /// Has a place of an array fetched ahead of its use.
    public static func fetch(_ values: [UInt8], _ place: Int) {
        values.withUnsafeBytes { if let base = $0.baseAddress { prefetch(base + place) } }
    }

    /// As ``fetch(_:_:)-([UInt8],_)``.
    public static func fetch(_ values: [UInt32], _ place: Int) {
        values.withUnsafeBytes { if let base = $0.baseAddress { prefetch(base + 4 &* place) } }
    }

    /// Has large blocks go back to the system as soon as they are free, from now on and in the whole program: a little
    /// slower, and what the program takes is what it holds.
    public static func returnLargeBlocks() { gapura_return_blocks(1 << 20) }
}

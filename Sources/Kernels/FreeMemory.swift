import CKernels

/// What the program has given up and the system has not got back.
public enum FreeMemory {
    /// Hands it back, and large blocks from now on as soon as they are free: a little slower, and what the program takes
    /// is what it holds. Meant for the whole program; without effect where the system's allocator knows no such thing.
    public static func handBack() { gapura_return_memory(1 << 20) }
}

import CKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory of the process.
public enum Memory {
    /// Gives memory that was freed back to the system, also where pieces still in use stand between: after a step whose
    /// many pieces the next one has no use for.
    public static func giveBack() { gapura_trim_memory() }
}

/// Bytes that are 0, aligned to a cache line. Large ones take memory of the machine only where they are written to.
final class ZeroedMemory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    private let whole: UnsafeMutableRawPointer

    init(bytes: Int) {
        let line = 64
        guard let whole = calloc(1, bytes + line) else { preconditionFailure("no memory for \(bytes) bytes") }
        self.whole = whole
        start = whole.alignedUp(toMultipleOf: line)
    }

    deinit { free(whole) }
}

import CKernels

/// Memory of the process.
public enum Memory {
    /// Gives memory that was freed back to the system, also where pieces still in use stand between: after a step whose
    /// many pieces the next one has no use for.
    public static func giveBack() { gapura_trim_memory() }
}

public import Problems

/// Where a job that may use only so much memory puts what does not fit. The engine itself touches no file.
public protocol ScratchSpace: Sendable {
    /// A new, empty file; it is gone when the last reference to it is.
    ///
    /// - Throws: `linkage.scratch` where none can be made.
    func makeFile() throws(Problem) -> any ScratchFile
}

/// Bytes put one behind the other and read back; both may be called from several threads.
public protocol ScratchFile: AnyObject, Sendable {
    /// Adds bytes at the end.
    ///
    /// - Throws: `linkage.scratch-full` where there is no room left, `linkage.scratch` for any other failure.
    func append(_ bytes: [UInt8]) throws(Problem)

    /// Reads `count` bytes from an offset on.
    ///
    /// - Throws: `linkage.scratch` where they cannot be read.
    func read(_ count: Int, at offset: Int) throws(Problem) -> [UInt8]
}

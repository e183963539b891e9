public import Problems

/// A registry that is one file.
public protocol FileDatabase: Database {
    /// Copies the file as it stands now, while others read and write it.
    ///
    /// - Parameters:
    ///   - path: a file that is not there yet.
    ///   - beside: reads the very state that is copied.
    func copy<Result: Sendable>(
        to path: String, _ beside: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result

    /// Lets go of the file: nothing is asked of the database afterwards.
    func close() throws(Problem)
}

/// Registries that are files: opened as they are, whatever version they have.
public protocol FileStore: Sendable {
    /// - Parameter create: whether an empty database is made where there is no file.
    func open(_ path: String, create: Bool) throws(Problem) -> any FileDatabase

    /// Makes a database that nobody uses one file again, without anything beside it that belongs to it.
    ///
    /// - Throws: `store.busy` where somebody uses it.
    func seal(_ path: String) throws(Problem)

    /// The file in which the log of access of a registry's file lies, whether it is there or not.
    func accessPath(of path: String) -> String

    /// Copies a database file of any kind as it stands now.
    func copy(_ path: String, to other: String) throws(Problem)
}

public import Foundation
public import Problems

/// A study file: what the data are, what was published, which analyses are declared.
public struct Study: Sendable {
    /// The study's short name.
    public var name: String

    /// Reads and checks a study file.
    ///
    /// - Parameter url: a YAML file; its data file stands beside it.
    /// - Throws: a ``Problem`` that names file, place, value and remedy.
    public init(contentsOf url: URL) throws(Problem) {
        throw Problem("study.unreadable", at: Place(file: url.lastPathComponent))
    }

    /// Runs all analyses on the data.
    ///
    /// - Throws: a ``Problem`` where the data do not fit the study: missing column, cell that is no number, unknown method.
    public func run() throws(Problem) -> StudyResult {
        throw Problem("study.unreadable", at: Place(file: name))
    }
}

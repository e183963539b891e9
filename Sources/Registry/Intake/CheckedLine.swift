public import Problems
public import Store

/// One row of a list after all checks.
public struct CheckedLine: Sendable {
    /// As a spreadsheet counts: the file's first row is 1.
    public var row: Int
    /// Each with its column and masked value; the file's name is left to the list.
    public var problems: [Problem]
    /// What the row says; nil when only the checks were asked for.
    public var record: LineRecord?
    /// What makes the row's person and line one of a kind in the list; 0 when unknown.
    var identity: UInt64

    /// The heaviest severity; nil when the row is clean.
    public var severity: Severity? { problems.map(\.severity).max() }
}

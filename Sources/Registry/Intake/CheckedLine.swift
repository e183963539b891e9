public import Problems
public import Store

extension CandidateOrigin {
    /// Reads the word by which lists and commands name an origin; nil for another.
    public init?(word: String) {
        switch word.lowercased().replacing("_", with: "-").replacing(" ", with: "-") {
        case "diusulkan", "usulan-baru", "baru", "proposed": self = .proposed
        case "lanjutan", "tahun-lalu", "carry-over", "carried-over": self = .carriedOver
        case "pengganti", "penggantian", "replaced": self = .replaced
        default: return nil
        }
    }
}

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

    var withoutRecord: CheckedLine { CheckedLine(row: row, problems: problems, record: nil, identity: identity) }

    /// The heaviest severity; nil when the row is clean.
    public var severity: Severity? { problems.map(\.severity).max() }
}

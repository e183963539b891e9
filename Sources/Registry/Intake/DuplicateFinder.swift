import Problems
import Store
import Tabular

/// Finds the second and later line of the same person and line key in one list.
struct DuplicateFinder {
    private var seen = KeyRegister()

    /// Refuses the line when an earlier line that was not refused says the same.
    mutating func judge(_ line: inout CheckedLine) {
        guard line.identity != 0, line.severity != .refuse else { return }
        guard let first = seen.enter(line.identity, row: line.row) else { return }
        line.problems.append(
            Problem("row.duplicate", .refuse, at: Place(row: line.row), ["first": String(first)]))
        line.record?.severity = Severity.refuse.rawValue
        line.record?.outcome = .refused
    }
}

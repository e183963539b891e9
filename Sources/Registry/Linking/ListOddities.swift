import Indonesia
public import Linkage
public import Problems
import Tabular

/// What is odd about lists that were read, though they can be linked: somebody should know of it.
public struct ListOddities: Sendable, Hashable {
    /// Lists with ragged rows.
    public private(set) var ragged: [RaggedRows] = []
    /// Ids that several rows of one list bear.
    public private(set) var repeated = RepeatedIDs()

    /// What else was found: rows that a quote made one cell, column names that stand twice.
    private var found: [Problem] = []

    init() {}

    /// Adds what a list's rows and header say.
    ///
    /// - Throws: `file.rows-swallowed`.
    mutating func add(_ swallowed: SwallowedRows, _ layout: Layout, list: String) throws(Problem) {
        do {
            if let problem = try swallowed.checked() { found.append(problem.inFile(list)) }
        } catch {
            throw error.inFile(list)
        }
        found += layout.problems.filter { $0.code == "file.repeated-column" }.map { $0.inFile(list) }
    }

    /// Adds what else is to be told.
    mutating func add(_ problems: [Problem]) { found += problems }

    /// Adds a list.
    ///
    /// - Parameter start: the first row of the list among the ids; nil where the ids are row numbers.
    /// - Throws: `linkage.ragged`.
    mutating func add(_ rows: RaggedRows, _ ids: RecordIDs, from start: Int?, list: String) throws(Problem) {
        var rows = rows
        rows.list = list
        try rows.check()
        if rows.count > 0 { ragged.append(rows) }
        if let start { repeated.add(ids.repeated(in: start..<ids.count)) }
    }

    /// What to tell, a note each.
    public var problems: [Problem] {
        var problems = found
        problems += ragged.map { found in
            let first = found.first.map(String.init).joined(separator: ", ")
            return Problem(
                "linkage.ragged-rows", .warn, at: Place(file: found.list),
                value: Self.list(first, found.count, found.first),
                found.arguments)
        }
        if repeated.ids > 0 {
            problems.append(
                Problem(
                    "linkage.repeated-ids", .warn, value: Self.list(shown.joined(separator: ", "), repeated.ids, shown),
                    ["ids": String(repeated.ids), "rows": String(repeated.rows)]))
        }
        return problems
    }

    /// The first repeated ids; what looks like somebody's number is masked.
    public var shown: [String] { repeated.first.map { LongNumbers.hidden(in: $0) } }

    private static func list(_ text: String, _ count: Int, _ first: [some Any]) -> String {
        count > first.count ? text + ", …" : text
    }
}

public import Foundation
public import Linkage
public import Problems
import Tabular

/// Verdicts of people on pairs of records: a table with the columns `id_l`, `id_r` and `verdict` (`same` or
/// `different`), ids as `pairs.csv` has them.
public struct LabelFile: Sendable {
    public let pairs: [KnownPair]
    private let name: String
    /// The row of each pair as a spreadsheet counts them.
    private let rows: [Int]

    private static let columns = ["id_l", "id_r", "verdict"]

    /// - Throws: what reading a list throws; `linkage.table-columns`, `linkage.label-empty`, `linkage.label-verdict`,
    ///   `linkage.same-record`, each with file, row and column.
    public init(_ file: URL) throws(Problem) {
        let table = try SideTable(file, columns: Self.columns)
        var (pairs, rows) = ([KnownPair](), [Int]())
        try table.forEach { batch, position, places throws(Problem) in
            let cells = places.map { batch.text(position, $0).trimmingCharacters(in: .whitespaces) }
            func place(_ column: Int) -> Place {
                Place(file: table.name, row: batch.row(position), column: Self.columns[column])
            }
            for side in 0...1 where cells[side].isEmpty { throw Problem("linkage.label-empty", at: place(side)) }
            guard let verdict = KnownPair.Verdict(rawValue: cells[2].lowercased()) else {
                throw Problem("linkage.label-verdict", at: place(2), value: cells[2])
            }
            guard cells[0] != cells[1] else { throw Problem("linkage.same-record", at: place(1), value: cells[1]) }
            pairs.append(KnownPair(cells[0], cells[1], verdict))
            rows.append(batch.row(position))
        }
        self.pairs = pairs
        self.rows = rows
        name = table.name
    }

    /// What to tell of a file without a verdict.
    public var problem: Problem? {
        pairs.isEmpty ? Problem("linkage.label-none", .warn, at: Place(file: name)) : nil
    }

    /// Checks the verdicts against the lists.
    ///
    /// - Throws: `linkage.unknown-id`, `linkage.ambiguous-id`, `linkage.known-contradiction`, with file, row and column.
    public func check(_ records: LinkageRecords) throws(Problem) {
        do {
            try KnownPair.check(pairs, in: records)
        } catch {
            var problem = error
            problem.place.file = name
            let (left, right) = (problem.arguments["left"], problem.arguments["right"])
            let found = pairs.indices.first { place in
                let pair = pairs[place].records
                if let value = problem.value { return pair.left == value || pair.right == value }
                return pairs[place].verdict == .different && pair.left == left && pair.right == right
            }
            if let found {
                problem.place.row = rows[found]
                problem.place.column =
                    problem.value == nil ? "verdict" : pairs[found].records.left == problem.value ? "id_l" : "id_r"
            }
            throw problem
        }
    }
}

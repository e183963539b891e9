import Problems
import Tabular

extension Layout {
    /// Whether a record has as many fields as the header; empty ones beyond it do not count.
    func fits(_ batch: RecordBatch, _ position: Int) -> Bool {
        let (expected, found) = (columns.count, batch.fieldCount(position))
        if found == expected || found == expected + emptyTrailing { return true }
        return found > expected && (expected..<found).allSatisfy { batch.range(position, $0).isEmpty }
    }

    /// Whether a record that does not fit is divided by other signs than the header: it has more filled fields, or all of
    /// it is in one field, with another separator in it. One that is merely short may lack empty cells at its end, which
    /// spreadsheets leave out.
    func isDividedOtherwise(_ batch: RecordBatch, _ position: Int) -> Bool {
        let found = batch.fieldCount(position)
        guard found == 1, columns.count > 1 else { return found > columns.count }
        return batch.bytes[batch.range(position, 0)].contains { Self.separators.contains($0) }
    }

    private static let separators = Set(",;|\t".utf8)
}

/// Rows of a list that have more or fewer cells than its header: what stands in them may have moved to a wrong column.
public struct RaggedRows: Sendable, Hashable {
    /// The list's name.
    public internal(set) var list = ""
    /// Cells of the header.
    public private(set) var expected = 0
    /// Rows of the list, empty ones left out.
    public private(set) var rows = 0
    /// How many of them are ragged.
    public private(set) var count = 0
    /// How many of these are divided by other signs than the header.
    private var misread = 0
    private var firstMisread: Int?
    /// The first ragged rows as a spreadsheet counts them, at most ``shown``.
    public private(set) var first: [Int] = []

    /// How many rows are named.
    public static let shown = 5

    init() {}

    /// Looks at rows of a batch, given by their positions.
    mutating func look(at batch: RecordBatch, _ positions: [Int], _ layout: Layout) {
        expected = layout.columns.count
        rows += positions.count
        for position in positions where !layout.fits(batch, position) {
            count += 1
            if layout.isDividedOtherwise(batch, position) {
                misread += 1
                firstMisread = firstMisread ?? batch.row(position)
            }
            if first.count < Self.shown { first.append(batch.row(position)) }
        }
    }

    /// Adds what was found in rows further down.
    mutating func append(_ other: RaggedRows) {
        if other.expected > 0 { expected = other.expected }
        rows += other.rows
        count += other.count
        misread += other.misread
        firstMisread = firstMisread ?? other.firstMisread
        first += other.first.prefix(Self.shown - first.count)
    }

    /// - Throws: `linkage.ragged` where most rows are divided by other signs than the header: then the columns are not what
    ///   it says.
    func check() throws(Problem) {
        guard 2 * misread > rows else { return }
        throw Problem(
            "linkage.ragged", .refuse, at: Place(file: list, row: firstMisread),
            arguments.merging(["count": String(misread)]) { $1 })
    }

    /// What a sentence names.
    var arguments: [String: String] {
        ["count": String(count), "rows": String(rows), "expected": String(expected), "list": list]
    }
}

import Problems

/// Columns that say the same thing twice. Where they contradict each other in a line, no one of them goes before the other:
/// a person has to look.
struct ColumnTwins: Sendable {
    private struct Pair: Sendable {
        var first: Int
        var second: Int
        var names: (String, String)
    }

    private let pairs: [Pair]

    /// - Parameters:
    ///   - names: the headings; one that comes again has its count in brackets behind it.
    ///   - isRead: whether something is read from a column.
    init(_ names: [String], _ isRead: (Int) -> Bool) {
        let places = Dictionary(
            names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        pairs = names.enumerated().compactMap { place, name in
            guard let parts = name.wholeMatch(of: /(.+) \([2-9]\)/),
                let first = places[parts.1.lowercased()], first < place, isRead(first)
            else { return nil }
            return Pair(first: first, second: place, names: (names[first], name))
        }
    }

    /// The places whose cells are compared.
    var places: [Int] { pairs.flatMap { [$0.first, $0.second] } }

    /// That two cells of a line contradict each other.
    func problem(_ cells: RowCells, row: Int, file: String) -> Problem? {
        for pair in pairs {
            guard let one = cells[pair.first]?.plain, let other = cells[pair.second]?.plain, !one.isEmpty,
                !other.isEmpty, one != other
            else { continue }
            return Self.problem(pair.names.0, pair.names.1, row: row, file: file)
        }
        return nil
    }

    static func problem(_ first: String, _ second: String, row: Int, file: String) -> Problem {
        Problem(
            "rules.columns-disagree", .refuse, at: Place(file: file, row: row, column: first),
            ["first": first, "second": second])
    }
}

extension String {
    /// Without what tells no two answers apart.
    fileprivate var plain: String { lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

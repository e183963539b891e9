import Problems

/// How a list's cells were read for one field of a model.
public struct FieldReading: Sendable, Hashable {
    /// How many cells hold something, and how many of these could not be read: they count as missing.
    public struct Cells: Sendable, Hashable {
        public var filled = 0
        public var unread = 0

        static func += (sum: inout Cells, more: Cells) {
            sum.filled += more.filled
            sum.unread += more.unread
        }
    }

    public var list: String
    public var field: String
    /// The heading of the column; nil where the list has none for the field.
    public var column: String?
    public var cells: Cells

    /// From this share of unread cells on somebody should know: fewer are the damage of every list.
    static let toldShare = 0.05

    /// What to tell of all lists, a note each: fields that some lists have and one has not, and columns hardly read.
    static func problems(_ readings: [FieldReading]) -> [Problem] {
        let known = Set(readings.filter { $0.column != nil }.map(\.field))
        var lists: [String] = []
        for reading in readings where !lists.contains(reading.list) { lists.append(reading.list) }
        let lacking = lists.compactMap { list -> Problem? in
            let fields = readings.filter { $0.list == list && $0.column == nil && known.contains($0.field) }
            guard !fields.isEmpty else { return nil }
            return Problem(
                "linkage.list-fields", .warn, at: Place(file: list), value: fields.map(\.field).joined(separator: ", "))
        }
        let unread = readings.filter {
            $0.cells.unread > 0 && Double($0.cells.unread) >= toldShare * Double($0.cells.filled)
        }
        return lacking
            + unread.map { reading in
                Problem(
                    "linkage.unread-cells", .warn, at: Place(file: reading.list, column: reading.column),
                    [
                        "field": reading.field, "unread": String(reading.cells.unread),
                        "filled": String(reading.cells.filled),
                    ])
            }
    }
}

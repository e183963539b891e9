import Linkage

/// A column of one side, or a part of its text.
struct SQLText {
    var name: String
    var side: SQLValue.Side
    var part = FieldKey.Part.whole
    var positions: ClosedRange<Int>?

    private init(_ name: String, _ side: SQLValue.Side, _ part: FieldKey.Part = .whole) {
        (self.name, self.side, self.part) = (name, side, part)
    }

    /// - Returns: nil for what is none.
    init?(_ value: SQLValue) {
        switch value {
        case .column(let name, let side): self.init(name, side)
        case .call("cast", let parts) where parts.count == 2:
            guard [.text("text"), .text("varchar"), .text("string")].contains(parts[1]),
                case .column(let name, let side) = parts[0]
            else { return nil }
            self.init(name, side)
        case .call("substr", let parts), .call("substring", let parts):
            guard parts.count == 3, case .number(let first) = parts[1], case .number(let count) = parts[2],
                let start = Int(exactly: first), let length = Int(exactly: count), start >= 1, length >= 1,
                start < 1000, length < 1000, let inner = SQLText(parts[0]), inner.positions == nil
            else { return nil }
            self = inner
            positions = start...(start + length - 1)
        case .call("left", let parts) where parts.count == 2:
            self.init(.call("substr", [parts[0], .number(1), parts[1]]))
        case .call("split_part", let parts):
            guard parts.count == 3, parts[1] == .text(" "), case .column(let name, let side) = parts[0] else {
                return nil
            }
            switch parts[2] {
            case .number(1): self.init(name, side, .first)
            case .number(-1): self.init(name, side, .last)
            default: return nil
            }
        case .call("array_to_string", let parts):
            guard parts.count == 2, parts[1] == .text(" "), case .call("list_sort", let sorted) = parts[0],
                sorted.count == 1, case .call("string_split", let split) = sorted[0], split.count == 2,
                split[1] == .text(" "), case .column(let name, let side) = split[0]
            else { return nil }
            self.init(name, side, .sorted)
        default: return nil
        }
    }
}

/// A column of one side as a date, or its year, month or day.
struct SQLDate {
    var name: String
    var side: SQLValue.Side
    var part = FieldKey.Part.whole

    private static let formats: Set<String> = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y"]
    private static let parts: [String: FieldKey.Part] = ["year": .year, "month": .month, "day": .day]

    /// - Parameter isPlainDate: whether a column as it stands is a date.
    /// - Returns: nil for what is none.
    init?(_ value: SQLValue, _ isPlainDate: Bool) {
        switch value {
        case .column(let name, let side):
            guard isPlainDate else { return nil }
            (self.name, self.side) = (name, side)
        case .call("try_strptime", let parts), .call("strptime", let parts):
            guard parts.count == 2, case .column(let name, let side) = parts[0], case .text(let format) = parts[1],
                Self.formats.contains(format)
            else { return nil }
            (self.name, self.side) = (name, side)
        case .call("cast", let parts), .call("try_cast", let parts):
            guard parts.count == 2, parts[1] == .text("date"), case .column(let name, let side) = parts[0] else {
                return nil
            }
            (self.name, self.side) = (name, side)
        case .call(let name, let parts):
            guard let part = Self.parts[name], parts.count == 1, let inner = SQLDate(parts[0], false),
                inner.part == .whole
            else { return nil }
            self = inner
            self.part = part
        default: return nil
        }
    }
}

import Linkage

/// The fields that SQL values speak of, and the keys that two values are of.
///
/// A column may be looked at as text, as a date and as a number: each is a field of its own, filled from the same column.
struct SplinkFields {
    /// In the order of their first mention.
    private(set) var fields: [LinkageField] = []
    /// What comes close but is not quite the same, once for each time that it is met.
    private var notes: [String] = []

    /// What comes close but is not quite the same, in words of the settings.
    var near: [String] { notes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    mutating func note(_ text: String) { notes.append(text) }

    /// Takes back that a part of a value is only nearly the same: it was said how long it has to be.
    mutating func isExact(_ key: FieldKey) {
        if let place = notes.lastIndex(of: Self.shortNote(key)) { notes.remove(at: place) }
    }

    private static func shortNote(_ key: FieldKey) -> String {
        "substr(\(key.field), \(key.positions?.lowerBound ?? 0), \(key.positions?.count ?? 0))"
            + ": shorter values count as missing"
    }

    /// The key that two values are of, left and right in either order.
    mutating func key(_ left: SQLValue, _ right: SQLValue) -> FieldKey? {
        dateKey(left, right, isPlainDate: false) ?? numberKey(left, right, isPlainNumber: false) ?? textKey(left, right)
    }

    /// Whether two values are of one key.
    static func areAlike(_ left: SQLValue, _ right: SQLValue) -> Bool {
        // Asked of a copy: nothing is noted.
        var fields = SplinkFields()
        return fields.key(left, right) != nil
    }

    mutating func textKey(_ left: SQLValue, _ right: SQLValue) -> FieldKey? {
        guard let a = SQLText(left), let b = SQLText(right), a.name == b.name, a.side != b.side, a.part == b.part,
            a.positions == b.positions
        else { return nil }
        let key = FieldKey(field(a.name, .text), a.part, positions: a.positions)
        if a.positions != nil { note(Self.shortNote(key)) }
        return key
    }

    /// - Parameter isPlainDate: whether a column as it stands is a date.
    mutating func dateKey(_ left: SQLValue, _ right: SQLValue, isPlainDate: Bool) -> FieldKey? {
        guard let a = SQLDate(left, isPlainDate), let b = SQLDate(right, isPlainDate), a.name == b.name,
            a.side != b.side, a.part == b.part
        else { return nil }
        return FieldKey(field(a.name, .date), a.part)
    }

    /// The key of two dates of which the digits alone are looked at.
    mutating func dateDigitsKey(_ left: SQLValue, _ right: SQLValue) -> FieldKey? {
        func plain(_ value: SQLValue) -> SQLValue? {
            guard case .call("replace", let parts) = value, parts.count == 3, parts[1] == .text("-"),
                parts[2] == .text("")
            else { return nil }
            return parts[0]
        }
        guard let a = plain(left), let b = plain(right) else { return nil }
        return dateKey(a, b, isPlainDate: true)
    }

    /// - Parameter isPlainNumber: whether a column as it stands is a number.
    mutating func numberKey(_ left: SQLValue, _ right: SQLValue, isPlainNumber: Bool) -> FieldKey? {
        guard let a = Self.number(left, isPlainNumber), let b = Self.number(right, isPlainNumber), a.name == b.name,
            a.side != b.side
        else { return nil }
        return FieldKey(field(a.name, .number))
    }

    private static func number(_ value: SQLValue, _ isPlainNumber: Bool) -> (name: String, side: SQLValue.Side)? {
        switch value {
        case .column(let name, let side): return isPlainNumber ? (name, side) : nil
        case .call("cast", let parts), .call("try_cast", let parts):
            guard parts.count == 2, case .column(let name, let side) = parts[0], case .text(let type) = parts[1],
                ["double", "integer", "int", "bigint", "float", "real"].contains(type)
            else { return nil }
            return (name, side)
        default: return nil
        }
    }

    /// The name of the field that holds a column in one kind.
    mutating func field(_ column: String, _ kind: LinkageField.Kind) -> String {
        let plain = String(column.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "_" })
        let name = kind == .text ? plain : plain + "-" + kind.rawValue
        if let known = fields.first(where: { $0.columns == [column] && $0.kind == kind }) { return known.name }
        var own = name
        while fields.contains(where: { $0.name == own }) { own += "_" }
        let cleaning = kind == .text ? "raw" : kind == .date ? "date" : "number"
        fields.append(LinkageField(own, kind, cleaning: cleaning, columns: [column]))
        return own
    }

    /// The column that a field is filled from.
    func column(_ field: String) -> String? { fields.first { $0.name == field }?.columns?.first }
}

import Linkage

/// Turns SQL conditions into conditions of a model, and keeps the fields that they speak of.
///
/// Only what means the same is taken. A column may be looked at as text, as a date and as a number: each is a field of
/// its own, filled from the same column.
struct SplinkConditions {
    /// Fields in the order of their first mention.
    private(set) var fields: [LinkageField] = []
    /// What comes close but is not quite the same, in words of the settings.
    private(set) var near: [String] = []

    /// Alternatives, each a list of conditions that must all hold; nil where there is no counterpart.
    mutating func alternatives(_ condition: SQLCondition) -> [[Condition]]? {
        switch condition {
        case .or(let all):
            var found: [[Condition]] = []
            var rest = all
            // Both sides' `IS NULL` together are one condition here.
            while let next = rest.first {
                rest.removeFirst()
                if case .isNull(let value) = next {
                    guard
                        let place = rest.firstIndex(where: { other in
                            if case .isNull(let second) = other { key(value, second) != nil } else { false }
                        }), case .isNull(let second) = rest.remove(at: place), let key = key(value, second)
                    else {
                        return nil
                    }
                    found.append([Condition(.missing, key)])
                } else {
                    guard let inner = alternatives(next) else { return nil }
                    found += inner
                }
            }
            return found
        case .and(let all):
            var found: [[Condition]] = [[]]
            var rest = all
            while let next = rest.first {
                rest.removeFirst()
                var inner: [[Condition]]?
                if case .not(.isNull(let value)) = next {
                    guard
                        let place = rest.firstIndex(where: { other in
                            if case .not(.isNull(let second)) = other { key(value, second) != nil } else { false }
                        }), case .not(.isNull(let second)) = rest.remove(at: place), let key = key(value, second)
                    else {
                        return nil
                    }
                    inner = [[Condition(.missing, key, isNegated: true)]]
                } else {
                    inner = alternatives(next)
                }
                guard let inner, found.count * inner.count <= 64 else { return nil }
                found = found.flatMap { left in inner.map { left + $0 } }
            }
            return found.map { withoutLengths($0) }
        case .not(let inner):
            switch inner {
            case .not(let plain): return alternatives(plain)
            case .and(let all): return alternatives(.or(all.map { .not($0) }))
            case .or(let all): return alternatives(.and(all.map { .not($0) }))
            case .isNull: return nil
            case .compared: return comparison(inner).map { [[Self.denied($0), Self.present($0)]] }
            }
        case .isNull: return nil
        case .compared(let left, "<>", let right):
            return comparison(.compared(left, "=", right)).map { [[Self.denied($0), Self.present($0)]] }
        case .compared: return comparison(condition).map { [[$0]] }
        }
    }

    /// That a part is as long as it should be follows from its being the same, and is what sameness means here.
    private mutating func withoutLengths(_ all: [Condition]) -> [Condition] {
        all.filter { condition in
            let isLength = condition.test == .missing && condition.isNegated && condition.key.positions != nil
            guard isLength, all.contains(Condition(.same, condition.key)) else { return true }
            near.removeAll { $0.hasPrefix(Self.shortNote(condition.key)) }
            return false
        }
    }

    private static func shortNote(_ key: FieldKey) -> String {
        "substr(\(key.field), \(key.positions?.lowerBound ?? 0), \(key.positions?.count ?? 0))"
    }

    /// In SQL nothing is known of a missing value, so that its opposite is not true either.
    private static func denied(_ condition: Condition) -> Condition {
        Condition(condition.test, condition.key, isNegated: true)
    }

    private static func present(_ condition: Condition) -> Condition {
        Condition(.missing, condition.key, isNegated: true)
    }

    private mutating func comparison(_ condition: SQLCondition) -> Condition? {
        guard case .compared(let left, let sign, let right) = condition else { return nil }
        if sign == "=", case .call("length", let parts) = left, parts.count == 1, case .number(let length) = right,
            let part = Self.text(parts[0]), Double(part.positions?.count ?? -1) == length
        {
            return Condition(
                .missing, FieldKey(field(part.name, .text), part.part, positions: part.positions), isNegated: true)
        }
        if sign == "=" { return key(left, right).map { Condition(.same, $0) } }
        guard case .number(let bound) = right, case .call(let name, let arguments) = left else { return nil }
        switch (name, sign) {
        case ("jaro_winkler_similarity", ">="), ("jaro_similarity", ">="):
            guard arguments.count == 2, bound > 0, bound <= 1, let key = textKey(arguments[0], arguments[1]) else {
                return nil
            }
            return Condition(text: "\(name == "jaro_similarity" ? "jaro" : "jw") \(key.text) >= \(bound)")
        case ("levenshtein", "<="), ("levenshtein", "<"), ("damerau_levenshtein", "<="), ("damerau_levenshtein", "<"):
            guard arguments.count == 2, let most = Self.whole(bound, sign), most < 64,
                let key = textKey(arguments[0], arguments[1])
            else { return nil }
            if name == "levenshtein" { return Condition(text: "levenshtein \(key.text) <= \(most)") }
            if most > 1 { note("damerau_levenshtein <= \(most): optimal string alignment") }
            return Condition(.edits(most), key)
        case ("abs", "<="), ("abs", "<"):
            guard arguments.count == 1 else { return nil }
            return distance(arguments[0], bound, sign)
        default: return nil
        }
    }

    private mutating func distance(_ value: SQLValue, _ bound: Double, _ sign: String) -> Condition? {
        switch value {
        case .difference(.call("epoch", let left), .call("epoch", let right)):
            // Seconds between two days are whole days.
            guard left.count == 1, right.count == 1,
                let most = Self.whole(
                    bound / 86400, sign == "<" && bound.remainder(dividingBy: 86400) == 0 ? "<" : "<="),
                let key = dateKey(left[0], right[0], isPlainDate: true)
            else { return nil }
            return Condition(.days(most), key)
        case .call("datediff", let parts), .call("date_diff", let parts):
            guard parts.count == 3, parts[0] == .text("day"), let most = Self.whole(bound, sign),
                let key = dateKey(parts[1], parts[2], isPlainDate: true)
            else { return nil }
            return Condition(.days(most), key)
        case .difference(let left, let right):
            if let key = dateKey(left, right, isPlainDate: false) {
                return Self.whole(bound, sign).map { Condition(.days($0), key) }
            }
            guard sign == "<=", bound >= 0, let name = number(left), name == number(right) else { return nil }
            return Condition(.gap(bound), FieldKey(field(name, .number)))
        default: return nil
        }
    }

    private static func whole(_ bound: Double, _ sign: String) -> Int? {
        let most = sign == "<" ? bound.rounded(.up) - 1 : bound.rounded(.down)
        return most >= 0 && most < 1_000_000 ? Int(most) : nil
    }

    // MARK: Keys

    /// The key that two values are of, left and right in either order.
    mutating func key(_ left: SQLValue, _ right: SQLValue) -> FieldKey? {
        dateKey(left, right, isPlainDate: false) ?? textKey(left, right)
    }

    private mutating func textKey(_ left: SQLValue, _ right: SQLValue) -> FieldKey? {
        guard let a = Self.text(left), let b = Self.text(right), a.name == b.name, a.side != b.side, a.part == b.part,
            a.positions == b.positions
        else { return nil }
        let key = FieldKey(field(a.name, .text), a.part, positions: a.positions)
        if a.positions != nil { note(Self.shortNote(key) + ": shorter values count as missing") }
        return key
    }

    private mutating func dateKey(_ left: SQLValue, _ right: SQLValue, isPlainDate: Bool) -> FieldKey? {
        guard let a = Self.date(left, isPlainDate), let b = Self.date(right, isPlainDate), a.name == b.name,
            a.side != b.side
        else { return nil }
        return FieldKey(field(a.name, .date))
    }

    private mutating func note(_ text: String) { if !near.contains(text) { near.append(text) } }

    private mutating func field(_ column: String, _ kind: LinkageField.Kind) -> String {
        let plain = String(column.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "_" })
        let name = kind == .text ? plain : plain + "-" + kind.rawValue
        if let known = fields.first(where: { $0.columns == [column] && $0.kind == kind }) { return known.name }
        var own = name
        while fields.contains(where: { $0.name == own }) { own += "_" }
        let cleaning = kind == .text ? "raw" : kind == .date ? "date" : "number"
        fields.append(LinkageField(own, kind, cleaning: cleaning, columns: [column]))
        return own
    }

    private struct Text {
        var name: String
        var side: SQLValue.Side
        var part = FieldKey.Part.whole
        var positions: ClosedRange<Int>?
    }

    private static func text(_ value: SQLValue) -> Text? {
        switch value {
        case .column(let name, let side): return Text(name: name, side: side)
        case .call("cast", let parts) where parts.count == 2:
            guard [.text("text"), .text("varchar"), .text("string")].contains(parts[1]), case .column = parts[0] else {
                return nil
            }
            return text(parts[0])
        case .call("substr", let parts), .call("substring", let parts):
            guard parts.count == 3, case .number(let first) = parts[1], case .number(let count) = parts[2],
                let start = Int(exactly: first), let length = Int(exactly: count), start >= 1, length >= 1,
                start < 1000, length < 1000, var inner = text(parts[0]), inner.positions == nil
            else { return nil }
            inner.positions = start...(start + length - 1)
            return inner
        case .call("left", let parts) where parts.count == 2:
            return text(.call("substr", [parts[0], .number(1), parts[1]]))
        case .call("split_part", let parts):
            guard parts.count == 3, parts[1] == .text(" "), case .column(let name, let side) = parts[0] else {
                return nil
            }
            switch parts[2] {
            case .number(1): return Text(name: name, side: side, part: .first)
            case .number(-1): return Text(name: name, side: side, part: .last)
            default: return nil
            }
        case .call("array_to_string", let parts):
            guard parts.count == 2, parts[1] == .text(" "), case .call("list_sort", let sorted) = parts[0],
                sorted.count == 1, case .call("string_split", let split) = sorted[0], split.count == 2,
                split[1] == .text(" "), case .column(let name, let side) = split[0]
            else { return nil }
            return Text(name: name, side: side, part: .sorted)
        default: return nil
        }
    }

    private static let dateFormats: Set<String> = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y"]

    /// - Parameter isPlainDate: whether a column as it stands is a date.
    private static func date(_ value: SQLValue, _ isPlainDate: Bool) -> (name: String, side: SQLValue.Side)? {
        switch value {
        case .column(let name, let side): return isPlainDate ? (name, side) : nil
        case .call("try_strptime", let parts), .call("strptime", let parts):
            guard parts.count == 2, case .column(let name, let side) = parts[0], case .text(let format) = parts[1],
                dateFormats.contains(format)
            else { return nil }
            return (name, side)
        case .call("cast", let parts), .call("try_cast", let parts):
            guard parts.count == 2, parts[1] == .text("date"), case .column(let name, let side) = parts[0] else {
                return nil
            }
            return (name, side)
        default: return nil
        }
    }

    private func number(_ value: SQLValue) -> String? {
        switch value {
        case .column(let name, _): return name
        case .call("cast", let parts), .call("try_cast", let parts):
            guard parts.count == 2, case .column(let name, _) = parts[0], case .text(let type) = parts[1],
                ["double", "integer", "int", "bigint", "float", "real"].contains(type)
            else { return nil }
            return name
        default: return nil
        }
    }
}

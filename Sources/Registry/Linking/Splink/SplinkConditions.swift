import Linkage

/// Turns SQL conditions into conditions of a model. Only what means the same is taken.
struct SplinkConditions {
    /// The fields that the conditions speak of.
    var known = SplinkFields()

    /// Alternatives, each a list of conditions that must all hold; nil where there is no counterpart.
    mutating func alternatives(_ condition: SQLCondition) -> [[Condition]]? {
        switch condition {
        case .or(let all): return disjunction(all)
        case .and(let all): return conjunction(all)
        case .known(let inner): return alternatives(inner)
        case .not(let inner):
            switch inner {
            case .not(let plain): return alternatives(plain)
            case .and(let all): return alternatives(.or(all.map { .not($0) }))
            case .or(let all): return alternatives(.and(all.map { .not($0) }))
            case .isNull: return nil
            case .known(let inner):
                // Not true, or unknown: the opposite as it is meant here.
                guard let all = alternatives(inner), all.count == 1, all[0].count == 1, !all[0][0].isNegated else {
                    return nil
                }
                return [[Self.denied(all[0][0])]]
            case .compared: return comparison(inner).map { [[Self.denied($0), Self.present($0)]] }
            }
        case .isNull: return nil
        case .compared(let left, "<>", let right):
            return comparison(.compared(left, "=", right)).map { [[Self.denied($0), Self.present($0)]] }
        case .compared: return comparison(condition).map { [[$0]] }
        }
    }

    private mutating func disjunction(_ all: [SQLCondition]) -> [[Condition]]? {
        var found: [[Condition]] = []
        var rest = all
        while let next = rest.first {
            rest.removeFirst()
            // Both sides' absence together is one condition here.
            if let value = Self.absent(next) {
                guard let key = partner(of: value, &rest, Self.absent) else { return nil }
                found.append([Condition(.missing, key)])
            } else {
                guard let inner = alternatives(next) else { return nil }
                found += inner
            }
        }
        return found
    }

    private mutating func conjunction(_ all: [SQLCondition]) -> [[Condition]]? {
        if let key = swappedDate(all) { return [[Condition(.swapped, key)]] }
        var found: [[Condition]] = [[]]
        var rest = all
        while let next = rest.first {
            rest.removeFirst()
            var inner: [[Condition]]?
            if let value = Self.there(next) {
                guard let key = partner(of: value, &rest, Self.there) else { return nil }
                inner = [[Condition(.missing, key, isNegated: true)]]
            } else {
                inner = alternatives(next)
            }
            guard let inner, found.count * inner.count <= 64 else { return nil }
            found = found.flatMap { left in inner.map { left + $0 } }
        }
        return found.map { withoutLengths($0) }
    }

    /// The key of a value and of its counterpart on the other side, of which one of the further conditions says the same;
    /// that condition is taken away.
    private mutating func partner(
        of value: SQLValue, _ rest: inout [SQLCondition], _ said: (SQLCondition) -> SQLValue?
    ) -> FieldKey? {
        let place = rest.firstIndex { other in said(other).map { SplinkFields.areAlike(value, $0) } ?? false }
        guard let place, let second = said(rest.remove(at: place)), let key = known.key(value, second) else {
            return nil
        }
        known.isExact(key)
        return key
    }

    /// The value that a condition says is missing: `x IS NULL`, and of a part that it is not as long as it should be.
    private static func absent(_ condition: SQLCondition) -> SQLValue? {
        switch condition {
        case .isNull(let value): return value
        case .compared(.call("coalesce", let parts), "<", .number(let length)):
            guard parts.count == 2, parts[1] == .number(0), case .call("length", let inner) = parts[0],
                inner.count == 1, let text = SQLText(inner[0]), Double(text.positions?.count ?? -1) == length
            else { return nil }
            return inner[0]
        default: return nil
        }
    }

    /// The value that a condition says is not missing.
    private static func there(_ condition: SQLCondition) -> SQLValue? {
        guard case .not(let inner) = condition else { return nil }
        return absent(inner)
    }

    /// The key of two dates of one year of which each has the other's day for its month.
    private mutating func swappedDate(_ all: [SQLCondition]) -> FieldKey? {
        let expected: [(ClosedRange<Int>?, ClosedRange<Int>?)] = [(1...4, 1...4), (6...7, 9...10), (9...10, 6...7)]
        guard all.count == expected.count else { return nil }
        var name: String?
        for (condition, positions) in zip(all, expected) {
            guard case .compared(let left, "=", let right) = condition, let a = SQLText(left), let b = SQLText(right),
                (a.positions, b.positions) == positions, a.part == .whole, b.part == .whole, a.side == .left,
                b.side == .right, a.name == b.name, name ?? a.name == a.name
            else { return nil }
            name = a.name
        }
        return name.map { FieldKey(known.field($0, .date)) }
    }

    /// That a part is as long as it should be follows from its being the same, and is what sameness means here.
    private mutating func withoutLengths(_ all: [Condition]) -> [Condition] {
        all.filter { condition in
            let isLength = condition.test == .missing && condition.isNegated && condition.key.positions != nil
            guard isLength, all.contains(Condition(.same, condition.key)) else { return true }
            known.isExact(condition.key)
            return false
        }
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
            let part = SQLText(parts[0]), Double(part.positions?.count ?? -1) == length
        {
            return Condition(
                .missing, FieldKey(known.field(part.name, .text), part.part, positions: part.positions),
                isNegated: true)
        }
        if sign == "=" { return known.key(left, right).map { Condition(.same, $0) } }
        guard case .number(let bound) = right, case .call(let name, let arguments) = left else { return nil }
        switch (name, sign) {
        case ("jaro_winkler_similarity", ">="), ("jaro_similarity", ">="):
            guard arguments.count == 2, bound > 0, bound <= 1, let key = known.textKey(arguments[0], arguments[1])
            else { return nil }
            return Condition(text: "\(name == "jaro_similarity" ? "jaro" : "jw") \(key.text) >= \(bound)")
        case ("levenshtein", "<="), ("levenshtein", "<"), ("damerau_levenshtein", "<="), ("damerau_levenshtein", "<"):
            guard arguments.count == 2, let most = Self.whole(bound, sign), most < 64 else { return nil }
            if name == "levenshtein" {
                return known.textKey(arguments[0], arguments[1]).flatMap {
                    Condition(text: "levenshtein \($0.text) <= \(most)")
                }
            }
            let key =
                known.dateDigitsKey(arguments[0], arguments[1]) ?? known.textKey(arguments[0], arguments[1])
            guard let key else { return nil }
            if most > 1 { known.note("damerau_levenshtein <= \(most): optimal string alignment") }
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
                let key = known.dateKey(left[0], right[0], isPlainDate: true), key.part == .whole
            else { return nil }
            return Condition(.days(most), key)
        case .call("datediff", let parts), .call("date_diff", let parts):
            guard parts.count == 3, parts[0] == .text("day"), let most = Self.whole(bound, sign),
                let key = known.dateKey(parts[1], parts[2], isPlainDate: true), key.part == .whole
            else { return nil }
            return Condition(.days(most), key)
        case .difference(let left, let right):
            if let key = known.dateKey(left, right, isPlainDate: false) {
                return key.part == .whole ? Self.whole(bound, sign).map { Condition(.days($0), key) } : nil
            }
            guard sign == "<=", bound >= 0, let key = known.numberKey(left, right, isPlainNumber: true) else {
                return nil
            }
            return Condition(.gap(bound), key)
        default: return nil
        }
    }

    private static func whole(_ bound: Double, _ sign: String) -> Int? {
        let most = sign == "<" ? bound.rounded(.up) - 1 : bound.rounded(.down)
        return most >= 0 && most < 1_000_000 ? Int(most) : nil
    }
}

import Registry

/// A reader who wants the hidden counts of published tables. He knows how tables add up, from their headings alone, that
/// counts are whole, and that what is hidden is not zero; he eliminates over exact fractions, and then narrows what is left
/// by what the others leave over. He shares nothing with how the cells were chosen.
struct TableReader {
    struct Fraction: Equatable {
        var top: Int
        var bottom: Int

        init(_ top: Int, _ bottom: Int = 1) {
            var (a, b) = (abs(top), abs(bottom))
            while b != 0 { (a, b) = (b, a % b) }
            let divisor = max(1, a) * (bottom < 0 ? -1 : 1)
            self.top = top / divisor
            self.bottom = bottom / divisor
        }

        static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, a.bottom * b.bottom) }
        static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom, a.bottom * b.top) }
        static func - (a: Fraction, b: Fraction) -> Fraction {
            Fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
        }
    }

    /// A sum of cells that is known: coefficients of hidden cells, and what they come to.
    struct Equation {
        var terms: [CountKey: Int]
        var value: Int
    }

    /// What the documents show; nil is hidden.
    let shown: [CountKey: Int?]
    private(set) var equations: [Equation] = []
    /// Cells that differ in one respect alone, to be found by what they share.
    private var byPlace: [CountKey: [CountKey]] = [:]
    private var byCategory: [CountKey: [CountKey]] = [:]
    private var byProgramme: [CountKey: [CountKey]] = [:]

    init(_ shown: [CountKey: Int?]) {
        self.shown = shown
        for key in shown.keys {
            byPlace[Self.without(key, place: true), default: []].append(key)
            byCategory[Self.without(key, category: true), default: []].append(key)
            byProgramme[Self.without(key, programme: true), default: []].append(key)
        }
        for key in shown.keys {
            addRegions(key)
            addBreakdowns(key)
            addProgrammes(key)
            addLists(key)
        }
    }

    var hidden: [CountKey] { shown.keys.filter { shown[$0] == .some(nil) }.sorted() }

    private static func without(
        _ key: CountKey, place: Bool = false, category: Bool = false, programme: Bool = false
    ) -> CountKey {
        var key = key
        if place { (key.region, key.isRemainder) = ("", false) }
        if category { (key.breakdown, key.category) = ("", "") }
        if programme { key.programme = "" }
        return key
    }

    private func has(_ key: CountKey) -> Bool { shown[key] != nil }

    private mutating func add(_ total: CountKey, _ parts: [CountKey]) {
        guard !parts.isEmpty else { return }
        var equation = Equation(terms: [:], value: 0)
        for (key, sign) in parts.map({ ($0, 1) }) + [(total, -1)] {
            if let value = shown[key] ?? 0 {
                equation.value -= sign * value
            } else {
                equation.terms[key, default: 0] += sign
            }
        }
        if !equation.terms.isEmpty { equations.append(equation) }
    }

    /// A region is its parts and what is not broken down.
    private mutating func addRegions(_ key: CountKey) {
        guard !key.isRemainder else { return }
        let parts = (byPlace[Self.without(key, place: true)] ?? []).filter { other in
            other.isRemainder ? other.region == key.region : RegionScope.parent(of: other.region) == key.region
        }
        add(key, parts)
    }

    /// A total is the sum of the categories of each breakdown, a group that of its members.
    private mutating func addBreakdowns(_ key: CountKey) {
        func fine(_ breakdown: String, _ isPart: (String) -> Bool) {
            let parts = (byCategory[Self.without(key, category: true)] ?? []).filter { other in
                other.breakdown == breakdown && isPart(other.category)
            }
            add(key, parts)
        }
        switch key.breakdown {
        case "total":
            let names = Set((byCategory[Self.without(key, category: true)] ?? []).map(\.breakdown))
            for name in names where !["total", "decile", "kindState"].contains(name) {
                fine(name) { _ in true }
            }
        case "decileGroup" where key.category != "-":
            fine("decile") { ((Int($0) ?? 0) <= 4) == (key.category == "1-4") }
        case "kind": fine("kindState") { $0.hasPrefix(key.category + "/") }
        case "state" where key.measure == "needs": fine("kindState") { $0.hasSuffix("/" + key.category) }
        default: break
        }
    }

    private mutating func addProgrammes(_ key: CountKey) {
        guard key.programme == "*" else { return }
        let parts = (byProgramme[Self.without(key, programme: true)] ?? []).filter { $0.programme != "*" }
        add(key, parts)
    }

    /// Where a programme's list and its reports agree for the nation, he takes them to agree everywhere.
    private mutating func addLists(_ key: CountKey) {
        guard key.measure == "listed", key.breakdown == "total", key.programme != "*" else { return }
        func nation(_ measure: String) -> Int? {
            shown[CountKey(measure, programme: key.programme, region: RegionScope.nation)] ?? nil
        }
        var reported = key
        reported.measure = "distributed"
        guard has(reported), let one = nation("listed"), one == nation("distributed") else { return }
        add(key, [reported])
    }

    /// Hidden cells whose value follows from the equations alone.
    func solved() -> [CountKey: Int] {
        var rows: [(pivot: CountKey, terms: [CountKey: Fraction], value: Fraction)] = []
        /// The rows in which a cell stands, so that only those are looked at.
        var pivots: [CountKey: Int] = [:]
        for equation in equations {
            var terms = equation.terms.mapValues { Fraction($0) }
            var value = Fraction(equation.value)
            for key in equation.terms.keys {
                guard let row = pivots[key], let factor = terms[key] else { continue }
                Self.clear(&terms, &value, rows[row], factor)
            }
            guard let pivot = terms.keys.min(), let lead = terms[pivot] else { continue }
            terms = terms.mapValues { $0 / lead }
            value = value / lead
            let row = (pivot, terms, value)
            for index in rows.indices {
                guard let factor = rows[index].terms[pivot] else { continue }
                var other = rows[index]
                Self.clear(&other.terms, &other.value, row, factor)
                rows[index] = other
            }
            pivots[pivot] = rows.count
            rows.append(row)
        }
        var found: [CountKey: Int] = [:]
        for row in rows where row.terms.count == 1 { found[row.pivot] = row.value.top / row.value.bottom }
        return found
    }

    private static func clear(
        _ terms: inout [CountKey: Fraction], _ value: inout Fraction,
        _ row: (pivot: CountKey, terms: [CountKey: Fraction], value: Fraction), _ factor: Fraction
    ) {
        for (key, coefficient) in row.terms {
            let rest = (terms[key] ?? Fraction(0)) - factor * coefficient
            terms[key] = rest.top == 0 ? nil : rest
        }
        value = value - factor * row.value
    }

    /// Least and greatest value of every hidden cell, narrowed equation by equation until nothing changes.
    func ranges() -> [CountKey: ClosedRange<Int>] {
        let most = 1_000_000_000
        var ranges = Dictionary(uniqueKeysWithValues: hidden.map { ($0, 1...most) })
        var isNarrowing = true
        var rounds = 0
        while isNarrowing, rounds < 200 {
            isNarrowing = false
            rounds += 1
            for equation in equations {
                for (key, sign) in equation.terms {
                    // sign × cell = value − the others
                    var low = equation.value, high = equation.value
                    for (other, coefficient) in equation.terms where other != key {
                        guard let range = ranges[other] else { continue }
                        let ends = [coefficient * range.lowerBound, coefficient * range.upperBound].sorted()
                        low -= ends[1]
                        high -= ends[0]
                    }
                    if sign < 0 { (low, high) = (-high, -low) }
                    guard let old = ranges[key], low > old.lowerBound || high < old.upperBound else { continue }
                    let (least, greatest) = (max(low, old.lowerBound), min(high, old.upperBound))
                    // He cannot be wrong about sums; an empty range would mean that he took lists to agree that do not.
                    guard least <= greatest else { continue }
                    ranges[key] = least...greatest
                    isNarrowing = true
                }
            }
        }
        return ranges
    }
}

/// The statements that a search may build conditions from, found without a look at the decisions.
struct CriterionStatements: Sendable {
    struct Entry: Sendable {
        var statement: CriterionCondition.Statement
        /// The attribute's position.
        var attribute: Int
        /// The places of the scope that meet it.
        var bits: LineBits
        /// Stands alone only: inside of a conjunction it would multiply the search for little.
        var isAlone = false
    }

    private(set) var entries: [Entry] = []
    /// Attributes that are left out because hardly any value comes twice, such as numbers of persons.
    private(set) var identifiers: [String] = []
    /// Attributes that are the same on all lines.
    private(set) var constant: [String] = []

    /// - Parameters:
    ///   - least: lines that must meet a statement.
    ///   - cuts: thresholds of one attribute at most.
    init(_ scope: CriterionScope, _ attributes: [CriterionAttribute], least: Int, cuts: Int) {
        for (position, attribute) in attributes.enumerated() {
            let before = entries.count
            switch attribute.values {
            case .categories(let values): add(scope.lines.map { values[$0] }, attribute.name, position, least)
            case .numbers(let values): add(scope.lines.map { values[$0] }, attribute.name, position, least, cuts)
            }
            if entries.count == before, !identifiers.contains(attribute.name) { constant.append(attribute.name) }
        }
    }

    private mutating func add(_ values: [String?], _ name: String, _ position: Int, _ least: Int) {
        var places: [String?: [Int]] = [:]
        for (place, value) in values.enumerated() { places[value, default: []].append(place) }
        let levels = places.keys.compactMap(\.self).sorted()
        if values.count >= 20, levels.count * 2 > values.count {
            identifiers.append(name)
        } else {
            for level in levels {
                insert(places[level] ?? [], .init(name, .equals(level)), position, least, values.count)
            }
            if levels.count > 2 {
                for level in levels {
                    let own = Set(places[level] ?? [])
                    let others = values.indices.filter { values[$0] != nil && !own.contains($0) }
                    guard own.count >= least else { continue }
                    insert(others, .init(name, .differs(from: level)), position, least, values.count, isAlone: true)
                }
            }
        }
        insert(places[nil] ?? [], .init(name, .missing), position, least, values.count)
    }

    private mutating func add(_ values: [Double?], _ name: String, _ position: Int, _ least: Int, _ cuts: Int) {
        let known = values.compactMap(\.self).filter(\.isFinite).sorted()
        // Cut points lie where a value differs from the one before; of many, those nearest to equal parts.
        let borders = known.indices.dropFirst().filter { known[$0] > known[$0 - 1] }
        var chosen = Set(borders)
        if borders.count > cuts {
            chosen = Set(
                (1...cuts).compactMap { part in
                    let aim = known.count * part / (cuts + 1)
                    return borders.min { (($0 - aim).magnitude, $0) < (($1 - aim).magnitude, $1) }
                })
        }
        for border in chosen.sorted() {
            let limit = known[border]
            let above = values.indices.filter { values[$0].map { $0 >= limit } ?? false }
            let below = values.indices.filter { values[$0].map { $0 < limit } ?? false }
            insert(above, .init(name, .atLeast(limit)), position, least, values.count)
            insert(below, .init(name, .below(limit)), position, least, values.count)
        }
        let missing = values.indices.filter { !(values[$0]?.isFinite ?? false) }
        insert(missing, .init(name, .missing), position, least, values.count)
    }

    private mutating func insert(
        _ places: [Int], _ statement: CriterionCondition.Statement, _ attribute: Int, _ least: Int, _ count: Int,
        isAlone: Bool = false
    ) {
        guard places.count >= least, places.count < count else { return }
        var bits = LineBits(count: count)
        for place in places { bits.insert(place) }
        entries.append(Entry(statement: statement, attribute: attribute, bits: bits, isAlone: isAlone))
    }

    /// Whether two statements may stand together: of different attributes, or the two ends of a range.
    func mayJoin(_ a: Int, _ b: Int) -> Bool {
        let (a, b) = (entries[a], entries[b])
        guard !a.isAlone, !b.isAlone else { return false }
        guard a.attribute == b.attribute else { return true }
        switch (a.statement.test, b.statement.test) {
        case (.atLeast(let low), .below(let high)), (.below(let high), .atLeast(let low)): return low < high
        default: return false
        }
    }
}

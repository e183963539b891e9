import Linkage
import Problems

/// Renders the pairs to compare, what Spark compares of them, and what it hands to the native program.
///
/// A pair's kind is the place of the blocking rule that found it; behind the rules come the pairs drawn at random, and
/// then, for each list of keys that training counts by, the pairs that share these keys.
struct PairSQL {
    let model: LinkageModel
    let keys: KeySQL
    let blocking: BlockingSQL
    /// By comparison its level as SQL; nil where the native program compares.
    let levels: [String?]
    let isCross: Bool
    let hasTruth: Bool
    /// How many records there are.
    private let records: Int

    init(
        _ model: LinkageModel, records: Int, plainTexts: Set<String>, isCross: Bool, hasTruth: Bool
    ) throws(Problem) {
        self.model = model
        self.records = records
        keys = KeySQL(model)
        blocking = BlockingSQL(model, keys)
        let rendered = ComparisonSQL(keys: keys, plainTexts: plainTexts)
        levels = try model.comparisons.map { item throws(Problem) in try rendered.level(item) }
        self.isCross = isCross
        self.hasTruth = hasTruth
    }

    /// The comparisons that are left to the native program.
    var nativeComparisons: [Int] { levels.indices.filter { levels[$0] == nil } }

    /// The fields that the native program needs for them, in the model's order.
    private var nativeFields: [String] {
        PartitionComparer(model, comparisons: nativeComparisons).model.fields.map(\.name)
    }

    /// The keys that Spark's own comparisons look at.
    private var comparedKeys: [FieldKey] {
        model.comparisons.indices.filter { levels[$0] != nil }.flatMap { place in
            model.comparisons[place].levels.flatMap { $0.when.flatMap { $0.map(\.key) } }
        }
    }

    /// All keys that are spoken of in SQL.
    var usedKeys: [FieldKey] {
        blocking.rules.flatMap { $0.keys + ($0.refine ?? []) } + comparedKeys + model.frequencyKeys
            + model.countedKeys.flatMap { $0 }
    }

    /// Pairs with what comparing needs of both records.
    ///
    /// - Parameter from: tables that name the records `a` and `b`.
    private func select(_ kind: Int, _ from: String, _ conditions: [String]) -> String {
        let isTrue = hasTruth ? "CASE WHEN a.\(KeySQL.truth) = b.\(KeySQL.truth) THEN 1 ELSE 0 END" : "0"
        var columns = [
            "\(kind) AS kind, a.\(KeySQL.row) AS l, b.\(KeySQL.row) AS r, \(isTrue) AS is_true"
        ]
        let needed = Set(nativeFields + comparedKeys.map(keys.column)).sorted()
        for (side, prefix) in [("a", ComparisonSQL.sides.0), ("b", ComparisonSQL.sides.1)] {
            let named = needed.map { "\(SQLText.name($0, of: side)) AS \(SQLText.name($0, of: prefix))" }
            if !named.isEmpty { columns.append(named.joined(separator: ", ")) }
        }
        var conditions = conditions
        if isCross { conditions.append("a.\(KeySQL.list) <> b.\(KeySQL.list)") }
        let restriction = conditions.isEmpty ? "" : "\nWHERE " + conditions.joined(separator: "\n  AND ")
        return "SELECT " + columns.joined(separator: ",\n  ") + "\nFROM \(from)" + restriction
    }

    /// The part of the comparison vector that Spark makes.
    private var vector: String {
        let parts = zip(levels, model.vectorFactors).compactMap { level, factor in level.map { "\(factor) * \($0)" } }
        return "CAST(\(parts.isEmpty ? "0" : parts.joined(separator: "\n  + ")) AS INT)"
    }

    /// - Parameters:
    ///   - isTrained: whether nothing is left to train, so that only what blocking finds is compared.
    ///   - isWhole: whether the pairs drawn are all pairs, so that none need be counted by their keys.
    func pairs(isTrained: Bool, isWhole: Bool, program: NativeProgram) throws(Problem) -> String {
        var parts: [String] = []
        for rule in blocking.rules.indices {
            let (from, conditions) = try blocking.pairs(rule)
            parts.append(select(rule, from, conditions))
        }
        if !isTrained {
            parts.append(
                select(
                    blocking.rules.count,
                    """
                    drawn d JOIN chosen x ON d.place_a = x.place JOIN chosen y ON d.place_b = y.place
                      JOIN prepared a ON a.\(KeySQL.row) = x.record JOIN prepared b ON b.\(KeySQL.row) = y.record
                    """, []))
            if !isWhole {
                for (place, shared) in model.countedKeys.enumerated() {
                    parts.append(try sharing(place, shared))
                }
            }
        }
        let all = SQLText.unionAll(parts)
        guard !nativeComparisons.isEmpty else {
            return "SELECT kind, l, r, is_true,\n  \(vector) AS vector\nFROM (\n\(all)\n)"
        }
        let columns =
            ["kind", "l", "r", "is_true", vector] + nativeFields.map { SQLText.name($0, of: ComparisonSQL.sides.0) }
            + nativeFields.map { SQLText.name($0, of: ComparisonSQL.sides.1) }
        return program.transform(
            .compare, columns, into: "kind INT, l BIGINT, r BIGINT, is_true INT, vector INT", from: all)
    }

    private func sharing(_ place: Int, _ shared: [FieldKey]) throws(Problem) -> String {
        var on: [String] = []
        for key in shared { on.append("\(try keys.value(key, "a")) = \(try keys.value(key, "b"))") }
        // Where too many share the keys the joined tables are empty.
        let few =
            "(SELECT * FROM prepared WHERE (SELECT max(pairs) FROM sharing WHERE keyset = \(place)) "
            + "<= \(LinkageModel.mostCountedPairs(records)))"
        return select(
            blocking.rules.count + 1 + place, "\(few) a JOIN \(few) b ON " + on.joined(separator: " AND "),
            ["a.\(KeySQL.row) < b.\(KeySQL.row)"])
    }

    /// `sharing`: for each list of keys that training counts by, how many pairs share it.
    func sharingCounts() throws(Problem) -> String {
        var parts: [String] = []
        for (place, shared) in model.countedKeys.enumerated() {
            var columns: [String] = []
            for (number, key) in shared.enumerated() { columns.append("\(try keys.value(key)) AS k\(number)") }
            let names = shared.indices.map { "k\($0)" }
            parts.append(
                """
                SELECT \(place) AS keyset, coalesce(sum(records * (records - 1) div 2), 0) AS pairs
                FROM (SELECT count(*) AS records FROM (SELECT \(columns.joined(separator: ", ")) FROM cleaned)
                  WHERE \(names.map { $0 + " IS NOT NULL" }.joined(separator: " AND "))
                  GROUP BY \(names.joined(separator: ", ")))
                """)
        }
        return SQLText.unionAll(parts)
    }

    /// `chosen`: the records that pairs are drawn from with their places.
    static let chosen = """
        SELECT row_number() OVER (ORDER BY \(KeySQL.order), \(KeySQL.row)) - 1 AS place, \(KeySQL.row) AS record
        FROM (SELECT \(KeySQL.order), \(KeySQL.row) FROM cleaned ORDER BY 1, 2 LIMIT \(CountedPairs.recordsDrawn))
        """

    static let counts = """
        SELECT kind, vector, count(*) AS pairs, sum(is_true) AS true_pairs FROM pairs GROUP BY kind, vector
        """
}

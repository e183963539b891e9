import Linkage
import Problems

/// Renders scoring and clustering: how common the values of linked records are, and what the native program makes of it.
struct ScoringSQL {
    let model: LinkageModel
    let keys: KeySQL

    init(_ model: LinkageModel) {
        self.model = model
        keys = KeySQL(model)
    }

    private var frequencyKeys: [FieldKey] { model.frequencyKeys }
    private var places: Range<Int> { frequencyKeys.indices }

    /// One row: for each frequency key the records that have it and their words.
    func totals() throws(Problem) -> String {
        var columns = ["count(*) AS records"]
        for (place, key) in frequencyKeys.enumerated() {
            let value = try keys.value(key)
            columns.append("count(\(value)) AS records_\(place)")
            columns.append(
                keys.isText(key)
                    ? "coalesce(sum(CASE WHEN \(value) IS NOT NULL THEN size(\(KeySQL.words(value))) END), 0) AS words_\(place)"
                    : "CAST(0 AS BIGINT) AS words_\(place)")
        }
        return "SELECT \(columns.joined(separator: ", ")) FROM cleaned"
    }

    /// `marked`: the pairs that can reach the lowest weight asked for.
    var marked: String {
        "SELECT p.l, p.r, p.vector FROM pairs p LEFT SEMI JOIN marks m ON p.vector = m.vector "
            + "WHERE p.kind < \(model.blocking.count)"
    }

    /// `linked`: the records of these pairs with their values of the frequency keys.
    func linked() throws(Problem) -> String {
        var columns = ["c.\(KeySQL.row)"]
        for (place, key) in frequencyKeys.enumerated() { columns.append("\(try keys.value(key, "c")) AS v\(place)") }
        return """
            SELECT \(columns.joined(separator: ", ")) FROM cleaned c
            LEFT SEMI JOIN (SELECT l AS record FROM marked UNION SELECT r FROM marked) x ON c.\(KeySQL.row) = x.record
            """
    }

    /// `common_PLACE`: each value of linked records with how many records have it and, for texts, how often each of its
    /// words occurs, as numbers with blanks between them.
    func common(_ place: Int) throws(Problem) -> String {
        let key = frequencyKeys[place]
        let value = try keys.value(key)
        let counted = """
            SELECT v, records FROM (SELECT \(value) AS v, count(*) AS records FROM cleaned GROUP BY 1)
            LEFT SEMI JOIN linked ON v = linked.v\(place)
            """
        guard keys.isText(key) else { return "SELECT v, CAST(records AS STRING) AS cell FROM (\(counted))" }
        return """
            SELECT v, concat_ws(' ', CAST(first(records) AS STRING),
              array_join(transform(array_sort(collect_list(struct(at, times))), x -> CAST(x.times AS STRING)), ' ')) AS cell
            FROM (SELECT v, records, posexplode_outer(\(KeySQL.words("v"))) AS (at, word) FROM (\(counted))) t
            LEFT JOIN (
              SELECT word AS w, count(*) AS times
              FROM (SELECT explode(\(KeySQL.words(value))) AS word FROM cleaned) GROUP BY word
            ) n ON t.word = n.w
            GROUP BY v
            """
    }

    /// `cells`: for each linked record a cell for each frequency key, `c0`, `c1` …
    var cells: String {
        let columns = places.map { ", k\($0).cell AS c\($0)" }.joined()
        let joins = places.map { "\nLEFT JOIN common_\($0) k\($0) ON x.v\($0) = k\($0).v" }.joined()
        return "SELECT x.\(KeySQL.row) AS record\(columns) FROM linked x\(joins)"
    }

    private func cellColumns(_ alias: String) -> [String] { places.map { "\(alias).c\($0)" } }

    /// `scored`: pairs with their weights, as the bits of a number, and whether they join.
    func scored(_ program: NativeProgram) -> String {
        let query = """
            SELECT p.l, p.r, p.vector\(cellColumns("x").map { ", " + $0 }.joined())
            FROM marked p JOIN cells x ON p.l = x.record
            """
        return program.transform(
            .score, ["l", "r", "vector"] + places.map { "c\($0)" },
            into: "l BIGINT, r BIGINT, vector INT, weight BIGINT, joins INT", from: query)
    }

    /// Clusters and bridges, from records (sort 0) and pairs (sort 1) of connected parts.
    func clusters(_ program: NativeProgram) -> String {
        let fields = model.fields.map { SQLText.name($0.name) }
        let own = (fields.map { "c." + $0 } + cellColumns("x")).map { ", " + $0 }.joined()
        let none = (fields + places.map { "c\($0)" }).map { ", CAST(NULL AS STRING) AS \($0)" }.joined()
        let query = """
            SELECT * FROM (
            SELECT p.part, 0 AS sort, c.\(KeySQL.row) AS x, CAST(c.\(KeySQL.list) AS BIGINT) AS y,
              CAST(NULL AS INT) AS vector, CAST(NULL AS BIGINT) AS weight, c.\(KeySQL.id) AS id\(own)
            FROM parts p JOIN cleaned c ON p.record = c.\(KeySQL.row) JOIN cells x ON p.record = x.record
            UNION ALL
            SELECT p.part, 1 AS sort, s.l AS x, s.r AS y, s.vector, s.weight, CAST(NULL AS STRING) AS id\(none)
            FROM scored s JOIN parts p ON s.l = p.record WHERE s.joins = 1
            )
            """
        return program.transform(
            .cluster, ["part", "sort", "x", "y", "vector", "weight", "id"] + fields + places.map { "c\($0)" },
            into: "kind INT, x BIGINT, y BIGINT, vector INT, weight BIGINT", from: query,
            order: "DISTRIBUTE BY part SORT BY part, sort, x, y")
    }
}

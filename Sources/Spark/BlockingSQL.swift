import Linkage
import Problems

/// Renders blocking: groups of records that share a rule's keys, large ones split as the native engine splits them, and
/// pairs, each under the first rule that has it.
///
/// A record's step in a rule is how many further keys its group needed to be small enough: 0 for nearly all records,
/// which is why only the others are written down; -1 where it is compared with none.
struct BlockingSQL {
    let rules: [BlockingRule]
    let largest: Int
    let keys: KeySQL

    init(_ model: LinkageModel, _ keys: KeySQL) {
        rules = model.blocking
        largest = model.largestBlock
        self.keys = keys
    }

    /// The number of times groups can be split, and one.
    var stepCount: Int { (rules.map { $0.refine?.count ?? 0 }.max() ?? 0) + 1 }

    private var width: Int { rules.map { $0.keys.count + ($0.refine?.count ?? 0) }.max() ?? 1 }

    private func all(_ rule: BlockingRule) -> [FieldKey] { rule.keys + (rule.refine ?? []) }

    /// The records with the first keys of a rule as `k1`, `k2` …, those that have the first `count` of them.
    private func keyed(_ rule: BlockingRule, _ count: Int, present: Int) throws(Problem) -> String {
        var columns: [String] = []
        for (place, key) in all(rule).prefix(count).enumerated() {
            columns.append("\(try keys.value(key)) AS k\(place + 1)")
        }
        let has = (1...present).map { "k\($0) IS NOT NULL" }.joined(separator: " AND ")
        return "SELECT * FROM (SELECT \(KeySQL.row), \(columns.joined(separator: ", ")) FROM cleaned) WHERE \(has)"
    }

    /// `groups_STEP`: rule, keys and size of each group; behind the first step only of groups that were too large.
    func groups(_ step: Int) throws(Problem) -> String {
        var parts: [String] = []
        for (place, rule) in rules.enumerated() where (rule.refine?.count ?? 0) >= step {
            let count = rule.keys.count + step
            let own = (1...count).map { "r.k\($0)" }
            let padding = (count..<max(count, width)).map { "CAST(NULL AS STRING) AS k\($0 + 1)" }
            let columns = (own + padding).joined(separator: ", ")
            let large = step == 0 ? "" : "\nJOIN hot_\(step - 1) h ON " + same(place, "r", "h", count - 1)
            parts.append(
                """
                SELECT \(place) AS rule, \(columns), count(*) AS records
                FROM (\(try keyed(rule, count, present: count))) r\(large)
                GROUP BY \(own.joined(separator: ", "))
                """)
        }
        return SQLText.unionAll(parts)
    }

    private func same(_ rule: Int, _ a: String, _ b: String, _ count: Int) -> String {
        "\(b).rule = \(rule) AND " + (1...count).map { "\(a).k\($0) = \(b).k\($0)" }.joined(separator: " AND ")
    }

    /// `hot_STEP`: the groups that are too large.
    func hot(_ step: Int) -> String {
        let names = (1...width).map { "k\($0)" }.joined(separator: ", ")
        return "SELECT rule, \(names) FROM groups_\(step) WHERE records > \(largest)"
    }

    /// For each rule and step pairs, largest group, groups too large and the pairs in these.
    func report() -> String {
        let parts = (0..<stepCount).map { step in
            """
            SELECT rule, \(step) AS step, sum(records * (records - 1) div 2), max(records),
              count_if(records > \(largest)),
              sum(CASE WHEN records > \(largest) THEN records * (records - 1) div 2 ELSE 0 END)
            FROM groups_\(step) GROUP BY rule
            """
        }
        return SQLText.unionAll(parts)
    }

    /// `steps`: for each record of a group that was too large, its steps by rule.
    func steps() throws(Problem) -> String {
        var parts: [String] = []
        for (place, rule) in rules.enumerated() {
            let (first, further) = (rule.keys.count, rule.refine?.count ?? 0)
            var (cases, joins) = ("", "\nJOIN hot_0 h0 ON " + same(place, "r", "h0", first))
            for step in 0..<further {
                cases += " WHEN r.k\(first + step + 1) IS NULL THEN -1 WHEN h\(step + 1).rule IS NULL THEN \(step + 1)"
                joins +=
                    "\nLEFT JOIN hot_\(step + 1) h\(step + 1) ON " + same(place, "r", "h\(step + 1)", first + step + 1)
            }
            parts.append(
                """
                SELECT r.\(KeySQL.row), \(place) AS rule, \(further == 0 ? "-1" : "CASE\(cases) ELSE -1 END") AS step
                FROM (\(try keyed(rule, first + further, present: first))) r\(joins)
                """)
        }
        return """
            SELECT \(KeySQL.row), map_from_entries(collect_list(struct(rule, step))) AS \(KeySQL.steps)
            FROM (\(SQLText.unionAll(parts))) GROUP BY \(KeySQL.row)
            """
    }

    private func step(_ rule: Int, _ alias: String) -> String {
        "coalesce(try_element_at(\(alias).\(KeySQL.steps), \(rule)), 0)"
    }

    /// The records `a` and `b`, brought together by a rule and by none before it.
    func pairs(_ rule: Int) throws(Problem) -> (from: String, wherever: [String]) {
        var on: [String] = []
        for key in rules[rule].keys { on.append("\(try keys.value(key, "a")) = \(try keys.value(key, "b"))") }
        on.append("\(step(rule, "a")) = \(step(rule, "b"))")
        for (place, key) in (rules[rule].refine ?? []).enumerated() {
            func side(_ alias: String) throws(Problem) -> String {
                "CASE WHEN \(step(rule, alias)) > \(place) THEN \(try keys.value(key, alias)) END"
            }
            on.append("\(try side("a")) <=> \(try side("b"))")
        }
        // Told of both sides, though one follows from the other: alike, they are shuffled once for both.
        var conditions = [
            "a.\(KeySQL.row) < b.\(KeySQL.row)", "\(step(rule, "a")) >= 0", "\(step(rule, "b")) >= 0",
        ]
        for earlier in 0..<rule { conditions.append("NOT " + (try together(earlier))) }
        return ("prepared a JOIN prepared b ON " + on.joined(separator: "\n  AND "), conditions)
    }

    /// Whether a rule brings `a` and `b` together.
    private func together(_ rule: Int) throws(Problem) -> String {
        var same: [String] = []
        for key in rules[rule].keys {
            same.append(SQLText.certain("\(try keys.value(key, "a")) = \(try keys.value(key, "b"))"))
        }
        same.append("\(step(rule, "a")) = \(step(rule, "b"))")
        same.append("\(step(rule, "a")) >= 0")
        for (place, key) in (rules[rule].refine ?? []).enumerated() {
            let isSame = SQLText.certain("\(try keys.value(key, "a")) = \(try keys.value(key, "b"))")
            same.append("(\(step(rule, "a")) <= \(place) OR \(isSame))")
        }
        return "(" + same.joined(separator: " AND ") + ")"
    }
}

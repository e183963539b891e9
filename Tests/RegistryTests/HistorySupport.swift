import Foundation
import Registry
import Store
import Synchronization

/// A clock that tests set.
final class SetClock: Sendable {
    private let instant: Mutex<Date>

    init(_ text: String) { instant = Mutex((try? Date(text, strategy: .iso8601)) ?? .distantPast) }

    var now: Date { instant.withLock { $0 } }

    func set(_ text: String) {
        if let date = try? Date(text, strategy: .iso8601) { instant.withLock { $0 = date } }
    }

    func pass(_ seconds: Int) { instant.withLock { $0 += Double(seconds) } }
}

/// What the tables of a registry hold, as a reader of the present or of the past sees it.
enum TableDump {
    /// Columns by table. Counts and outcomes of lists are looked at only once these are committed; see `Shade`.
    private static let queries = [
        "person":
            "SELECT id, nik, name, sex, birth_date, phone, address, village, region_code, family_card, batch FROM person",
        "family": "SELECT card, batch FROM family",
        "enrolment": """
        SELECT id, person, list, line, programme, fiscal_year, line_key, family_card, amount, status, started_on,
            ended_on, village, region_code, origin, batch FROM enrolment
        """,
        "enterprise": "SELECT id, owner, business, nib, npwp, size_class, size_rule_set, batch FROM enterprise",
        "group": "SELECT id, programme, name, village, batch FROM beneficiary_group",
        "member": "SELECT beneficiary_group, person, subgroup, role, batch FROM group_member",
        "stage": "SELECT id, batch, nik, stage, actor, happened_at, decision, reason FROM stage_event",
        "batch": """
        SELECT id, list, state, name, reference_date, row_count, refused_count, staged_at, committed_at, undone_at,
            commit_order FROM batch
        """,
        "counts": "SELECT id, new_count, updated_count, unchanged_count FROM batch WHERE state = 'committed'",
        "outcome": "SELECT l.id, l.outcome FROM line l JOIN batch b ON b.id = l.batch WHERE b.state = 'committed'",
        "line": "SELECT id, nik, name, raw FROM line",
        "problem": "SELECT line, position, code FROM line_problem",
        "decision": "SELECT id, subject_a, subject_b, verdict, reverses, carries, note FROM match_decision",
        "sending": "SELECT id, kind, taken_at, undone_at FROM sending",
        "entry": "SELECT id, sending, kind, entry_key, version, is_current, document FROM entry",
        "programme": "SELECT code FROM programme",
        "list": "SELECT id, name FROM source_list",
        "compatibility": "SELECT position, programme_a, programme_b, verdict, condition_id FROM compatibility",
        "rule": "SELECT code, statement_id FROM rule",
        "institution": "SELECT code, name FROM institution",
    ]

    /// Every row as one text, by table.
    static func read(_ registry: Registry) throws -> [String: [String]] {
        try registry.database.read { connection in
            try queries.mapValues { sql in
                let columns = sql.dropFirst(7).prefix(
                    upTo: sql.dropFirst(7).range(of: " FROM ")?.lowerBound ?? sql.endIndex)
                let names = columns.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                let rest = sql.dropFirst(7 + columns.count)
                let cast = names.map { "COALESCE(CAST(\($0) AS TEXT), '∅')" }.joined(separator: " || '¦' || ")
                return try connection.all("SELECT \(cast)\(rest)") { $0.string(0) }.sorted()
            }
        }
    }
}

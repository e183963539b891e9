import Foundation

/// What the eighth shape adds: the acts by which lists changed the registry, and every row as it stood before it was
/// changed or removed. Nothing that was ever known is lost, and what was known at an instant can be read again.
///
/// Times are kept twice over: when the registry learned something, and, in the rows themselves, when it held.
enum HistorySchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            """
            CREATE TABLE act (
                number \(int) NOT NULL PRIMARY KEY, batch \(int) NOT NULL REFERENCES batch (id), kind TEXT NOT NULL,
                happened_at TEXT NOT NULL, actor TEXT, reason TEXT)
            """,
            "CREATE UNIQUE INDEX act_by_batch ON act (batch, kind)",
            "ALTER TABLE stage_event ADD COLUMN recorded_at TEXT",
            "ALTER TABLE match_decision ADD COLUMN known_at TEXT",
        ]
            + KeptTable.all.flatMap { $0.statements(dialect) }
            + KeptCatalogue.all.flatMap { $0.statements(dialect) }
    }

    /// Rebuilds the acts from the batches, the rows as they stood from the images that batches kept, and when decisions
    /// came to be known.
    @Sendable static func move(_ connection: any Connection) throws {
        try moveActs(connection)
        try moveImages(connection)
        try connection.execute(
            """
            UPDATE stage_event SET recorded_at = COALESCE(
                (SELECT b.committed_at FROM batch b WHERE b.id = stage_event.batch), happened_at)
            """)
        // A decision that was taken over was so when the later of its records came.
        try connection.execute(
            """
            UPDATE match_decision SET known_at = CASE WHEN carries IS NULL THEN decided_at ELSE COALESCE((
                SELECT MAX(b.committed_at) FROM line l JOIN batch b ON b.id = l.batch
                WHERE l.id IN (match_decision.subject_a, match_decision.subject_b)), decided_at) END
            """)
    }

    /// Commits have their place in the order of acts already; undos stand in the places that are left.
    private static func moveActs(_ connection: any Connection) throws {
        let commits = try connection.all(
            "SELECT id, commit_order, committed_at FROM batch WHERE commit_order IS NOT NULL ORDER BY commit_order"
        ) { (batch: $0.integer(0) ?? 0, number: $0.integer(1) ?? 0, at: $0.string(2)) }
        let undos = try connection.all(
            "SELECT id, undone_at FROM batch WHERE state = 'undone' AND undone_at IS NOT NULL ORDER BY undone_at, id DESC"
        ) { (batch: $0.integer(0) ?? 0, at: $0.string(1)) }
        var actors: [String: String] = [:]
        try connection.query(
            "SELECT action, object, actor FROM log_entry WHERE action IN ('commit', 'undo') AND object_kind = 'batch'",
            []
        ) { actors["\($0.string(0)) \($0.integer(1) ?? 0)"] = $0.string(2) }
        let insert = try connection.prepare(
            "INSERT INTO act (number, batch, kind, happened_at, actor) VALUES (?, ?, ?, ?, ?)")
        for act in commits {
            try insert.run([
                .integer(act.number), .integer(act.batch), .text(ActRecord.Kind.commit.rawValue), .text(act.at),
                .optional(actors["commit \(act.batch)"]),
            ])
        }
        let taken = Set(commits.map(\.number))
        var number: Int64 = 0
        for act in undos {
            repeat { number += 1 } while taken.contains(number)
            try insert.run([
                .integer(number), .integer(act.batch), .text(ActRecord.Kind.undo.rawValue), .text(act.at),
                .optional(actors["undo \(act.batch)"]),
            ])
        }
    }

    /// An image holds the fields that a list may change; all others never change.
    private static func moveImages(_ connection: any Connection) throws {
        let images = try connection.all(
            """
            SELECT i.entity, i.entity_id, i.document, b.commit_order FROM before_image i JOIN batch b ON b.id = i.batch
            WHERE b.commit_order IS NOT NULL ORDER BY b.commit_order
            """
        ) { (entity: $0.string(0), id: $0.integer(1) ?? 0, document: $0.string(2), act: $0.integer(3) ?? 0) }
        for image in images {
            guard let table = KeptTable.all.first(where: { $0.name == image.entity }) else { continue }
            try table.keep("id = ?", [.integer(image.id)], until: image.act, connection)
            let object = try JSONDecoder().decode([String: String].self, from: Data(image.document.utf8))
            let setters = table.changing.map { "\($0.name) = ?" }.joined(separator: ", ")
            try connection.execute(
                "UPDATE \(table.past) SET \(setters) WHERE id = ? AND until_act = ?",
                table.changing.map { $0.stored(object[$0.name]) } + [.integer(image.id), .integer(image.act)])
        }
    }

    static let closing = ["DROP TABLE before_image"]
}

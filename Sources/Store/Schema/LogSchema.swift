import Foundation
public import Problems

/// What the seventh shape adds: the log of changes as a chain, in which each entry holds the hash of the one before.
///
/// What the journal told moves into it in its order, and what stands in the registry already is guarded from here on.
enum LogSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        table(.changes, dialect) + [
            // How often lists came and went is asked for with every list that is staged.
            "CREATE INDEX log_entry_by_action ON log_entry (action, number)",
            "CREATE INDEX log_entry_by_subject ON log_entry (subject, number) WHERE subject IS NOT NULL",
        ]
    }

    /// The table of a chain.
    static func table(_ chain: LogChain, _ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            """
            CREATE TABLE IF NOT EXISTS \(chain.table) (
                number \(int) NOT NULL PRIMARY KEY, happened_at TEXT NOT NULL, actor TEXT NOT NULL,
                action TEXT NOT NULL, purpose TEXT, subject \(int), object_kind TEXT, object \(int), detail TEXT,
                content TEXT, seen_number \(int), seen_hash TEXT, previous TEXT NOT NULL, hash TEXT NOT NULL)
            """
        ]
    }

    static let left = ["DROP TABLE journal"]

    @Sendable static func move(_ connection: any Connection) throws {
        let log = LogQueries(connection)
        let now = Date().formatted(.iso8601)
        try log.begin(UUID().uuidString.lowercased(), at: now)
        let told = try connection.all("SELECT happened_at, actor, action, batch, detail FROM journal ORDER BY id") {
            (at: $0.string(0), by: $0.string(1), action: $0.string(2), batch: $0.integer(3), detail: $0.text(4))
        }
        for entry in told {
            var moved = LogEntry(
                .begin, at: entry.at, by: entry.by, object: entry.batch.map { LogObject(.batch, $0) },
                detail: entry.detail.map(withoutNote))
            moved.action = entry.action
            try log.append(moved)
        }
        let digest = ContentDigest(connection, keepsPast: false)
        for (object, state) in try EvidenceCheck.standing(connection) {
            // The lines of a staged list are judged anew when it is committed.
            let isOpen = object.kind == .batch && state == BatchRecord.State.staged.rawValue
            try log.append(
                LogEntry(
                    .adopt, at: now, by: "gapura", object: object,
                    detail: LedgerJSON.text(EvidenceCheck.Adoption(state: state)),
                    content: isOpen ? nil : try digest.digest(of: object)))
            guard object.kind == .batch, let stages = try digest.digest(of: LogObject(.stages, object.number)) else {
                continue
            }
            try log.append(
                LogEntry(.adopt, at: now, by: "gapura", object: LogObject(.stages, object.number), content: stages))
        }
    }

    /// What somebody wrote in their own words stands with the decision, where it can be erased.
    private static func withoutNote(_ detail: String) -> String {
        guard var values = LedgerJSON.value([String: NotedValue].self, detail), values["note"] != nil else {
            return detail
        }
        values["note"] = nil
        return LedgerJSON.text(values)
    }

    /// A value of an entry of the journal.
    private enum NotedValue: Codable {
        case number(Int64)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            }
        }
    }
}

/// The place of the log of access: a database of its own, so small that it needs no numbered shapes.
public enum AccessSchema {
    /// What makes the table and its index where they are not there.
    public static func statements(_ dialect: any Dialect) -> [String] {
        LogSchema.table(.access, dialect) + [
            """
            CREATE INDEX IF NOT EXISTS access_entry_by_subject ON access_entry (subject, number) WHERE subject IS NOT NULL
            """
        ]
    }

    /// Makes the table where there is none.
    public static func prepare(_ database: any Database) throws(Problem) {
        let dialect = database.dialect
        let isThere = try? database.read { try $0.count("SELECT COUNT(*) FROM access_entry WHERE number = 1") }
        guard isThere == nil else { return }
        try database.write { connection in
            for statement in statements(dialect) { try connection.execute(statement) }
        }
    }
}

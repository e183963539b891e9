// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// What was copied, and that it was read back.
struct CopyAnswer: Encodable {
    private struct Table: Encodable {
        var table: String
        var rows: Int64
        var digest: String
    }

    private var to: String
    private var rows: Int64
    private var digest: String
    private var tables: [Table]
    /// Of the backup, where one was made or used.
    private var copied_at: String?
    private var version: Int?
    /// What stood there before.
    private var kept_as: String?
    private var problems: [String] = []

    init(_ digest: RegistryDigest, in place: String) {
        to = place
        rows = digest.rows
        self.digest = digest.digest
        tables = digest.tables.map { Table(table: $0.table, rows: $0.rows, digest: $0.digest) }
    }

    init(_ receipt: BackupReceipt, in place: String) {
        self.init(receipt.digest, in: place)
        copied_at = receipt.note?.copiedAt
        version = receipt.note?.version
        kept_as = receipt.aside
        problems = receipt.problems.map(\.code)
    }

    /// Writes the answer; the first sentence says what was done.
    func write(_ phrase: String, _ console: Console) throws(Problem) {
        if console.format == .json { return try console.json(self) }
        try console.line(
            console.say(
                phrase,
                [
                    "to": to, "rows": console.integer(Int(rows)),
                    "tables": console.integer(tables.count), "digest": digest,
                ]))
        if let copied_at, let version {
            try console.line(console.say("db.copied-at", ["instant": copied_at, "version": String(version)]))
        } else if phrase == "db.restored" {
            try console.line(console.say("db.no-note"))
        }
        if let kept_as { try console.line(console.say("db.kept-as", ["name": kept_as])) }
        if !problems.isEmpty {
            try console.line(console.say("db.copied-unsound", ["codes": problems.joined(separator: ", ")]))
        }
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension Answer {
    /// What became of a sheet.
    typealias Receipt = ReceiptAnswer

    /// A sending that the registry holds.
    struct Sending: Encodable {
        var id: Int64
        var kind: String
        var file: String
        var sha256: String
        var channel: String
        var received_on: String
        var taken_at: String
        var actor: String
        var rows: Int
        var new: Int
        var updated: Int
        var unchanged: Int
        var undone_at: String?

        init(_ sending: SendingRecord) {
            id = sending.id
            kind = SheetKinds.bundled.kinds.first { $0.name == sending.kind }?.word ?? sending.kind
            file = sending.name
            sha256 = sending.sha256
            channel = sending.channel
            received_on = sending.receivedOn
            taken_at = sending.takenAt
            actor = sending.actor
            rows = sending.rows
            new = sending.new
            updated = sending.updated
            unchanged = sending.unchanged
            undone_at = sending.undoneAt
        }
    }
}

/// Sheets for a terminal.
enum SheetText {
    /// A receipt as a sentence whose numbers add up.
    static func line(_ receipt: Answer.Receipt, _ console: Console) -> String {
        func n(_ value: Int) -> String { console.integer(value) }
        return console.say(
            "sheet.line",
            [
                "id": receipt.id == 0 ? "–" : String(receipt.id), "file": receipt.file, "kind": receipt.kind,
                "read": n(receipt.rows), "new": n(receipt.new), "updated": n(receipt.updated),
                "unchanged": n(receipt.unchanged), "refused": n(receipt.refused),
            ])
    }

    static func grid(_ receipts: [Answer.Receipt], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["id", "kind", "file", "rows", "new", "updated", "unchanged", "refused"]
                .map { console.say("column." + $0) }, numeric: [0, 3, 4, 5, 6, 7])
        for receipt in receipts {
            grid.add(
                [String(receipt.id), receipt.kind, receipt.file]
                    + [receipt.rows, receipt.new, receipt.updated, receipt.unchanged, receipt.refused].map(String.init))
        }
        return grid
    }

    static func grid(_ sendings: [Answer.Sending], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["id", "kind", "file", "received", "actor", "rows", "new", "updated", "unchanged", "undone"]
                .map { console.say("column." + $0) }, numeric: [0, 5, 6, 7, 8])
        for sending in sendings {
            grid.add(
                [String(sending.id), sending.kind, sending.file, sending.received_on, sending.actor]
                    + [sending.rows, sending.new, sending.updated, sending.unchanged].map(String.init)
                    + [sending.undone_at ?? ""])
        }
        return grid
    }
}

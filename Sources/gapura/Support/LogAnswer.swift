// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// Entries of the log as the command line gives them.
enum LogAnswer {
    struct Head: Encodable {
        var entries: Int64
        var hash: String?

        init(_ head: LogHead?) {
            entries = head?.number ?? 0
            hash = head?.hash
        }
    }

    struct Entry: Encodable {
        var chain: String
        var number: Int64
        var at: String
        var actor: String
        var action: String
        var purpose: String?
        /// The number of the person's record.
        var subject: Int64?
        var object: String?
        var object_number: Int64?
        var detail: String?
        var content: String?
        var hash: String

        init(_ logged: LoggedEntry) {
            let entry = logged.entry
            chain = logged.chain.rawValue
            number = entry.number
            at = entry.instant
            actor = entry.actor
            action = entry.action
            purpose = entry.purpose
            subject = entry.subject
            object = entry.objectKind
            object_number = entry.object
            detail = entry.detail
            content = entry.content
            hash = entry.hash
        }
    }

    struct Anchor: Encodable {
        var line: String
        var registry: String
        var at: String
        var changes: Head
        var access: Head

        init(_ anchor: LogAnchor) {
            line = anchor.line
            registry = anchor.registry
            at = anchor.instant
            changes = Head(anchor.changes)
            access = Head(anchor.access)
        }
    }

    /// The ends of both chains by their names.
    static func heads(_ registry: Registry) throws(Problem) -> [String: Head] {
        var heads: [String: Head] = [:]
        for chain in LogChain.allCases { heads[chain.rawValue] = Head(try registry.logHead(chain)) }
        return heads
    }

    static func grid(_ entries: [LoggedEntry], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["chain", "number", "at", "actor", "action", "purpose", "object", "subject"].map {
                console.say("log.column." + $0)
            }, numeric: [1])
        for logged in entries {
            let entry = logged.entry
            let object = entry.objectKind.map { kind in
                [word("log-object", kind, console), entry.object.map(String.init)].compactMap { $0 }
                    .joined(separator: " ")
            }
            grid.add([
                console.say("log.chain." + logged.chain.rawValue), String(entry.number), entry.instant, entry.actor,
                word("log-action", entry.action, console), entry.purpose ?? console.say("log.no-purpose"),
                object ?? "–", entry.subject.map { SubjectPair.text($0) } ?? "–",
            ])
        }
        return grid
    }

    private static func word(_ family: String, _ code: String, _ console: Console) -> String {
        SheetKinds.bundled.label(family, code, console.language) ?? code
    }
}

import Foundation
import Registry
import Store
import TestServer
import Testing

/// Every table of the schema is guarded by a digest, worked out again from what is, or named with the reason why not: in
/// docs/audit-log.md, where an auditor reads it. A table that a later step adds cannot be forgotten.
@Suite struct GuardedTablesTests {
    private static let ways = ["digest", "derived", "not guarded"]

    /// The rows of the page's table: a table's name, how it is guarded, and by what.
    private func told() throws -> [String: (way: String, by: String)] {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/audit-log.md"), encoding: .utf8)
        var told: [String: (way: String, by: String)] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, Self.ways.contains(cells[1]) else { continue }
            for name in cells[0].matches(of: /`([a-z_]+)`/) { told[String(name.1)] = (cells[1], cells[2]) }
        }
        return told
    }

    @Test func everyTableIsGuardedOrNamed() throws {
        let scratch = try Scratch()
        let database = try scratch.database()
        let tables = try database.read { connection in
            try TableQueries(connection, database.dialect).contents().objects.filter { $0.kind == "table" }.map(\.name)
        }
        let told = try told()
        #expect(Set(tables).subtracting(told.keys).sorted() == [], "say in docs/audit-log.md how they are guarded")
        // The log of access and the note of a backup are tables of other files, or of the server's.
        let others = LogChain.allCases.map(\.table) + ["copy_note"]
        #expect(Set(told.keys).subtracting(tables).subtracting(others).sorted() == [])
        #expect(told.values.allSatisfy { $0.by.count > 3 })
    }

    @Test func whatIsSaidToBeDerivedIsWorkedOut() throws {
        let codes = Set(Registry.invariants).union(["verify.object-missing"])
        for (table, (way, by)) in try told() where way == "derived" {
            let named = by.matches(of: /`(verify\.[a-z-]+)`/).map { String($0.1) }
            #expect(!named.isEmpty && codes.isSuperset(of: named), "\(table): \(by)")
        }
    }

    /// A part that is guarded as a whole names tables that are there, and the page says so of each.
    @Test func partsAreOfTables() throws {
        let told = try told()
        for part in GuardedPart.allCases {
            for table in part.tables { #expect(told[table]?.way == "digest", "\(part) \(table)") }
        }
    }
}

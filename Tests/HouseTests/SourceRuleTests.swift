import Foundation
import Testing

@Suite("Rules that every source file keeps")
struct SourceRuleTests {
    /// Where SQL text may stand. That of `Spark` speaks of a job's own tables, never of the registry.
    static let roomsWithSQL: Set<String> = ["Store", "SQLiteStore", "PostgresStore", "Spark"]
    /// Openings of statements, and clauses that nothing but SQL writes in capitals.
    static let statements = [
        "SELECT ", "SELECT\n", "INSERT INTO", "INSERT OR ", "DELETE FROM", "CREATE TABLE", "CREATE INDEX",
        "CREATE UNIQUE", "CREATE VIEW", "CREATE TEMP", "DROP TABLE", "ALTER TABLE", "PRAGMA ", "ORDER BY", "GROUP BY",
        "LEFT JOIN", "INNER JOIN", " ON CONFLICT",
    ]
    /// The same in small letters, only at the beginning of a literal: sentences hold such words too.
    static let openings = ["insert into ", "delete from ", "create table ", "pragma ", "select * ", "select count("]

    @Test("SQL stands in the store, its adapter and the jobs for Spark alone")
    func sql() {
        var wrong: [String] = []
        for file in House.sources where !Self.roomsWithSQL.contains(file.room) {
            for literal in file.text.literals {
                let isStatement =
                    Self.statements.contains { literal.text.contains($0) }
                    || Self.openings.contains { literal.text.lowercased().hasPrefix($0) }
                if isStatement { wrong.append("\(file.path):\(literal.line): \(literal.text.prefix(60))") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    /// The one file that stores: there the log is told in the same transaction.
    static let changing = "Sources/Registry/Log/Changing.swift"

    @Test("nothing is changed but by the function that tells the log")
    func everyChangeIsTold() {
        let above: Set<String> = ["Registry", "Reports", "Portal", "gapura", "Studies"]
        let ways = [".write {", ".write(", ".rehearse {", ".rehearse("]
        var wrong: [String] = []
        for file in House.sources where above.contains(file.room) && file.path != Self.changing {
            for (index, line) in file.text.codeLines.enumerated() where line.contains("database") {
                // The log of access is told by itself.
                guard !line.contains("accessLog().write") else { continue }
                for way in ways where line.contains("database" + way) {
                    wrong.append("\(file.path):\(index + 1): use Registry.change")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
        #expect(House.text(Self.changing).contains("database.write(work)"))
    }

    @Test("no source file is longer than 600 lines")
    func length() {
        let long = House.sources.filter { $0.lineCount > 600 }.map { "\($0.path): \($0.lineCount)" }
        #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
    }

    @Test("nothing in the sources can bring the process down on bad input")
    func noTraps() {
        let traps = ["fatalError(", "try!", "as!"]
        var wrong: [String] = []
        for file in House.sources {
            for (index, line) in file.text.codeLines.enumerated() {
                for trap in traps where line.contains(trap) { wrong.append("\(file.path):\(index + 1): \(trap)") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("the library rooms know no clock, no file and no terminal")
    func pureRooms() {
        let pure: Set<String> = ["Evaluation", "Indonesia", "Linkage", "Charts", "Kernels", "Rules"]
        let worldly = [
            " print(", "FileManager", "FileHandle", "Data(contentsOf", "String(contentsOf", "Date()", "Date.now",
            "ProcessInfo",
        ]
        var wrong: [String] = []
        for file in House.sources where pure.contains(file.room) {
            for (index, line) in file.text.codeLines.enumerated() {
                for word in worldly where line.contains(word) {
                    wrong.append("\(file.path):\(index + 1): \(word)")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
}

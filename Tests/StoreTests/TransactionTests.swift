import Foundation
import Problems
import Store
import Synchronization
import Testing

/// What everything above the store takes for granted, whichever database stands behind it.
@Suite struct TransactionTests {
    private func database(_ kind: Kind) throws -> Scratch {
        let scratch = try Scratch(kind)
        let dialect = scratch.database.dialect
        try scratch.database.change(
            """
            CREATE TABLE thing (id \(dialect.identityColumn), name TEXT NOT NULL UNIQUE,
                number \(dialect.integerType), other TEXT)
            """)
        return scratch
    }

    private func names(_ database: any Database) throws -> [String] {
        try database.read { try $0.all("SELECT name FROM thing ORDER BY name") { $0.string(0) } }
    }

    @Test(arguments: Kind.atHand) func valuesComeBackAsTheyWereStored(_ kind: Kind) throws {
        let scratch = try database(kind)
        let texts = ["", " ", "O'Nyong ? \"?\"", "ꦱꦸꦩꦶꦪꦠꦶ", "👩🏽‍🌾\n\t\\", String(repeating: "é", count: 100_000), "1e5", "t"]
        let numbers: [Int64?] = [0, -1, .max, .min, nil, 42, 3_506_120_101_900_001, 1]
        try scratch.database.write { connection in
            let insert = try connection.prepare("INSERT INTO thing (name, number, other) VALUES (?, ?, ?)")
            for (text, number) in zip(texts, numbers) {
                try insert.run([.text(text), .optional(number), .optional(text)])
            }
        }
        let found = try scratch.database.read { connection in
            try connection.all("SELECT name, number, other FROM thing ORDER BY id") {
                ($0.text(0), $0.integer(1), $0.text(2))
            }
        }
        #expect(found.map(\.0) == texts)
        #expect(found.map(\.1) == numbers)
        #expect(found.map(\.2) == texts.map { $0.isEmpty ? nil : $0 })
    }

    /// Sorted by bytes, nulls wherever a query says; truth values are 1 and 0; a question mark in quotes is a text.
    @Test(arguments: Kind.atHand) func queriesMeanTheSame(_ kind: Kind) throws {
        let scratch = try database(kind)
        let names = ["b", "B", "a", "Z", "ä", "-", "10", "9"]
        try scratch.database.write { connection in
            for (place, name) in names.enumerated() {
                try connection.execute(
                    "INSERT INTO thing (name, number) VALUES (?, ?)",
                    [.text(name), .optional(place.isMultiple(of: 2) ? place : nil)])
            }
        }
        #expect(try self.names(scratch.database) == ["-", "10", "9", "B", "Z", "a", "b", "ä"])
        try scratch.database.read { connection in
            #expect(try connection.count("SELECT COUNT(*) FROM thing WHERE name <> '?' AND name < ?", ["a"]) == 5)
            let truths = try connection.all("SELECT number = 2, name = ? FROM thing WHERE number = 2", ["a"]) {
                ($0.int(0), $0.int(1))
            }
            #expect(truths.map(\.0) == [1] && truths.map(\.1) == [1])
            let nulls = try connection.all("SELECT number FROM thing ORDER BY number NULLS FIRST") { $0.integer(0) }
            #expect(nulls == [nil, nil, nil, nil, 0, 2, 4, 6])
            #expect(try connection.count("SELECT SUM(number) FROM thing") == 12)
            let nothing = try connection.first("SELECT MAX(number) FROM thing WHERE name = 'x'") { $0.integer(0) }
            #expect(nothing == .some(nil))
            #expect(try connection.count("SELECT COUNT(*) FROM thing WHERE number BETWEEN ? AND ?", [1, 4]) == 2)
            #expect(try connection.count("SELECT COUNT(*) FROM thing LIMIT ?", [1]) == 8)
        }
        let changed = try scratch.database.write {
            try $0.execute("UPDATE thing SET other = ? WHERE number IS NULL", [.null])
        }
        #expect(changed == 4)
    }

    @Test(arguments: Kind.atHand) func whatFailsLeavesNothing(_ kind: Kind) throws {
        let scratch = try database(kind)
        struct Stop: Error {}
        for way in 0..<3 {
            let problem = #expect(throws: Problem.self) {
                try scratch.database.write { connection in
                    try connection.execute("INSERT INTO thing (name) VALUES ('satu')")
                    switch way {
                    case 0: throw Problem("import.unknown", .refuse)
                    case 1: try connection.execute("INSERT INTO thing (name) VALUES ('satu')")
                    default: try connection.execute("INSERT INTO nothing (name) VALUES ('satu')")
                    }
                }
            }
            #expect(problem?.code == (way == 0 ? "import.unknown" : "store.failed"))
            #expect(try names(scratch.database).isEmpty)
        }
        // The database is as usable as before.
        try scratch.database.change("INSERT INTO thing (name) VALUES ('dua')")
        let seen = try scratch.database.rehearse { connection in
            try connection.execute("INSERT INTO thing (name) VALUES ('tiga')")
            return try connection.count("SELECT COUNT(*) FROM thing")
        }
        #expect(seen == 2)
        #expect(try names(scratch.database) == ["dua"])
    }

    /// A value in a broken constraint is somebody's identity number.
    @Test(arguments: Kind.atHand) func whatFailsTellsNoValue(_ kind: Kind) throws {
        let scratch = try database(kind)
        let secret = "3506120101900001"
        for sql in [
            "INSERT INTO thing (name) VALUES (?)", "INSERT INTO thing (name, number) SELECT name || '2', ? FROM thing",
        ] {
            let problem = #expect(throws: Problem.self) {
                try scratch.database.write { connection in
                    try connection.execute("INSERT INTO thing (name) VALUES (?)", [.text(secret)])
                    try connection.execute(sql, [.text(secret)])
                    // SQLite keeps a text in a column of numbers.
                    throw Problem("store.failed")
                }
            }
            #expect(!String(describing: problem).contains(secret))
        }
    }

    @Test(arguments: Kind.atHand) func aQueryMayAskAnotherOnItsWay(_ kind: Kind) throws {
        let scratch = try database(kind)
        try scratch.database.write { connection in
            let insert = try connection.prepare("INSERT INTO thing (name, number) VALUES (?, ?)")
            for number in 0..<2000 { try insert.run([.text("n\(number)"), .integer(Int64(number))]) }
        }
        let pairs = try scratch.database.read { connection in
            var pairs = 0
            try connection.query("SELECT number FROM thing ORDER BY number", []) { row in
                let number = row.int(0)
                guard number.isMultiple(of: 100) else { return }
                try connection.query(
                    "SELECT number FROM thing WHERE number < ? ORDER BY number", [.integer(Int64(number))]
                ) {
                    #expect($0.int(0) < number)
                    pairs += 1
                }
                #expect(
                    try connection.count("SELECT COUNT(*) FROM thing WHERE number = ?", [.integer(Int64(number))]) == 1)
            }
            return pairs
        }
        #expect(pairs == (0..<20).reduce(0) { $0 + $1 * 100 })
        // Whoever has seen enough may stop; what was still to come is nobody's answer.
        struct Enough: Error {}
        try scratch.database.read { connection in
            #expect(throws: Enough.self) {
                try connection.query("SELECT number FROM thing", []) { _ in throw Enough() }
            }
            let left = try connection.count("SELECT COUNT(*) FROM thing")
            #expect(left == 2000)
        }
    }

    /// A reader sees one state; writers take turns and lose nothing of each other.
    @Test(arguments: Kind.atHand) func readersSeeOneStateAndWritersTakeTurns(_ kind: Kind) throws {
        let scratch = try database(kind)
        let database = scratch.database
        try database.change("INSERT INTO thing (name, number) VALUES ('saldo', 0)")
        try database.read { connection in
            #expect(try connection.count("SELECT number FROM thing") == 0)
            try database.change("UPDATE thing SET number = 5")
            #expect(try connection.count("SELECT number FROM thing") == 0)
        }
        let failures = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 40) { _ in
            do {
                try database.write { connection in
                    let now = try connection.count("SELECT number FROM thing")
                    _ = try connection.execute("UPDATE thing SET number = ?", [.integer(Int64(now + 1))])
                }
            } catch {
                failures.withLock { $0 += 1 }
            }
        }
        #expect(failures.withLock { $0 } == 0)
        #expect(try database.read { try $0.count("SELECT number FROM thing") } == 45)
    }

    @Test(arguments: Kind.atHand) func manyDifferentStatements(_ kind: Kind) throws {
        let scratch = try database(kind)
        try scratch.database.write { connection in
            for number in 0..<1200 {
                try connection.execute(
                    "INSERT INTO thing (name, number) VALUES ('s\(number)', ?)", [.integer(Int64(number))])
            }
            #expect(try connection.count("SELECT COUNT(*) FROM thing") == 1200)
        }
        #expect(try scratch.database.integrityFindings().isEmpty)
    }
}

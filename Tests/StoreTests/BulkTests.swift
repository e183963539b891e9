import Foundation
import Problems
import Store
import TestServer
import Testing

/// Many rows at once: what was added is what stands there, wherever a database held it back.
@Suite struct BulkTests {
    private func database(_ kind: Kind) throws -> Scratch {
        let scratch = try Scratch(kind)
        let dialect = scratch.database.dialect
        try scratch.database.change(
            "CREATE TABLE thing (id \(dialect.identityColumn), name TEXT NOT NULL, number \(dialect.integerType))")
        // No index holds a whole long text.
        try scratch.database.change("CREATE UNIQUE INDEX thing_by_name ON thing (SUBSTR(name, 1, 100))")
        try scratch.database.change(
            "CREATE TABLE part (thing \(dialect.integerType) NOT NULL REFERENCES thing (id), label TEXT)")
        return scratch
    }

    @Test(arguments: Kind.atHand) func rowsComeBackAsTheyWereAdded(_ kind: Kind) throws {
        let scratch = try database(kind)
        let texts = [
            "", " ", "O'Nyong \\N \\.", "ꦱꦸꦩꦶꦪꦠꦶ", "👩🏽‍🌾\n\t\r", String(repeating: "é", count: 700_000), "\u{FEFF}x",
        ]
        let numbers: [Int64?] = [0, -1, .max, .min, nil, 42, 3_506_120_101_900_001]
        try scratch.database.write { connection in
            let writer = try connection.bulk(into: "thing", ["number", "name"])
            for (text, number) in zip(texts, numbers) { try writer.add([.optional(number), .text(text)]) }
            try writer.finish()
        }
        let found = try scratch.database.read { connection in
            try connection.all("SELECT name, number, id FROM thing ORDER BY id") {
                (try $0.value(0), try $0.value(1), try $0.value(2))
            }
        }
        #expect(found.map(\.0) == texts.map(SQLValue.text))
        #expect(found.map(\.1) == numbers.map(SQLValue.optional))
        // The table numbers rows that bring no number.
        #expect(found.map(\.2) == (1...7).map { .integer($0) })
    }

    /// Packed rows are handed over as they are, and rows that are read back are packed alike.
    @Test(arguments: Kind.atHand) func packedRowsComeBackAsTheyWere(_ kind: Kind) throws {
        let scratch = try database(kind)
        var packed = PackedRows(isNumber: [true, false, true])
        let texts = ["", "a", "O'Nyong \\N", "👩🏽‍🌾\n", String(repeating: "é", count: 300_000)]
        for (place, text) in texts.enumerated() {
            packed.beginRow()
            packed.add(Int64(place + 1))
            packed.add(text: text)
            if place.isMultiple(of: 2) { packed.addNull() } else { packed.add(Int64.min + Int64(place)) }
        }
        let rows = packed
        try scratch.database.write { connection in
            let writer = try connection.bulk(into: "thing", ["id", "name", "number"])
            try writer.add(rows)
            try writer.add([9, "sembilan", .null])
            try writer.finish()
        }
        let found = try scratch.database.read { connection in
            var found = PackedRows(isNumber: [true, false, true])
            try connection.query("SELECT id, name, number FROM thing WHERE id < 9 ORDER BY id", []) {
                $0.pack(into: &found)
            }
            return found
        }
        #expect(found.count == 5)
        #expect(found.bytes == rows.bytes)
        let names = try scratch.database.read { try $0.all("SELECT name FROM thing ORDER BY id") { $0.text(0) } }
        #expect(names == texts + ["sembilan"])
    }

    /// Two writers in turns, the second's rows refer to the first's; statements between them see what was added.
    @Test(arguments: Kind.atHand) func rowsAreThereForWhatFollows(_ kind: Kind) throws {
        let scratch = try database(kind)
        let counts = try scratch.database.write { connection in
            var counts: [Int] = []
            let things = try connection.bulk(into: "thing", ["id", "name"])
            let parts = try connection.bulk(into: "part", ["thing", "label"])
            let label = String(repeating: "x", count: 1000)
            for number in 1...5000 {
                try things.add([.integer(Int64(number)), .text("n\(number)")])
                try parts.add([.integer(Int64(number)), .text(label)])
                if number.isMultiple(of: 1234) { counts.append(try connection.count("SELECT COUNT(*) FROM part")) }
            }
            try things.finish()
            try parts.finish()
            counts.append(try connection.count("SELECT COUNT(*) FROM thing t JOIN part p ON p.thing = t.id"))
            return counts
        }
        #expect(counts == [1234, 2468, 3702, 4936, 5000])
    }

    /// Nobody said that this was all, and yet the transaction was stored: so are its rows.
    @Test(arguments: Kind.atHand) func theEndOfTheTransactionIsAnEnd(_ kind: Kind) throws {
        let scratch = try database(kind)
        try scratch.database.write { try $0.bulk(into: "thing", ["name"]).add(["satu"]) }
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 1)
    }

    @Test(arguments: Kind.atHand) func whatFailsLeavesNothing(_ kind: Kind) throws {
        let scratch = try database(kind)
        func problem(_ body: @escaping @Sendable (any Connection) throws -> Void) throws -> Problem? {
            let problem = #expect(throws: Problem.self) { try scratch.database.write(body) }
            #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 0)
            return problem
        }
        let secret = "3506120101900001"
        let twice = try problem { connection in
            let writer = try connection.bulk(into: "thing", ["name"])
            for name in ["satu", secret, secret] { try writer.add([.text(name)]) }
            try writer.finish()
        }
        #expect(twice?.code == "store.failed")
        #expect(!String(describing: twice).contains(secret))
        let nobody = try problem { connection in
            let things = try connection.bulk(into: "thing", ["name"])
            try things.add(["satu"])
            let parts = try connection.bulk(into: "part", ["thing", "label"])
            try parts.add([99, "x"])
            try parts.finish()
        }
        #expect(nobody?.code == "store.failed")
        let stopped = try problem { connection in
            let writer = try connection.bulk(into: "thing", ["name"])
            try writer.add(["satu"])
            throw Problem("import.unknown")
        }
        #expect(stopped?.code == "import.unknown")
        // What was held back when the transaction broke is nobody's row afterwards.
        try scratch.database.change("INSERT INTO thing (name) VALUES ('dua')")
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 1)
    }

    /// A text with a zero byte would be taken to end there: it is refused, in each way of storing it.
    @Test(arguments: Kind.atHand) func aZeroByteIsRefused(_ kind: Kind) throws {
        let scratch = try database(kind)
        let ways: [@Sendable (any Connection, SQLValue) throws -> Void] = [
            { try $0.execute("INSERT INTO thing (name) VALUES (?)", [$1]) },
            { try $0.prepare("INSERT INTO thing (name) VALUES (?)").run([$1]) },
            { try $0.bulk(into: "thing", ["name"]).add([$1]) },
            { try $0.bulk(into: "thing", ["name"]).add(PackedRows([$1])) },
        ]
        for way in ways {
            let problem = #expect(throws: Problem.self) { try scratch.database.write { try way($0, .text("a\u{0}b")) } }
            #expect(problem?.code == "store.zero-byte")
        }
        #expect(try scratch.database.read { try $0.count("SELECT COUNT(*) FROM thing") } == 0)
    }
}

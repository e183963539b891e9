import Dispatch
import Foundation
import Problems
import Registry
import Store
import Testing

/// A registry with a log worth forging: a catalogue, two lists, a refused row, a sheet, decisions about a pair, looks.
struct LoggedRegistry {
    let scratch: Scratch
    let registry: Registry
    let batches: [Int64]

    static let nik = "3507015501900001"

    init() throws {
        scratch = try Scratch()
        registry = try scratch.registry()
        var batches: [Int64] = []
        for (name, text) in [
            ("satu", "NIK;Nama;Desa\n\(Self.nik);Siti Rekaan;Arjowilangun\n350701550190000;Siti Rekaan;Arjowilangun\n"),
            ("dua", "NIK;Nama;Desa\n3507015202880002;Budi Rekaan;Arjowilangun\n"),
        ] {
            let file = try scratch.file(name + ".csv", text)
            let staged = try registry.stage(
                ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", name: name))
            batches.append(try registry.commit(staged.batch.id).id)
        }
        self.batches = batches
        let pair = SubjectPair(
            LineQueries.id(batch: batches[0], row: 2), LineQueries.id(batch: batches[0], row: 3))
        let decision = try registry.decide(pair, .same, note: "KTP dilihat")
        try registry.undo(decision: decision.id, note: "keliru")
        for _ in 0..<6 { _ = try registry.lines(of: batches[0]) }
        // The last change remembers the looks, and a look remembers it.
        let file = try scratch.file("tiga.csv", "NIK;Nama\n3507015202880002;Budi Rekaan\n")
        _ = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", name: "tiga"))
        _ = try registry.lines(of: batches[0])
    }

    /// The database of a chain.
    func database(_ chain: LogChain) throws -> any Store.Database {
        try chain == .access ? registry.database.accessLog() : registry.database
    }

    static func table(_ chain: LogChain) -> String { chain == .access ? "access_entry" : "log_entry" }

    /// Runs statements as somebody would who can write into the database and does not ask Gapura.
    func forge(_ chain: LogChain = .changes, _ statements: [String]) throws {
        try database(chain).write { connection in
            for statement in statements { try connection.execute(statement) }
        }
    }

    /// Lets somebody forge, asks what is found, and puts the chain back as it was.
    func found(
        _ chain: LogChain, anchors: [LogAnchor] = [], after forging: () throws -> Void
    ) throws -> LogVerification {
        let table = Self.table(chain)
        try forge(chain, ["DROP TABLE IF EXISTS kept", "CREATE TABLE kept AS SELECT * FROM \(table)"])
        try forging()
        let found = try registry.verifyLog(anchors: anchors)
        try forge(chain, ["DELETE FROM \(table)", "INSERT INTO \(table) SELECT * FROM kept", "DROP TABLE kept"])
        #expect(try registry.verifyLog().isWhole)
        return found
    }

    func entries(_ chain: LogChain) throws -> [LogEntry] {
        try registry.log(chain, limit: 1000).map(\.entry).reversed()
    }

    /// Takes everything from a number on out of a chain and hands it over.
    func take(_ chain: LogChain, from number: Int64) throws -> [LogEntry] {
        let taken = try entries(chain).filter { $0.number >= number }
        try forge(chain, ["DELETE FROM \(Self.table(chain)) WHERE number >= \(number)"])
        return taken
    }

    /// Adds entries in the way the program itself does, so that they agree with themselves.
    func append(_ chain: LogChain, _ entries: [LogEntry]) throws {
        try database(chain).write { connection in
            for entry in entries { try LogQueries(connection, chain).append(entry) }
        }
    }
}

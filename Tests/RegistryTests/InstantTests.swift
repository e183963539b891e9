import Dispatch
import Foundation
import Problems
import Registry
import Store
import Synchronization
import Testing

/// The instant of a change is that at which it could be seen, and changes follow one another in time as in number.
@Suite struct InstantTests {
    private let scratch: Scratch
    private let registry: Registry
    private let clock: SetClock

    init() throws {
        scratch = try Scratch()
        let clock = SetClock("2021-06-01T02:00:00Z")
        self.clock = clock
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
    }

    private func stage(_ person: Int) throws -> Int64 {
        let file = try scratch.file("\(person).csv", "NIK;Nama\n350701010160000\(person);Warga Rekaan\n")
        return try registry.stage(
            ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", name: "d\(person)")
        ).batch.id
    }

    private func people(_ known: String) throws -> Int {
        let asOf = try AsOf(known)
        return try registry.asOf(asOf).standing().sums.people
    }

    /// Y commits a list for four minutes; X waits for it meanwhile. Neither could be seen before both times were over.
    @Test func aChangeIsKnownWhenItCanBeSeen() throws {
        let (x, y) = (try stage(1), try stage(2))
        clock.set("2021-06-01T10:00:00Z")
        let (clock, plain) = (clock, registry)
        let group = DispatchGroup()
        let failure = Mutex<(any Error)?>(nil)
        let slow = Registry(
            WatchedDatabase(inner: registry.database) { sql in
                guard sql.hasPrefix("INSERT INTO person") else { return }
                DispatchQueue.global().async(group: group) {
                    do { _ = try plain.commit(x) } catch { failure.withLock { $0 = error } }
                }
                Thread.sleep(forTimeInterval: 0.3)
                clock.set("2021-06-01T10:04:00Z")
            }, actor: "uji", clock: { clock.now })
        let batch = try slow.commit(y)
        group.wait()
        if let error = failure.withLock({ $0 }) { throw error }
        #expect(batch.committedAt == "2021-06-01T10:04:00Z")
        let acts = try registry.database.read { try ActQueries($0).all() }
        #expect(acts.map(\.batch) == [y, x] && acts.allSatisfy { $0.at == "2021-06-01T10:04:00Z" })
        #expect(try people("2021-06-01T10:00:02Z") == 0)
        #expect(try people("2021-06-01T10:04:00Z") == 2)
        #expect(try registry.verify().isEmpty)
    }

    /// A clock that was set back does not put a change before one that was there already.
    @Test func aClockThatWasSetBackMixesNothingUp() throws {
        let (first, second) = (try stage(1), try stage(2))
        clock.set("2021-06-02T10:00:00Z")
        _ = try registry.commit(first)
        clock.set("2021-06-01T08:00:00Z")
        _ = try registry.commit(second)
        try registry.take(
            "need",
            [
                "kode": "N1", "nik": "3507010101600001", "wilayah": "35.07.01.2001", "kebutuhan": "K2",
                "asal": "officer", "tanggal": "2021-05-01",
            ])
        _ = try registry.undo(second, reason: "salah")
        clock.set("2021-06-03T08:00:00Z")
        let last = "2021-06-02T10:00:00Z"
        #expect(try registry.database.read { try ActQueries($0).all() }.map(\.at) == [last, last, last])
        #expect(try registry.sendings(kind: "need").map(\.takenAt) == [last])
        #expect(try people("2021-06-01T12:00:00Z") == 0)
        #expect(try people(last) == 1)
        #expect(try registry.verify().isEmpty)
    }

    /// Another program has brought the registry to a shape that this one does not know: it writes nothing into it.
    @Test func aRegistryReshapedMeanwhileIsNotWritten() throws {
        let batch = try stage(1)
        let next = Registry.version + 1
        _ = try registry.database.write { try $0.execute("INSERT INTO schema_version (version) VALUES (\(next))") }
        let refused = #expect(throws: Problem.self) { try registry.commit(batch) }
        #expect(refused?.code == "store.reshaped" && refused?.arguments["found"] == String(next))
        _ = try registry.database.write { try $0.execute("DELETE FROM schema_version WHERE version = \(next)") }
        #expect(try registry.commit(batch).counts.new == 1)
    }
}

/// A database that tells each statement which changes something before it is run.
private struct WatchedDatabase: Store.Database {
    var inner: any Store.Database
    var watch: @Sendable (String) -> Void

    init(inner: any Store.Database, watch: @escaping @Sendable (String) -> Void) {
        self.inner = inner
        self.watch = watch
    }

    var dialect: any Dialect { inner.dialect }
    var isApart: Bool { inner.isApart }

    func read<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try inner.read(body)
    }

    func write<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        let watch = watch
        return try inner.write { try body(WatchedConnection(inner: $0, watch: watch)) }
    }

    func scratch<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try inner.scratch(body)
    }

    func rehearse<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try inner.rehearse(body)
    }

    func accessLog() throws(Problem) -> any Store.Database { try inner.accessLog() }
    func integrityFindings() throws(Problem) -> [String] { try inner.integrityFindings() }
}

private struct WatchedConnection: Connection {
    var inner: any Connection
    var watch: @Sendable (String) -> Void

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        watch(sql)
        return try inner.execute(sql, arguments)
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Void) throws {
        try inner.query(sql, arguments, each)
    }

    func prepare(_ sql: String) throws -> any Statement { try inner.prepare(sql) }
    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter {
        try inner.bulk(into: table, columns)
    }
    func analyse(_ table: String) throws { try inner.analyse(table) }
    func expect(rows: Int) throws { try inner.expect(rows: rows) }
}

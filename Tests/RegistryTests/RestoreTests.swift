import Dispatch
import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import Synchronization
import Testing

/// A backup takes the place of a registry in one step, or the registry stays as it was.
@Suite struct RestoreTests {
    private let scratch: Scratch
    private let home: URL
    private let backup: URL
    private let before: RegistryDigest
    private let looks: LogHead
    private static let instant = "2021-06-01T02:00:00Z"
    private static let aside = "r-sebelum-20210601T020000Z"

    /// A registry in which somebody looked, and a backup from before that.
    init() throws {
        scratch = try Scratch()
        home = scratch.url.appendingPathComponent("r.sqlite")
        backup = scratch.url.appendingPathComponent("c.sqlite")
        let database = try SQLiteDatabase(path: home.path)
        let registry = Registry(database, actor: "uji")
        try registry.ensureCatalogue(from: example("catalogue"))
        _ = try RegistryFiles(SQLiteFiles()).backup(database, at: home, to: backup)
        try registry.importBusinessClasses([BusinessClassRecord(edition: "2020", code: "47111", title: "Warung")])
        try registry.look(.readLines)
        before = try RegistryDigest.of(database)
        looks = try #require(try registry.logHead(.access))
        try database.close()
    }

    private func files(_ store: any FileStore = SQLiteFiles()) -> RegistryFiles {
        let clock = SetClock(Self.instant)
        return RegistryFiles(store, clock: { clock.now })
    }

    /// Files and folders, without what SQLite keeps beside a file that somebody has open.
    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted().filter {
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
    }

    private func isAsBefore() throws {
        let database = try SQLiteDatabase(path: home.path, create: false)
        #expect(try RegistryDigest.of(database) == before)
        #expect(try Registry(database).logHead(.access) == looks)
        try database.close()
    }

    @Test func thereIsNoMomentWithoutARegistry() throws {
        let isOver = Mutex(false)
        let missed = Mutex(0)
        let group = DispatchGroup()
        let path = home.path
        DispatchQueue.global().async(group: group) {
            while !isOver.withLock({ $0 }) {
                if !FileManager.default.fileExists(atPath: path) { missed.withLock { $0 += 1 } }
            }
        }
        defer { isOver.withLock { $0 = true } }
        let receipt = try files().restore(backup, to: home, replacing: true)
        isOver.withLock { $0 = true }
        group.wait()
        #expect(missed.withLock { $0 } == 0)
        #expect(receipt.aside == Self.aside + ".sqlite")
        #expect(
            try names() == [
                "c-jejak.sqlite", "c.sqlite", "r-jejak.sqlite", Self.aside + "-jejak.sqlite", Self.aside + ".sqlite",
                "r.sqlite",
            ])
        let kept = try SQLiteDatabase(path: scratch.url.appendingPathComponent(Self.aside + ".sqlite").path)
        #expect(try RegistryDigest.of(kept) == before)
        #expect(try Registry(kept).logHead(.access) == looks)
    }

    /// A folder stands where the registry, or its log, is to be kept.
    @Test(arguments: [aside + ".sqlite", aside + "-jejak.sqlite"]) func aFolderInTheWayLeavesAllAsItWas(name: String)
        throws
    {
        let folder = scratch.url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let there = try names()
        let refused = #expect(throws: Problem.self) { try files().restore(backup, to: home, replacing: true) }
        #expect(refused?.code == "output.unwritable" && refused?.place.file == name)
        #expect(try names() == there)
        try isAsBefore()
    }

    /// The log has its name already when the registry cannot take its own: both are put back.
    @Test func whatFailsHalfWayIsPutBack() throws {
        let there = try names()
        let store = LosingStore(draft: scratch.url.appendingPathComponent(".r.sqlite.part"), at: home)
        let refused = #expect(throws: Problem.self) { try files(store).restore(backup, to: home, replacing: true) }
        #expect(refused?.code == "output.unwritable" && refused?.place.file == "r.sqlite")
        #expect(try names() == there)
        try isAsBefore()
    }

    /// Where a registry is missing that was there, no empty one is made in its place.
    @Test(arguments: ["r-jejak.sqlite", aside + ".sqlite"]) func aMissingRegistryIsNotBegunAnew(left: String) throws {
        _ = try files().restore(backup, to: home, replacing: true)
        try files().requireNothingLeft(of: home)
        for name in try names() where name != left {
            try FileManager.default.removeItem(at: scratch.url.appendingPathComponent(name))
        }
        let refused = #expect(throws: Problem.self) { try files().requireNothingLeft(of: home) }
        #expect(refused?.code == "store.left-behind" && refused?.arguments["left"] == left)
        try files().requireNothingLeft(of: scratch.url.appendingPathComponent("lain.sqlite"))
    }
}

/// Loses the file that is to take a name, when what stands there was settled.
private struct LosingStore: FileStore {
    var draft: URL
    var at: URL
    private let files = SQLiteFiles()

    init(draft: URL, at place: URL) {
        self.draft = draft
        at = place
    }

    func open(_ path: String, create: Bool) throws(Problem) -> any FileDatabase {
        try files.open(path, create: create)
    }

    func seal(_ path: String) throws(Problem) {
        try files.seal(path)
        guard path == at.path else { return }
        // An empty folder that cannot be renamed over a file.
        try? FileManager.default.removeItem(at: draft)
        try? FileManager.default.createDirectory(at: draft, withIntermediateDirectories: false)
    }

    func accessPath(of path: String) -> String { files.accessPath(of: path) }
    func copy(_ path: String, to other: String) throws(Problem) { try files.copy(path, to: other) }
}

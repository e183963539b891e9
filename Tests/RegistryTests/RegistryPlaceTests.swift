import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// Registries that are files: by which names they go, and what lies beside them.
@Suite(.disabled(if: TestServer.isUsed, "only files have names"))
struct RegistryPlaceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

    private func registry(_ name: String, create: Bool = false) throws -> Registry {
        Registry(try SQLiteDatabase(path: path(name), create: create), actor: "test")
    }

    @Test func aLinkHasNoLogOfItsOwn() throws {
        try registry("y.sqlite", create: true).ensureCatalogue(from: example("catalogue"))
        try FileManager.default.createSymbolicLink(atPath: path("l.sqlite"), withDestinationPath: "y.sqlite")
        try registry("l.sqlite").look(.readLines)
        #expect(!FileManager.default.fileExists(atPath: path("l-jejak.sqlite")))
        let own = try registry("y.sqlite")
        #expect(try own.logCount(.access, LogFilter(action: "read-lines")) == 1)
        #expect(try own.verify().isEmpty)
    }

    @Test func twoRegistriesDoNotShareALog() throws {
        let first = try registry("x.sqlite", create: true)
        try first.ensureCatalogue(from: example("catalogue"))
        try first.look(.readLines)
        let before = try first.logHead(.access)
        let problem = #expect(throws: Problem.self) {
            try registry("x", create: true).ensureCatalogue(from: example("catalogue"))
        }
        #expect(problem?.code == "store.access-foreign" && problem?.place.file == "x-jejak.sqlite")
        #expect(try first.logHead(.access) == before)
        #expect(try first.verify().isEmpty)
    }

    @Test func anEmptyFileStaysEmpty() throws {
        let file = try scratch.file("kosong.sqlite", "")
        let problem = #expect(throws: Problem.self) { try registry("kosong.sqlite") }
        #expect(problem?.code == "store.foreign")
        #expect(try Data(contentsOf: file).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["kosong.sqlite"])
    }

    /// A disk without room for the log: the sentence says so, and no code stands in it.
    @Test func whyALookCannotBeToldIsSaidInWords() throws {
        let full = FullLog(registry: try SQLiteDatabase(path: path("p.sqlite")))
        let problem = try #require(throws: Problem.self) { try Registry(full, actor: "test").look(.readLines) }
        #expect(problem.code == "log.unwritable")
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(!sentence.contains("disk-full") && !sentence.contains("{"), "\(sentence)")
            #expect(sentence.contains(language == .id ? "Penyimpanan penuh" : "disk is full"))
        }
    }
}

/// A registry whose log of access lies on a full disk.
private struct FullLog: Store.Database {
    let registry: SQLiteDatabase

    var dialect: any Dialect { registry.dialect }
    var isApart: Bool { false }

    func accessLog() throws(Problem) -> any Store.Database {
        throw Problem("store.disk-full", at: Place(file: "p-jejak.sqlite"))
    }
    func read<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try registry.read(body)
    }
    func write<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try registry.write(body)
    }
    func scratch<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try registry.scratch(body)
    }

    func rehearse<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        try registry.rehearse(body)
    }
    func integrityFindings() throws(Problem) -> [String] { [] }
}

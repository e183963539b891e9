import Examples
import Foundation
import Indonesia
import Portal
import Registry
import Store

/// The coordination example in a real file, its figures counted, and the portal that shows it.
struct CoordinationFixture: Sendable {
    let registry: Registry
    let portal: Portal

    /// Made once; tests only read it.
    static func shared() throws -> CoordinationFixture { try made.get() }

    private static let made = Result { try CoordinationFixture() }
    private static let file = Result { try prepared() }

    /// A fixture of its own, for tests that change something.
    static func own() throws -> CoordinationFixture { try CoordinationFixture() }

    private init() throws {
        let folder = try Fixture.temporaryFolder()
        let prepared = try Self.file.get()
        for ending in ["", "-wal"] {
            let name = "gapura.sqlite" + ending
            let source = prepared.appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: source.path) else { continue }
            try FileManager.default.copyItem(at: source, to: folder.appendingPathComponent(name))
        }
        registry = try Fixture.open(in: folder)
        portal = try Portal(registry: registry, isSynthetic: true)
    }

    /// Taken in once; every fixture is a copy of the file.
    private static func prepared() throws -> URL {
        let folder = try Fixture.temporaryFolder()
        try load(in: folder, withCompanions: false)
        return folder
    }

    /// The database is closed when this returns.
    private static func load(in folder: URL, withCompanions: Bool) throws {
        let registry = try Fixture.emptyRegistry(in: folder)
        try registry.loadCoordination(
            from: try Fixture.example("coordination", ""), withCompanions: withCompanions)
        try registry.computeFigures(asOf: CalendarDate(year: 2022, month: 3, day: 31))
    }

    /// The example with the village's applicants and what was decided about them at each stage.
    static func withCompanions() throws -> Portal {
        let folder = try Fixture.temporaryFolder()
        try load(in: folder, withCompanions: true)
        return try Portal(registry: try Fixture.open(in: folder))
    }

    /// What a right reading must find.
    struct Truth: Decodable {
        struct Programmes: Decodable {
            var withoutCriteria: [String]
            var clashes: [String: [[String]]]
            var duplicates: [[String]]
        }
        struct Report: Decodable {
            var code: String?
            var institution: String
            var programme: String
            var period: String
            var file: String?
            var days: Int?
        }
        struct Reports: Decodable {
            var late: [Report]
            var missing: [Report]
            var contradictory: [Report]
            var totals: [String: [String: [String: Int64]]]
            var beyondChildren: [String: [String: [String: Int64]]]
        }
        struct Needs: Decodable {
            var states: [String: Int]
        }
        struct Referrals: Decodable {
            var states: [String: Int]
            var overdue: [String]
        }
        var programmes: Programmes
        var reports: Reports
        var needs: Needs
        var referrals: Referrals
    }

    static func truth() throws -> Truth {
        try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: try Fixture.example("coordination", "truth.json")))
    }

    /// Every identity number of the example's files.
    static func numbers() throws -> Set<String> {
        let folder = try Fixture.example("coordination", "")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var numbers: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "csv", let text = try? String(contentsOf: file, encoding: .utf8) else {
                continue
            }
            numbers.formUnion(text.matches(of: /\d{16}/).map { String($0.output) })
        }
        return numbers
    }
}

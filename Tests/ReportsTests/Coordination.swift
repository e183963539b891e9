import Examples
import Foundation
import Indonesia
import Problems
import SQLiteStore
import Testing

@testable import Registry

/// The coordination example in a registry, counted once for all tests that only read it.
enum Coordination {
    static let registry: Result<Registry, any Error> = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let registry = Registry(
            try SQLiteDatabase(path: folder.appendingPathComponent("gapura.sqlite").path), actor: "test")
        try registry.ensureCatalogue(from: #require(Examples.folder("catalogue")))
        try registry.loadCoordination(from: #require(Examples.folder("coordination")), withCompanions: true)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return registry
    }

    private static let inputs: Result<[String: RegionReportInput], any Error> = Result {
        let registry = try Self.registry.get()
        return Dictionary(
            uniqueKeysWithValues: try ["35.07", "ID", "33.02.22", "35.07.11.2008"].map { code in
                (code, try registry.regionReport(region: code, year: 2021))
            })
    }

    static func input(_ region: String = "35.07") throws -> RegionReportInput {
        try #require(try inputs.get()[region])
    }

    /// The report's input with a text in every place a reader's text can come from.
    static func input(extra: String) throws -> RegionReportInput {
        var input = try input("35.07")
        guard !extra.isEmpty else { return input }
        input.view.place.name += extra
        for code in input.names.keys {
            input.names[code]?.id += extra
            input.names[code]?.en += extra
        }
        input.enterprises?.source += extra
        return input
    }

    static func reminder(_ institution: String, _ extra: String = "") throws -> ReminderInput {
        var input = try Self.registry.get().reminder(of: institution, asOf: CalendarDate("2022-03-31"))
        input.name.id += extra
        input.name.en += extra
        for code in input.programmes.keys {
            input.programmes[code]?.id += extra
            input.programmes[code]?.en += extra
        }
        return input
    }
}

import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// From where on something is told is data of the office.
@Suite struct LimitTests {
    private func load(_ text: String, _ scratch: Scratch, into registry: Registry) throws {
        _ = try scratch.file("limits.json", text)
        try registry.loadCatalogueData(from: scratch.url)
    }

    @Test func theCatalogueBringsTheUsualLimits() throws {
        let scratch = try Scratch()
        #expect(try scratch.registry().monitoringLimits() == MonitoringLimits())
        #expect(try scratch.registry(catalogue: false).monitoringLimits() == MonitoringLimits())
    }

    /// Other limits tell other things: the planted officer is let be, and every family's telephone is told.
    @Test func otherLimitsTellOtherThings() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func alerts() throws -> [String: Int] {
            try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
            return Dictionary(grouping: try registry.monitoring(year: 2021).alerts, by: \.code).mapValues(\.count)
        }
        let usual = try alerts()
        #expect(usual["alert.officer-load"] == 1 && usual["alert.shared-phone"] == 1)
        let before = try registry.monitoring(year: 2021)
        try load(#"{"officerPeople": 900000, "phonePeople": 50, "lowCashDays": 5}"#, scratch, into: registry)
        #expect(try registry.figuresAreStale())
        let now = try alerts()
        #expect(now["alert.officer-load"] == nil && now["alert.shared-phone"] == nil)
        #expect(now["alert.refusals"] == usual["alert.refusals"])
        let after = try registry.monitoring(year: 2021)
        #expect((after.figures["lowCash"] ?? 0) < (before.figures["lowCash"] ?? 0))
        #expect(after.figures["cashKnown"] == before.figures["cashKnown"])
        // What the file leaves out keeps its usual value.
        #expect(try registry.monitoringLimits().stuckDays == MonitoringLimits().stuckDays)
    }

    @Test(arguments: [
        #"{"stuckDay": 30}"#, #"{"stuckDays": 0}"#, #"{"refusalChance": 2}"#, #"{"jumpTimes": 0.5}"#,
        #"{"green": 0.5, "amber": 0.8}"#, #"{"phonePeople": "five"}"#, "[]",
    ])
    func aLimitThatCannotBeIsRefused(text: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        #expect(throws: Problem.self) { try load(text, scratch, into: registry) }
        #expect(try registry.monitoringLimits() == MonitoringLimits())
    }
}

import Foundation
import Problems
import Registry
import Testing

/// Indicators and other data of the catalogue that a user loads.
@Suite struct CatalogueDataTests {
    private func indicator(_ formula: String) -> String {
        #"[{"code": "uji", "name": {"id": "Uji", "en": "Trial"}, "definition": {}, "concept": {}, "unit": "share", "formula": "\#(formula)", "direction": "up", "disaggregation": ["region"]}]"#
    }

    @Test func anIndicatorOfOnesOwnIsMeasured() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        try registry.computeFigures()
        let before = try registry.indicators().count
        let file = try scratch.file("indicators.json", indicator("cashed / proposed"))
        let loaded = try registry.loadCatalogueData(from: file)
        #expect(loaded.map(\.file) == ["indicators.json"] && loaded.map(\.changed) == [1])
        #expect(try registry.indicators().count == before + 1)
        let item = try #require(try registry.monitoring(year: 2021).indicators.first { $0.indicator.code == "uji" })
        #expect(item.value != nil)
        #expect(try registry.loadCatalogueData(from: file).map(\.changed) == [0])
    }

    @Test(arguments: [
        ("distributed / nonsense", "catalogue.measure"), ("distributed / ", "catalogue.formula"),
        ("", "catalogue.formula"),
    ])
    func aFormulaNamesWhatIsCounted(formula: String, code: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let before = try registry.indicators().count
        let file = try scratch.file("indicators.json", indicator(formula))
        #expect {
            try registry.loadCatalogueData(from: file)
        } throws: { ($0 as? Problem)?.code == code && ($0 as? Problem)?.place.file == "indicators.json" }
        #expect(try registry.indicators().count == before)
    }

    @Test func whatIsNoFileOfTheCatalogueIsNamed() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let other = try scratch.file("batas.json", "{}")
        #expect { try registry.loadCatalogueData(from: other) } throws: {
            ($0 as? Problem)?.code == "catalogue.files"
        }
        #expect { try registry.loadCatalogueData(from: scratch.url.appendingPathComponent("limits.json")) } throws: {
            ($0 as? Problem)?.code == "input.missing"
        }
        // A refusal says what was written and what may be.
        let file = try scratch.file("limits.json", #"{"stuckDays": 0}"#)
        #expect { try registry.loadCatalogueData(from: file) } throws: {
            ($0 as? Problem)?.arguments["detail"]?.contains("stuckDays: 0 ∉ 1…") == true
        }
    }

    @Test func everyBundledIndicatorHasAValueInTheExample() throws {
        let view = try CoordinationFixture.shared.get().registry.monitoring(year: 2021)
        for item in view.indicators { #expect(item.value != nil, "\(item.indicator.code)") }
    }
}

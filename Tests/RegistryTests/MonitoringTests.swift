import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Every figure of the monitoring page against the example's rows, summed up by other code.
@Suite struct MonitoringTests {
    private func registry() throws -> Registry { try CoordinationFixture.shared.get().registry }

    @Test func reportedFiguresAtEveryLevelAreThoseOfTheTruth() throws {
        let (registry, truth) = (try registry(), try ReportTruth.load())
        var compared = 0
        for year in [2020, 2021] {
            let regions = Set(truth.reports.totals.values.flatMap { $0[String(year)]?.keys.map { $0 } ?? [] })
            for region in regions.sorted() {
                let view = try registry.monitoring(region: region, year: year)
                for (measure, years) in truth.reports.totals {
                    #expect(
                        view.figures[measure] ?? 0 == years[String(year)]?[region] ?? 0, "\(measure) \(year) \(region)")
                    compared += 1
                }
                guard !view.parts.isEmpty else { continue }
                for (measure, years) in truth.reports.beyondChildren {
                    let wanted = years[String(year)]?[region] ?? 0
                    #expect(view.remainder[measure] ?? 0 == wanted, "\(measure) \(year) \(region) beyond its parts")
                }
            }
        }
        #expect(compared > 200)
    }

    @Test func partsAndRemainderComeToTheWholeForEveryMeasure() throws {
        let registry = try registry()
        var open = [RegionScope.nation]
        var seen = 0
        while let region = open.popLast() {
            let view = try registry.monitoring(region: region, year: 2021)
            guard !view.parts.isEmpty else { continue }
            open += view.parts.map(\.place.code)
            for (measure, value) in view.figures {
                let below = view.parts.reduce(0) { $0 + ($1.figures[measure] ?? 0) }
                #expect(below + (view.remainder[measure] ?? 0) == value, "\(measure) in \(region)")
                seen += 1
            }
            for (name, categories) in view.breakdowns {
                #expect(categories.reduce(0) { $0 + $1.value } == view.figures["listed"], "\(name) in \(region)")
            }
        }
        #expect(seen > 100)
    }

    @Test func peopleOnListsAreThoseOfTheTruth() throws {
        let (registry, truth) = (try registry(), try ReportTruth.load())
        for list in truth.lists {
            let view = try registry.monitoring(year: list.fiscalYear, programme: list.programme)
            #expect(view.figures["listed"] == list.people)
            #expect(view.figures["listedWomen"] == list.women)
            for (village, counts) in list.byVillage {
                let own = try registry.monitoring(region: village, year: list.fiscalYear, programme: list.programme)
                #expect(own.figures["listed"] == counts.women + counts.men, "\(list.programme) \(village)")
                #expect(own.figures["listedWomen"] ?? 0 == counts.women, "\(list.programme) \(village)")
            }
        }
    }

    @Test func coverageIsThatOfTheTruth() throws {
        let (registry, truth) = (try registry(), try ReportTruth.load())
        for (year, regions) in truth.denominators.coverage {
            for (region, wanted) in regions {
                let view = try registry.monitoring(region: region, year: Int(year))
                #expect(view.figures["microEnterprises"] == wanted.microEnterprises)
                #expect(view.figures["people"] ?? 0 == wanted.listedPeople, "\(region) \(year)")
                let measured = try #require(view.indicators.first { $0.indicator.code == "coverage" })
                #expect(abs(try #require(measured.value) - wanted.coverage) < 0.000001)
            }
        }
    }

    @Test func whatProfilesSayIsCounted() throws {
        let (registry, truth) = (try registry(), try ReportTruth.load())
        for (village, wanted) in truth.profiles.byVillage {
            let figures = try registry.monitoring(region: village, year: 2021).figures
            #expect(figures["profiles"] == wanted.people)
            #expect((figures["recordsKnown"] ?? 0) - (figures["withRecords"] ?? 0) == wanted.withoutRecords)
            #expect((figures["taxNumberKnown"] ?? 0) - (figures["withTaxNumber"] ?? 0) == wanted.withoutTaxNumber)
            #expect(figures["lowCash"] ?? 0 == wanted.reserveUnderTenDays)
        }
    }

    @Test func quartersComeToTheYear() throws {
        let view = try registry().monitoring(year: 2021)
        #expect(
            view.periods == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"])
        for measure in ["proposed", "distributed", "cashed", "amountDistributed"] {
            let quarters = zip(view.periods, try #require(view.series[measure])).filter { $0.0.hasPrefix("2021") }
            #expect(quarters.compactMap(\.1).reduce(0, +) == view.figures[measure])
        }
    }

    @Test func indicatorsAreComputedFromTheirInputs() throws {
        let view = try registry().monitoring(year: 2021)
        func value(_ code: String) -> Double? { view.indicators.first { $0.indicator.code == code }?.value }
        func figure(_ name: String) throws -> Double { Double(try #require(view.figures[name])) }
        let cashOut = try #require(view.indicators.first { $0.indicator.code == "cashOut" })
        let inputs = Dictionary(uniqueKeysWithValues: cashOut.inputs.map { ($0.measure, Double($0.value)) })
        #expect(try cashOut.value == #require(inputs["cashed"]) / #require(inputs["distributed"]))
        #expect(try value("onTime") == figure("reportsOnTime") / figure("reportsDue"))
        // BPUM plans for millions and reports nothing here: it would drown what the others used of theirs.
        let absorption = try #require(view.indicators.first { $0.indicator.code == "absorption" })
        #expect(absorption.leftOut.contains("BPUM"))
        #expect(try #require(absorption.value) > figure("usedOfBudget") / figure("budget"))
        #expect(view.indicators.count == view.indicators.filter { !$0.indicator.measures.isEmpty }.count)
        // The six "rights" of programme monitoring are all there.
        #expect(
            Set(view.indicators.compactMap(\.indicator.right))
                == ["target", "amount", "quality", "time", "price", "administration"])
        let coverage = try #require(view.indicators.first { $0.indicator.code == "coverage" })
        #expect(coverage.target == 0.12)
        #expect(coverage.light != .none)
    }

    /// A plan is compared with what was reached of that plan alone: of programmes that lie in the region as a whole.
    @Test func plansAreSetAgainstTheirOwnFigures() throws {
        let registry = try registry()
        for region in ["ID", "35.07", "33.02"] {
            let view = try registry.monitoring(region: region, year: 2021)
            var (target, reached): (Int64, Int64) = (0, 0)
            for programme in try registry.programmes(of: 2021) where programme.isActive(in: 2021) {
                guard let own = programme.periods.first?.target else { continue }
                let lies = !programme.area.isEmpty && programme.area.allSatisfy { RegionScope.lies($0, in: region) }
                guard region == RegionScope.nation || lies else { continue }
                target += own
                reached += try registry.monitoring(year: 2021, programme: programme.code).figures["distributed"] ?? 0
            }
            #expect(view.figures["target"] ?? 0 == target, "\(region)")
            #expect(view.figures["reachedOfTarget"] ?? 0 == reached, "\(region)")
        }
    }

    @Test func figuresKnowWhenTheyAreOld() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        #expect(throws: Problem.self) { try registry.monitoring() }
        #expect(try registry.figuresAreStale())
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        #expect(try !registry.figuresAreStale())
        try registry.take(
            "denominator",
            ["ukuran": "usaha_mikro", "wilayah": "ID", "tahun": "2021", "nilai": "1000", "sumber": "uji"])
        #expect(try registry.figuresAreStale())
        let run = try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        #expect(run.asOf == "2021-12-31")
        #expect(try registry.monitoring(year: 2021).figures["microEnterprises"] == 1000)
        #expect(try !registry.figuresAreStale())
        // Where lines belong follows from the names of villages and from where institutions work.
        let office = try #require(try registry.institutions().first { $0.code == "DINKOP-35.07" })
        try registry.database.write { connection in
            let catalogue = CatalogueQueries(connection)
            try catalogue.save(office, at: "2021-12-31T00:00:00Z")
        }
        #expect(try !registry.figuresAreStale())
        let moved = InstitutionRecord(code: office.code, name: office.name, kind: office.kind, regionCode: "33.02")
        try registry.database.write { try CatalogueQueries($0).save(moved, at: "2021-12-31T00:00:00Z") }
        #expect(try registry.figuresAreStale())
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        var village = try #require(try registry.regions(level: "village").first)
        _ = try registry.importRegions([village])
        #expect(try !registry.figuresAreStale())
        village.version = "2026"
        _ = try registry.importRegions([village])
        #expect(try registry.figuresAreStale())
        let unknown = #expect(throws: Problem.self) { try registry.monitoring(region: "99") }
        #expect(unknown?.code == "sheet.region")
    }

    /// Stages of the Arjowilangun story: who came how far, and how long it took.
    @Test func theFunnelOfTheVillageIsCounted() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"), withCompanions: true)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        let view = try registry.monitoring(year: 2021, programme: "BPUM")
        #expect(view.stages.map(\.stage) == ["RT", "Desa", "Kecamatan", "Bank", "Penetapan", "Pencairan"])
        #expect(view.stages.first?.figures["stageEntered"] == 620)
        #expect(view.stages.last?.figures["stageEntered"] == 475)
        #expect(view.stages.reduce(0) { $0 + ($1.figures["stageRefused"] ?? 0) } == 145)
        #expect(view.stages.dropFirst().allSatisfy { ($0.figures["stageMedianDays"] ?? -1) >= 0 })
        // Arjowilangun's neighbourhood heads refuse nobody unusually; nothing is stuck.
        #expect(!view.alerts.contains { $0.code == "alert.stage-stuck" })
    }
}

import Foundation
import Registry
import Store
import Testing

/// Every figure that was counted against a plain walk over the example's rows, which the generator makes in other code.
@Suite struct FigureTruthTests {
    private func registry() throws -> Registry { try CoordinationFixture.shared.get().registry }

    /// All programmes together: each measure and breakdown at each region, and nothing beside.
    @Test(arguments: [2020, 2021]) func figuresOfAllProgrammesAreThoseOfTheRows(year: Int) throws {
        let truth = try #require(try ReportTruth.load().monitoring.figures[String(year)])
        let figures = try registry().database.read { connection in
            try ["total", "sex", "age", "sector", "decile"].flatMap { breakdown in
                try FigureQueries(connection).figures(
                    programmes: [FigureRecord.allProgrammes], periods: [String(year)], breakdown: breakdown, regions: []
                )
            }
        }
        var found: [String: [String: Int64]] = [:]
        for figure in figures {
            let isTotal = figure.breakdown == FigureRecord.total
            let name = isTotal ? figure.measure : "\(figure.measure)/\(figure.breakdown)/\(figure.category)"
            found[name, default: [:]][figure.region] = figure.value
        }
        let counted = found.mapValues { $0.filter { $0.value != 0 } }.filter { !$0.value.isEmpty }
        let wanted = truth.mapValues { $0.filter { $0.value != 0 } }.filter { !$0.value.isEmpty }
        #expect(Set(counted.keys) == Set(wanted.keys), "\(Set(counted.keys).symmetricDifference(wanted.keys))")
        for (name, regions) in wanted { #expect(counted[name] == regions, "\(name) \(year)") }
        #expect(wanted.keys.contains("budget") && wanted.keys.contains { $0.hasPrefix("listed/") })
    }

    /// What a page shows of a region is what was counted, budgets and breakdowns among it.
    @Test(arguments: ["ID", "33", "35.07", "33.02.22", "35.07.11.2008"])
    func pagesShowTheFigures(region: String) throws {
        let truth = try #require(try ReportTruth.load().monitoring.figures["2021"])
        let view = try registry().monitoring(region: region, year: 2021)
        for (name, regions) in truth {
            let parts = name.split(separator: "/").map(String.init)
            if parts.count > 1, parts[0] != "listed" { continue }
            let shown =
                parts.count == 1
                ? view.figures[name] : view.breakdowns[parts[1]]?.first { $0.category == parts[2] }?.value
            #expect(shown ?? 0 == regions[region] ?? 0, "\(name)")
        }
    }

    /// An indicator by sex, age, sector and decile is the quotient of what the rows hold in that category.
    @Test(arguments: ["ID", "35.07", "35.07.11.2008"]) func indicatorsAreBrokenDown(region: String) throws {
        let truth = try #require(try ReportTruth.load().monitoring.figures["2021"])
        let view = try registry().monitoring(region: region, year: 2021)
        let formulas = [
            "records": ("withRecords", "recordsKnown"), "taxNumbers": ("withTaxNumber", "taxNumberKnown"),
            "lowReserves": ("lowCash", "cashKnown"), "turnoverUp": ("turnoverRose", "measuredTwice"),
            "fundsUse": ("fundsInBusiness", "fundsUseKnown"), "womenShare": ("listedWomen", "listed"),
            "onTarget": ("listedPoor", "listedDecileKnown"),
        ]
        var compared = 0
        for (code, (top, bottom)) in formulas {
            let item = try #require(view.indicators.first { $0.indicator.code == code })
            #expect(!item.breakdowns.isEmpty, "\(code)")
            for breakdown in item.breakdowns {
                #expect(item.indicator.disaggregation.contains(breakdown.name))
                for part in breakdown.parts {
                    func figure(_ measure: String) -> Int64 {
                        truth["\(measure)/\(breakdown.name)/\(part.category)"]?[region] ?? 0
                    }
                    let under = figure(bottom)
                    let wanted = under == 0 ? nil : Double(figure(top)) / Double(under)
                    #expect(part.value == wanted, "\(code) \(breakdown.name) \(part.category)")
                    compared += part.value == nil ? 0 : 1
                }
                // The categories together are the whole.
                #expect(
                    breakdown.parts.flatMap(\.inputs).filter { $0.measure == bottom }.reduce(0) { $0 + $1.value }
                        == truth[bottom]?[region] ?? 0)
            }
        }
        #expect(compared > 30)
    }

    /// Weekly control by quarter and programme: what is paid ahead makes up for nobody else.
    @Test func weeklyControlIsARate() throws {
        let view = try registry().monitoring(year: 2021, programme: "MEKAAR")
        let truth = try #require(try ReportTruth.load().monitoring.figures["2021"])
        let item = try #require(view.indicators.first { $0.indicator.code == "repayment" })
        let wanted = Double(truth["instalmentsPaid"]?["ID"] ?? 0) / Double(truth["instalmentsDue"]?["ID"] ?? 1)
        #expect(item.value == wanted && wanted < 1)
        // Nobody was behind before the last weeks.
        #expect(item.series.compactMap(\.self).first == 1)
        #expect(item.series.compactMap(\.self).last ?? 1 < 1)
        let attendance = try #require(view.indicators.first { $0.indicator.code == "weeklyAttendance" })
        #expect(
            attendance.value
                == Double(truth["meetingsAttended"]?["ID"] ?? 0) / Double(truth["meetings"]?["ID"] ?? 1))
    }

    /// The page of one programme, in regions of every level: lists, reports and plans as the rows hold them.
    @Test(arguments: [2020, 2021]) func figuresOfEachProgrammeAreThoseOfTheRows(year: Int) throws {
        let truth = try #require(try ReportTruth.load().monitoring.programmes[String(year)])
        let registry = try registry()
        // Counted of duties and diaries, and of programmes themselves, which the generator counts for all together.
        let apart: Set<String> = [
            "programmes", "reports", "reportsDue", "reportsOnTime", "reportsLate", "reportsMissing", "reportsSound",
            "diaryNotes", "meetings", "meetingsAttended", "instalmentsDue", "instalmentsPaid", "fundsUseKnown",
            "fundsInBusiness",
        ]
        var compared = 0
        for (region, programmes) in truth {
            let all = try registry.monitoring(region: region, year: year)
            for programme in try registry.programmes().map(\.code) {
                let wanted = (programmes[programme] ?? [:]).filter { $0.value != 0 }
                let view = try registry.monitoring(region: region, year: year, programme: programme)
                let found = view.figures.filter { !apart.contains($0.key) && $0.value != 0 }
                #expect(found == wanted, "\(programme) in \(region)")
                // The line of the programme on the page of all says the same.
                let line = all.programmes.first { $0.code == programme }?.figures ?? [:]
                #expect(line.filter { !apart.contains($0.key) && $0.value != 0 } == wanted)
                compared += wanted.count
            }
        }
        #expect(compared > 200)
    }

    /// Stages in a region, against a walk over the events of the people whose line lies there; parts come to the whole.
    @Test func stagesOfARegionAreThoseOfItsPeople() throws {
        let registry = try registry()
        let folder = try example("coordination")
        let events = try Sheet(folder.appendingPathComponent("tahapan/c10-2021.csv")).rows.map(\.cells)
        let list = try Sheet(folder.appendingPathComponent("daftar/c10-2021.csv")).rows.map(\.cells)
        let names = try registry.database.read { try CatalogueQueries($0).regions() }
        let villages = Dictionary(
            names.filter { $0.level == "village" && $0.system == "kemendagri" }.map { ($0.name, $0.code) },
            uniquingKeysWith: { $1 })
        let places = Dictionary(
            list.map { ($0["NIK"] ?? "", villages[$0["Desa"] ?? ""] ?? "") }, uniquingKeysWith: { $1 })
        func entered(_ region: String) -> [String: Int] {
            Dictionary(grouping: events.filter { RegionScope.lies(places[$0["NIK"] ?? ""] ?? "", in: region) }) {
                $0["Tahap"] ?? ""
            }.mapValues { Set($0.map { $0["NIK"] }).count }
        }
        func shown(_ region: String) throws -> [String: Int] {
            let view = try registry.monitoring(region: region, year: 2021, programme: "C10")
            return Dictionary(
                view.stages.map { ($0.stage, Int($0.figures["stageEntered"] ?? 0)) }, uniquingKeysWith: { $1 })
        }
        for region in ["33", "35", "35.07", "35.07.11", "33.02.22"] {
            #expect(try shown(region) == entered(region), "\(region)")
        }
        #expect(try shown("33").merging(shown("35"), uniquingKeysWith: +) == shown(RegionScope.nation))
        #expect(entered("35.07.11").values.allSatisfy { $0 > 0 } && entered("35.07.11").count > 2)
        // Each stage can say how long it took there, and nobody waited longer than the longest of the nation.
        let nation = try registry.monitoring(year: 2021, programme: "C10").stages
        for stage in try registry.monitoring(region: "35.07.11", year: 2021, programme: "C10").stages {
            let whole = try #require(nation.first { $0.stage == stage.stage })
            #expect(stage.figures["stageLongestDays"] ?? 0 <= whole.figures["stageLongestDays"] ?? 0)
            #expect(stage.figures["stageMedianDays"] ?? 0 <= stage.figures["stageLongestDays"] ?? 0)
        }
    }

    /// Programmes come to all of them, for whatever is counted of people and reports.
    @Test func programmesComeToAll() throws {
        let figures = try registry().database.read { connection in
            try FigureQueries(connection).figures(
                measures: [
                    "proposed", "distributed", "cashed", "amountDistributed", "budgetRealised", "listed", "budget",
                ],
                periods: ["2020", "2021", "2021-Q3"])
        }
        // Categories of single programmes end at the district.
        let own = figures.filter { $0.breakdown == FigureRecord.total || $0.region.count { $0 == "." } < 3 }
        func sums(_ isAll: Bool) -> [String: Int64] {
            Dictionary(
                own.filter { ($0.programme == FigureRecord.allProgrammes) == isAll }.map {
                    ("\($0.measure) \($0.period) \($0.region) \($0.breakdown) \($0.category)", $0.value)
                }, uniquingKeysWith: +)
        }
        #expect(sums(true).count > 200)
        #expect(sums(true) == sums(false))
    }

    /// A ratio of two reported figures rests on the programmes that report both, and says which do not.
    @Test(arguments: [2020, 2021]) func ratiosRestOnProgrammesThatReportBoth(year: Int) throws {
        let truth = try #require(try ReportTruth.load().monitoring.ratios[String(year)])
        let registry = try registry()
        var compared = 0
        for region in Set(truth.values.flatMap(\.keys)).sorted() {
            let view = try registry.monitoring(region: region, year: year)
            for (code, regions) in truth {
                let item = try #require(view.indicators.first { $0.indicator.code == code })
                let wanted = regions[region]
                #expect(item.programmes ?? [] == wanted?.programmes ?? [], "\(code) \(region)")
                #expect(item.leftOut == wanted?.leftOut ?? [], "\(code) \(region)")
                guard let ratio = wanted?.value else {
                    #expect(item.value == nil, "\(code) \(region)")
                    continue
                }
                #expect(abs(try #require(item.value) - ratio) < 0.000001, "\(code) \(region)")
                compared += 1
            }
        }
        #expect(compared > 20)
        // Programmes without the second figure would make the rate too low.
        let nation = try registry.monitoring(year: year)
        let cashOut = try #require(nation.indicators.first { $0.indicator.code == "cashOut" })
        let mixed = Double(nation.figures["cashed"] ?? 0) / Double(nation.figures["distributed"] ?? 1)
        #expect(try #require(cashOut.value) > mixed && !cashOut.leftOut.isEmpty)
        // One programme alone rests on itself.
        let own = try registry.monitoring(year: year, programme: "C01").indicators.first {
            $0.indicator.code == "cashOut"
        }
        #expect(own?.value != nil && own?.programmes == nil && own?.leftOut == [])
    }

    /// In each quarter, too, only those count that report both.
    @Test func seriesRestOnTheSameProgrammes() throws {
        let registry = try registry()
        let view = try registry.monitoring(year: 2021)
        let item = try #require(view.indicators.first { $0.indicator.code == "cashOut" })
        for (period, value) in zip(view.periods, item.series) {
            var (cashed, distributed): (Int64, Int64) = (0, 0)
            for programme in try registry.programmes() {
                let own = try registry.database.read {
                    try FigureQueries($0).figures(
                        programmes: [programme.code], periods: [period], regions: [RegionScope.nation])
                }
                func figure(_ measure: String) -> Int64? { own.first { $0.measure == measure }?.value }
                guard let one = figure("cashed"), let other = figure("distributed") else { continue }
                cashed += one
                distributed += other
            }
            #expect(value == Double(cashed) / Double(distributed), "\(period)")
        }
    }
}

import Foundation
import Indonesia
import Problems
import Store
import Testing

@testable import Registry

@Suite("What is published of people")
struct PublicationTests {
    private static let regions = [
        "ID", "33", "35", "33.02", "35.07", "33.02.22", "35.07.01", "35.07.11", "35.07.11.2008",
    ]

    /// Counted once for all tests, which only read it; counting again changes nothing.
    private static let shared: Result<(Scratch, Registry), any Error> = Result {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"), withCompanions: true)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return (scratch, registry)
    }
    private static let nations: Result<[Int: Publication], any Error> = Result {
        let registry = try shared.get().1
        return [2020: try registry.publication(year: 2020), 2021: try registry.publication(year: 2021)]
    }

    private func registry() throws -> Registry { try Self.shared.get().1 }
    private func nation(_ year: Int = 2021) throws -> Publication { try #require(Self.nations.get()[year]) }

    private func shown(_ publication: Publication) -> [CountKey: Int?] {
        Dictionary(uniqueKeysWithValues: publication.keys.map { ($0, publication[$0].number) })
    }

    /// The counts themselves, as the store holds them: totals and breakdowns of people on lists and in reports.
    private func counts(_ registry: Registry, year: Int) throws -> [CountKey: Int] {
        let figures = try registry.database.read { connection in
            try FigureQueries(connection).figures(
                measures: [
                    "listed", "proposed", "verified", "decreed", "distributed", "activated", "cashed", "returned",
                ],
                periods: [String(year)])
        }
        return Dictionary(
            uniqueKeysWithValues: figures.map { figure in
                (
                    CountKey(
                        figure.measure, programme: figure.programme, region: figure.region,
                        breakdown: figure.breakdown, category: figure.category), Int(figure.value)
                )
            })
    }

    @Test("what is shown is what was counted, and nothing small is shown", arguments: [2020, 2021])
    func truth(year: Int) throws {
        let registry = try registry()
        let nation = try nation(year)
        let counts = try counts(registry, year: year)
        var compared = 0
        for key in nation.keys {
            guard let number = nation[key].number else { continue }
            #expect(!(1..<5).contains(number), "\(key)")
            guard let count = counts[key] else { continue }
            #expect(number == count, "\(key)")
            compared += 1
        }
        #expect(compared > 400)
        #expect(nation.keys.count { nation[$0] == .hidden } == nation.hiddenCount)
        #expect(nation.hiddenCount > 20 && nation.hiddenCount < nation.cellCount)
    }

    @Test("every region's document is cut out of the nation's: they never contradict")
    func oneRelease() throws {
        let registry = try registry()
        let nation = try nation()
        let all = try registry.publications(year: 2021)
        for region in Self.regions {
            let part = try all.part(region)
            #expect(part.keys == nation.keys.filter { RegionScope.lies($0.region, in: region) })
            #expect(part.keys.allSatisfy { part[$0] == nation[$0] })
        }
        let alone = try registry.publication(year: 2021, region: "33.02")
        #expect(alone.keys.allSatisfy { alone[$0] == nation[$0] } && !alone.keys.isEmpty)
        #expect(throws: Problem.self) { try registry.publication(year: 2021, region: "99") }
        #expect(throws: Problem.self) { try registry.publication(year: 1999) }
    }

    @Test("a reader of all documents of both years recovers no hidden count", arguments: [2020, 2021])
    func attack(year: Int) throws {
        let registry = try registry()
        let all = try registry.publications(year: year)
        // Two documents that tell of the same people at different levels, and the rest of the nation.
        var documents: [CountKey: Int?] = [:]
        for region in ["35.07", "33.02", "ID"] {
            documents.merge(try shown(all.part(region))) { $1 }
        }
        let reader = TableReader(documents)
        let hidden = reader.hidden
        #expect(hidden.count > 20)
        #expect(reader.equations.count > hidden.count / 2)
        #expect(reader.solved().isEmpty, "\(reader.solved())")
        let counts = try counts(registry, year: year)
        for (key, range) in reader.ranges() {
            #expect(range.count > 1, "\(key): \(range)")
            if let count = counts[key] {
                #expect(range.contains(count), "\(key)")
                // Small ones are not even known to be small.
                if count < 5 { #expect(range.count > 4 && range.upperBound >= 5, "\(key): \(range)") }
            }
        }
    }

    @Test("where only small counts are hidden, the same reader recovers some of them")
    func attackOnPrimaryAlone() throws {
        let registry = try registry()
        let counts = try counts(registry, year: 2021)
        let nation = try nation()
        // The same tables of people on lists, with nothing hidden for another's sake.
        var naive: [CountKey: Int?] = [:]
        for key in nation.keys where key.measure == "listed" && key.breakdown != "decileGroup" && !key.isRemainder {
            guard key.breakdown != "decile" else { continue }
            let count = counts[key] ?? 0
            naive.updateValue(nation.threshold > count && count > 0 ? nil : count, forKey: key)
        }
        let reader = TableReader(naive)
        let solved = reader.solved()
        #expect(solved.count > 5)
        #expect(solved.allSatisfy { counts[$0.key] == $0.value })
        #expect(solved.values.allSatisfy { $0 < 5 })
        // Of these, the publication shows none.
        #expect(solved.keys.allSatisfy { nation[$0] == .hidden })
    }

    @Test("rupiah stand beside people only where nothing of them is hidden")
    func money() throws {
        let registry = try registry()
        // What an office with another policy would hide.
        let nation = try registry.publications(year: 2021, threshold: 40).part(RegionScope.nation)
        let hidden = nation.keys.filter {
            nation[$0] == .hidden && $0.measure == "distributed" && $0.breakdown == "total" && !$0.isRemainder
        }
        #expect(!hidden.isEmpty)
        for key in hidden {
            #expect(!nation.isOpen(key.programme, in: key.region))
            #expect(!nation.isOpen(in: key.region))
            #expect(!nation.permits(["amountDistributed"], in: key.region))
        }
        // People counted once in all programmes would bound what is hidden.
        // What is no cell of the release may not stand beside it: profiles of a village, and what nobody protected.
        #expect(!nation.permits(["instalmentsPaid", "instalmentsDue"], in: "ID"))
        let village = try registry.publication(year: 2021, region: "35.07.11.2008")
        #expect(village.isVillage && !nation.isVillage)
        #expect(!village.permits(["turnoverRose", "measuredTwice"], in: "35.07.11.2008"))
        #expect(village.permits(["reportsOnTime"], in: "35.07.11.2008"))
        #expect(!nation.permits(["people"], in: "ID"))
        #expect(nation.permits(["reportsOnTime", "budget"], in: "ID"))
    }

    @Test("stages of a proposal are hidden together: one between two equal ones would be known")
    func stages() throws {
        let registry = try registry()
        // What an office with another policy would hide.
        let nation = try registry.publications(year: 2021, threshold: 40).part(RegionScope.nation)
        let chain = ["proposed", "verified", "decreed", "distributed", "activated", "cashed"]
        let keys = nation.keys.filter { chain.contains($0.measure) && nation[$0] == .hidden }
        #expect(!keys.isEmpty)
        for key in keys {
            for stage in chain {
                var other = key
                other.measure = stage
                #expect(nation[other] == .hidden || nation[other] == .value(0), "\(other)")
            }
        }
    }

    @Test("the same figures give the same pattern, however often they are counted")
    func deterministic() throws {
        let registry = try registry()
        let first = try nation()
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        let second = try registry.publication(year: 2021)
        #expect(shown(first) == shown(second))
    }

    @Test("tables go out with the dictionary that explains each of their columns, and the workbook says the same")
    func export() throws {
        let scratch = try Scratch()
        let registry = try registry()
        let files = try registry.exportPublication(
            year: 2021, region: "35.07", to: scratch.url.appendingPathComponent("keluar"))
        #expect(files.count == 5)
        let publication = try registry.publication(year: 2021, region: "35.07")
        let tables = try registry.publicationTables(year: 2021, region: "35.07")
        #expect(tables.counts.rows.count + tables.breakdowns.rows.count == publication.cellCount)
        let rows = tables.counts.rows + tables.breakdowns.rows
        #expect(rows.count { $0.last == PublicationTables.mark } == publication.hiddenCount)
        for (table, dictionary) in [
            (tables.counts, tables.countDictionary), (tables.breakdowns, tables.breakdownDictionary),
        ] {
            #expect(table.header.allSatisfy { name in dictionary.rows.contains { $0.first == name } })
            for row in table.rows { #expect(row.count == table.header.count) }
            for row in dictionary.rows {
                #expect(row.count == dictionary.header.count && row.allSatisfy { !$0.isEmpty })
                #expect(row.allSatisfy { !$0.hasPrefix("publication.") }, "\(row)")
            }
            let text = try String(
                contentsOf: scratch.url.appendingPathComponent("keluar/35.07-2021-\(table.name).csv"), encoding: .utf8)
            #expect(text.split(separator: "\r\n").count == table.rows.count + 1)
        }
        let english = try registry.publicationTables(year: 2021, region: "35.07", in: .en)
        #expect(english.counts.rows.map(\.last) == tables.counts.rows.map(\.last))
        #expect(english.counts.header != tables.counts.header)
    }

    @Test("one threshold holds for every document")
    func policy() throws {
        let registry = try registry()
        let threshold = try PublicationPolicy.bundled().threshold
        #expect(threshold == 5)
        #expect(try registry.publication(year: 2021, region: "35.07").threshold == threshold)
        #expect(try registry.regionReport(region: "33.02", year: 2021).publication.threshold == threshold)
    }

    @Test(
        "a year is protected once: all documents of a count are cut out of the same figures, a new count gives new ones"
    )
    func once() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"))
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        let before = try registry.publication(year: 2021)
        let key = CountKey("profiles", region: RegionScope.nation)
        let count = try #require(before[key].number)
        // Behind the program's back: only who counts anew sees it.
        _ = try registry.database.write { connection in
            try connection.execute(
                "DELETE FROM figure WHERE measure = 'profiles'")
        }
        #expect(try registry.publication(year: 2021)[key].number == count)
        let copy = registry
        #expect(try copy.publicationTables(year: 2021).counts.rows.contains { $0.last == String(count) })
        // Another process has worked out nothing yet.
        let other = Registry(registry.database, actor: "lain")
        #expect(try other.publication(year: 2021)[key].number == 0)
        // What is published changes with what the registry holds.
        try registry.take(
            "need",
            [
                "kode": "KB-X", "wilayah": "35.07.11.2008", "kebutuhan": "K1", "pernyataan": "Alat", "asal": "survei",
                "tanggal": "2021-05-01", "lembaga": "C-DKM",
            ])
        #expect(try registry.publication(year: 2021)[key].number == 0)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        #expect(try registry.publication(year: 2021)[key].number == count)
    }

    @Test("a count that no nation has is named, with who reports it")
    func absurd() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"))
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        // Sheets refuse such counts; a registry from before they did may hold one.
        _ = try registry.database.write { connection in
            try connection.execute(
                """
                UPDATE figure SET value = 2000000000000 WHERE measure = 'distributed' AND period = '2021'
                    AND region_code = 'ID' AND programme IN ('C14', '*')
                """)
        }
        let problem = #expect(throws: Problem.self) { try registry.publication(year: 2021) }
        #expect(problem?.code == "publication.absurd")
        #expect(problem?.arguments["programme"] == "C14")
        #expect(problem?.arguments["measure"] == "disalurkan")
        // The year before does not hold it.
        #expect(try registry.publication(year: 2020).cellCount > 0)
    }

    @Test("a ratio stands only where the programmes left out of it are shown as well")
    func ratios() throws {
        let registry = try registry()
        let view = try registry.monitoring(region: "35.07", year: 2021)
        let item = try #require(view.indicators.first { $0.indicator.code == "cashOut" })
        let out = try #require(item.leftOut.first)
        var publication = try registry.publication(year: 2021, region: "35.07")
        for code in ["*"] + (item.programmes ?? []) + item.leftOut {
            for measure in ["distributed", "cashed"] {
                publication.counts[CountKey(measure, programme: code, region: "35.07")] = .value(50)
            }
        }
        #expect(publication.permits(item, in: "35.07"))
        publication.counts[CountKey("distributed", programme: out, region: "35.07")] = .hidden
        #expect(!publication.permits(item, in: "35.07"))
    }
}

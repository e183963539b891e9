import Foundation
import Indonesia
import Registry
import Store
import Testing

/// What a published report says about programmes to widen, join or start.
@Suite struct PolicyStepTests {
    /// Six owners of food businesses who ask for capital and for a class, as many as a published count holds at least.
    private func registry(owners: Int) throws -> (scratch: Scratch, registry: Registry) {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"))
        let numbers = (1...owners).map { "350711550190000\($0)" }
        let profiles = numbers.map { number in
            [
                "nik": number, "tanggal": "2021-02-01", "wilayah": "35.07.11.2008", "lembaga": "C-DKM",
                "asal": "survei",
                "sektor": "kuliner", "kelas_usaha": "mikro",
            ]
        }
        let needs = numbers.enumerated().flatMap { index, number in
            [("K5", "J01"), ("K3", "J05")].map { kind, aid in
                [
                    "kode": "KB-T\(index)\(kind)", "nik": number, "wilayah": "35.07.11.2008", "kebutuhan": kind,
                    "jenis_bantuan": aid, "pernyataan": "Uji", "asal": "survei", "tanggal": "2021-03-01",
                    "lembaga": "C-DKM",
                ]
            }
        }
        for (kind, rows) in [("profile", profiles), ("need", needs)] {
            let receipt = try registry.takeIn(
                Sheet(name: "uji", channel: "form", rows: rows), as: SheetKinds.bundled.kind(kind))
            try #require(receipt.isStored, "\(receipt.problems)")
        }
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return (scratch, registry)
    }

    @Test func stepsNameRegenciesWhoseNeedsArePublishedAndNoVillage() throws {
        let (scratch, registry) = try registry(owners: 6)
        defer { withExtendedLifetime(scratch) {} }
        let nation = try registry.publication(year: 2021)
        func shown(_ region: String, _ breakdown: String, _ category: String) -> Bool {
            let key = CountKey("needs", region: region, breakdown: breakdown, category: category)
            return (nation[key].number ?? 0) > 0
        }
        var seen = 0
        for region in ["ID", "35", "35.07", "33.02"] {
            let policy = try registry.regionReport(region: region, year: 2021).policy
            let supply = try registry.supply(year: 2021, region: region)
            for step in policy {
                let codes: [String] =
                    switch step.kind {
                    case .join: supply.policy.join.filter { [$0.first, $0.second] == step.programmes }.flatMap(\.needs)
                    case .widen: supply.policy.widen.filter { [$0.programme] == step.programmes }.flatMap(\.needs)
                    case .start:
                        supply.policy.start.filter { ($0.need, $0.aid, $0.unit) == (step.need, step.aid, step.unit) }
                            .flatMap(\.needs)
                    }
                for place in step.regions {
                    seen += 1
                    #expect(RegionScope.lies(place, in: region) && place.count { $0 == "." } == 1)
                    let behind = supply.needs.map(\.need).filter {
                        codes.contains($0.code) && RegionScope.lies($0.region ?? RegionScope.nation, in: place)
                    }
                    #expect(Set(behind.map(\.subject)).count >= nation.threshold)
                    #expect(behind.allSatisfy { shown(place, "kind", $0.need) })
                    guard step.kind != .join else { continue }
                    #expect(shown(place, "state", "absent"))
                    #expect(behind.allSatisfy { shown(String(place.prefix(2)), "kindState", $0.need + "/absent") })
                }
            }
        }
        #expect(seen > 0)
        // Of a district there are no published counts of needs by kind.
        #expect(try registry.regionReport(region: "35.07.11", year: 2021).policy.isEmpty)
    }

    @Test func whatFewAskForIsNotTold() throws {
        let registry = try CoordinationFixture.shared.get().registry
        // In the office the example's needs call for steps; each rests on fewer than five.
        let inside = try registry.supply(year: 2021, region: "35.07").policy
        #expect(!inside.join.isEmpty && !inside.start.isEmpty)
        #expect(inside.join.allSatisfy { $0.subjects < 5 })
        #expect(try registry.regionReport(region: "35.07", year: 2021).policy.isEmpty)
    }
}

import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import Testing

/// Needs against what programmes offer, on the coordination example.
@Suite struct SupplyTests {
    @Test func statesAreThoseOfTheExample() throws {
        let truth = try NeedTruth.load().needs
        let report = try Sample.registry().supply(year: truth.year)
        #expect(report.needs.count == truth.count)
        for (need, line) in zip(report.needs, truth.lines) {
            let found = NeedTruth.Line(
                code: need.need.code, subject: need.need.subjectKind.rawValue, village: need.need.region ?? "",
                need: need.need.need, aid: need.need.aid, state: need.state.rawValue, uncertain: need.isUncertain,
                answeredBy: need.answeredBy.sorted(), perhaps: need.perhaps.sorted())
            var line = line
            line.answeredBy.sort()
            line.perhaps.sort()
            #expect(found == line)
        }
        for state in AssessedNeed.State.allCases {
            #expect(report.counts[state] == truth.states[state.rawValue] ?? 0)
        }
        #expect(report.uncertain == truth.uncertain)
        #expect(report.combinations().map { .init(aid: $0.aid, subjects: $0.subjects) } == truth.combinations)
        #expect(
            report.combinations(among: Set(truth.nine)).map { .init(aid: $0.aid, subjects: $0.subjects) }
                == truth.combinationsOfTheNine)
        #expect(
            Dictionary(uniqueKeysWithValues: report.villages.map { ($0.region, $0.counts.unserved) })
                == truth.unservedByVillage)
        #expect(report.villages.map(\.counts.unserved) == report.villages.map(\.counts.unserved).sorted(by: >))
        let arjowilangun = try #require(report.villages.first)
        // By the denominator of the village for 2021.
        let unserved = try #require(truth.unservedByVillage[arjowilangun.region])
        #expect(unserved > 40)
        #expect(arjowilangun.per1000 == Double(1000 * unserved) / Double(try #require(arjowilangun.microEnterprises)))
        #expect(arjowilangun.source?.contains("2021") == true)
    }

    @Test func theMatrixIsThatOfTheExample() throws {
        let truth = try NeedTruth.load().needs
        let report = try Sample.registry().supply(year: truth.year)
        var found: [String: [String: [String: Int]]] = [:]
        for cell in report.matrix() {
            var counts = ["declared": cell.counts.total]
            for state in AssessedNeed.State.allCases where cell.counts[state] > 0 {
                counts[state.rawValue] = cell.counts[state]
            }
            found[cell.region, default: [:]][cell.need] = counts
        }
        #expect(found == truth.byVillageAndNeed)
    }

    /// However the needs are divided, the cells add up to the same states.
    @Test(arguments: [0, 1, 2, 3, 4], [false, true])
    func everyDivisionAddsUp(level: Int, byType: Bool) throws {
        let registry = try Sample.registry()
        let report = try registry.supply(year: 2021, includeInferred: true)
        let cells = report.matrix(level: level, byType: byType)
        for state in AssessedNeed.State.allCases {
            #expect(cells.reduce(0) { $0 + $1.counts[state] } == report.counts[state])
        }
        #expect(cells.reduce(0) { $0 + $1.inferred } == report.inferred)
        #expect(Set(cells.flatMap(\.codes)).count == report.needs.count)
        if byType {
            let known = Set(try #require(try registry.typology()).types.map(\.code))
            #expect(Set(cells.compactMap(\.type)).isSubset(of: known))
        }
    }

    @Test func aRegionSeesItsOwnPartOfTheNation() throws {
        let registry = try Sample.registry()
        let nation = try registry.supply(year: 2021, includeInferred: true)
        for region in ["35", "35.07", "35.07.11", "35.07.11.2008", "33.02.22"] {
            let part = try registry.supply(year: 2021, region: region, includeInferred: true)
            let own = nation.needs.filter { RegionScope.lies($0.need.region ?? "", in: region) }
            #expect(part.needs.map(\.need.code) == own.map(\.need.code))
            #expect(part.needs.map(\.state) == own.map(\.state))
        }
    }

    @Test func theListOfTheCompanionsChangesWhatTheExampleSays() throws {
        let truth = try NeedTruth.load().needs
        let report = try Sample.registry(withCompanions: true).supply(year: truth.year)
        let changes = Dictionary(uniqueKeysWithValues: truth.withBpumList.map { ($0.code, $0.state) })
        for (need, line) in zip(report.needs, truth.lines) {
            #expect(need.state.rawValue == changes[line.code] ?? line.state, "\(line.code)")
        }
        let refused = try #require(report.needs.first { $0.need.code == "KB-017" })
        #expect(refused.attempts.contains { $0.way == "stage" && $0.programme == "BPUM" && $0.reason != nil })
        #expect(refused.next != nil && refused.next != "BPUM")
    }

    /// What a person gets or is refused is not what their group needs; a programme for groups serves the group.
    @Test func onlyAProgrammeForGroupsServesAGroup() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func people(_ file: String) throws -> [String] {
            let rows = try Sheet(example("coordination").appendingPathComponent(file)).rows.map(\.cells)
            return rows.compactMap { $0["Keputusan"].map { $0 == "ditolak" } ?? true ? $0["NIK"] : nil }
        }
        let members = [
            "KLP-A": ("daftar/c10-2021.csv", "K3", "J05"), "KLP-B": ("tahapan/c10-2021.csv", "K3", "J05"),
            "KLP-C": ("daftar/c26-2021.csv", "K5", "J03"),
        ]
        for (code, (file, need, aid)) in members {
            let own = try people(file).prefix(3)
            #expect(own.count == 3)
            try registry.take(
                "group",
                [
                    "kode": code, "nama": code, "jenis": "usaha", "wilayah": "33.02.22.2002",
                    "anggota": own.joined(separator: ";"),
                ])
            try registry.take(
                "need",
                [
                    "kode": "KB-\(code)", "kelompok": code, "wilayah": "33.02.22.2002", "kebutuhan": need,
                    "jenis_bantuan": aid, "asal": "survei", "tanggal": "2021-01-04",
                ])
        }
        let needs = try registry.supply(year: 2021, includeInferred: false).needs
        let found = Dictionary(uniqueKeysWithValues: needs.map { ($0.need.code, $0) })
        for code in ["KB-KLP-A", "KB-KLP-B"] {
            let need = try #require(found[code])
            #expect(need.attempts.isEmpty && ![.served, .refused].contains(need.state))
        }
        let served = try #require(found["KB-KLP-C"])
        #expect(served.state == .served && served.attempts.map(\.programme) == ["C26"])
    }

    @Test func whatIsOfferedNextAnswersAndWasNotTried() throws {
        let report = try Sample.registry(withCompanions: true).supply(year: 2021, includeInferred: true)
        for need in report.needs {
            let tried = Set(need.attempts.filter { $0.outcome != "withdrawn" }.map(\.programme))
            switch need.state {
            case .notOffered: #expect(need.next != nil)
            case .refused: #expect(need.next.map { !tried.contains($0) } ?? true)
            default: #expect(need.next == nil)
            }
            if let next = need.next { #expect(need.answers.contains { $0.programme == next }) }
            // Nothing that only may fit is offered while something is known to fit.
            if let next = need.next, !Set(need.answeredBy).subtracting(tried).isEmpty {
                #expect(need.answeredBy.contains(next))
            }
        }
    }

    @Test func rulesSeeWhatProfilesSay() throws {
        let truth = try NeedTruth.load()
        let report = try Sample.registry().supply(year: 2021, includeInferred: true)
        #expect(report.needs.filter { !$0.isInferred }.count == truth.needs.count)
        let inferred = report.needs.filter(\.isInferred)
        #expect(inferred.allSatisfy { $0.need.rule != nil && $0.need.statement != nil })
        #expect(inferred.allSatisfy { $0.need.code.firstMatch(of: /[0-9]{16}/) == nil })
        let declared = Set(report.needs.filter { !$0.isInferred }.map { $0.need.subject + $0.need.need })
        #expect(inferred.allSatisfy { !declared.contains($0.need.subject + $0.need.need) })
        // Seen or hidden, a rule speaks of everybody whose profile shows what it asks for.
        let shown = truth.profiles.byVillage.values.reduce(0) {
            $0 + $1.withoutTaxNumber + $1.withoutRecords + $1.reserveUnderTenDays
        }
        let all = inferred.count { $0.need.rule != "ATR-NIB" }
        let hiddenOfTheThree = try hidden(report)
        #expect(all + hiddenOfTheThree == shown)
        // Without the rules none is counted, and none hidden.
        let plain = try Sample.registry().supply(year: 2021, includeInferred: false)
        #expect(plain.inferred == 0 && plain.hiddenInferred == 0)
    }

    /// Inferred needs of the three counted rules that a declared one hides, worked out from the sheets.
    private func hidden(_ report: SupplyReport) throws -> Int {
        let sheet = try Sheet(example("coordination").appendingPathComponent("profil.csv"))
        var latest: [String: [String: String]] = [:]
        for row in sheet.rows {
            let nik = row.cells["nik"] ?? ""
            if latest[nik]?["tanggal"] ?? "" < row.cells["tanggal"] ?? "" { latest[nik] = row.cells }
        }
        let declared = Set(report.needs.filter { !$0.isInferred }.map { $0.need.subject + $0.need.need })
        return latest.reduce(0) { count, item in
            let cells = item.value
            let low = Int(cells["cadangan_kas_hari"] ?? "").map { $0 < 10 } ?? false
            return count + (cells["npwp"] == "tidak" && declared.contains(item.key + "K6") ? 1 : 0)
                + (cells["pembukuan"] == "tidak" && declared.contains(item.key + "K3") ? 1 : 0)
                + (low && declared.contains(item.key + "K5") ? 1 : 0)
        }
    }

    @Test func aProgrammeThatRunsNextDoorIsToBeWidened() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        // Donomulyo lies beside the district of C07, which is for groups of former migrants with food businesses.
        try registry.take(
            "group",
            ["kode": "KLP-99", "nama": "Uji", "jenis": "purna_migran", "wilayah": "35.07.01.2006", "sektor": "kuliner"])
        try registry.take(
            "need",
            [
                "kode": "KB-999", "kelompok": "KLP-99", "wilayah": "35.07.01.2006", "kebutuhan": "K1",
                "jenis_bantuan": "J07", "asal": "musyawarah", "tanggal": "2021-05-01",
            ])
        let report = try registry.supply(year: 2021)
        #expect(report.needs.last?.state == .absent)
        let widening = try #require(report.policy.widen.first { $0.programme == "C07" })
        #expect(widening.villages == ["35.07.01.2006"])
        #expect(widening.near == ["35.07"])
        #expect(widening.needs == ["KB-999"])
        #expect(!report.policy.start.flatMap(\.needs).contains("KB-999"))
        // Equipment that single people of Arjowilangun ask for is there, but for people with disabilities alone.
        let start = try #require(report.policy.start.first { $0.needs.contains("KB-002") })
        #expect(start.narrow["C05"]?.contains("target") == true)
    }

    @Test func thePolicyPageCountsEachAbsentNeedOnceBesideWhatRunsNear() throws {
        let registry = try Sample.registry()
        let report = try registry.supply(year: 2021)
        let absent = Set(report.needs.filter { $0.state == .absent }.map(\.need.code))
        let widened = Set(report.policy.widen.flatMap(\.needs))
        let started = report.policy.start.flatMap(\.needs)
        #expect(widened.union(started) == absent)
        #expect(widened.isDisjoint(with: started))
        #expect(Set(started).count == started.count)
        let programmes = Dictionary(
            uniqueKeysWithValues: try registry.programmes(of: 2021).map { ($0.code, $0) })
        for widening in report.policy.widen {
            let programme = try #require(programmes[widening.programme])
            for village in widening.villages { #expect(!RegionScope.covers(programme.area, village)) }
            for near in widening.near { #expect(RegionScope.touches(programme.area, near)) }
        }
        for joining in report.policy.join {
            let pair = try [joining.first, joining.second].map { try #require(programmes[$0]) }
            for village in joining.villages {
                #expect(pair.allSatisfy { RegionScope.covers($0.area, village) })
            }
            #expect(joining.subjects > 0 && joining.needs.count > 1)
        }
    }
}

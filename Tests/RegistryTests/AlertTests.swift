import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What is out of the ordinary is told, with where it lies; what is ordinary is not.
@Suite struct AlertTests {
    /// What the generator planted, as the alert names it.
    private func arguments(_ planted: ReportTruth.PlantedAlert) -> [String: String] {
        let numbers = [
            "people": planted.people, "days": planted.days, "refused": planted.refused, "proposed": planted.proposed,
            "all": planted.all, "population": planted.population,
        ].compactMapValues { $0.map(String.init) }
        let texts = ["officer": planted.officer, "stage": planted.stage, "proposer": planted.proposer]
        return numbers.merging(texts.compactMapValues { $0 }) { first, _ in first }
    }

    private func compare(_ alerts: [Alert], with planted: [ReportTruth.PlantedAlert]) {
        #expect(alerts.map(\.code).sorted() == planted.map(\.code).sorted())
        for alert in alerts {
            guard let wanted = planted.first(where: { $0.code == alert.code }) else { continue }
            #expect(alert.programme == wanted.programme && alert.year == wanted.year && alert.region == wanted.region)
            for (name, value) in arguments(wanted) { #expect(alert.arguments[name] == value, "\(alert.code) \(name)") }
        }
    }

    @Test func alertsAreThoseThatWerePlantedAndNothingElse() throws {
        let (registry, truth) = (try CoordinationFixture.shared.get().registry, try ReportTruth.load())
        #expect(truth.alerts.count == 4)
        let alerts = try registry.monitoring(year: 2021).alerts
        compare(alerts, with: truth.alerts)
        #expect(try registry.monitoring(year: 2020).alerts.isEmpty)
        let phone = try #require(alerts.first { $0.code == "alert.shared-phone" }?.arguments["phone"])
        #expect(phone.count(where: \.isNumber) < 8)
    }

    /// Each region shows what lies in it, each programme what is its own.
    @Test func regionsShowTheirOwnAlerts() throws {
        let (registry, truth) = (try CoordinationFixture.shared.get().registry, try ReportTruth.load())
        let regions = [
            "33", "33.02", "33.02.22", "33.02.22.2002", "35.07", "35.07.01", "35.07.01.2006", "35.07.11.2002",
        ]
        for region in regions {
            let alerts = try registry.monitoring(region: region, year: 2021).alerts
            compare(alerts, with: truth.alerts.filter { RegionScope.lies($0.region, in: region) })
        }
        for programme in ["C10", "C26", "C03"] {
            let alerts = try registry.monitoring(year: 2021, programme: programme).alerts
            compare(alerts, with: truth.alerts.filter { $0.programme == programme })
        }
    }

    /// The lists of Arjowilangun, with their stages, bring no alert of their own.
    @Test func theStoryOfTheVillageIsOrdinary() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"), withCompanions: true)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        compare(try registry.monitoring(year: 2021).alerts, with: try ReportTruth.load().alerts)
    }

    private func list(_ scratch: Scratch, _ registry: Registry, _ name: String, _ rows: [[String]]) throws
        -> BatchRecord
    {
        let text = "NIK;Nama;Desa;Account Officer\n" + rows.map { $0.joined(separator: ";") + "\n" }.joined()
        let staged = try registry.stage(
            ImportRequest(
                file: scratch.file(name, text), programme: "MEKAAR", institution: "DINKOP-35.07", profile: "umum",
                name: name))
        return try registry.commit(staged.batch.id)
    }

    private func number(_ index: Int) -> String {
        "35070155019" + String(repeating: "0", count: 5 - String(index).count) + String(index)
    }

    /// One officer's load stands out among enough others alone: hundreds of clients each are ordinary.
    @Test func anOfficersLoadIsHeldAgainstTheOthersOfTheProgrammeAndYear() throws {
        func alerts(_ loads: [Int], _ officer: (Int, Int) -> String = { at, _ in "Petugas \(at)" }) throws -> [Alert] {
            let scratch = try Scratch()
            let registry = try scratch.registry()
            var rows: [[String]] = []
            for (at, load) in loads.enumerated() {
                for person in 0..<load {
                    rows.append([number(rows.count + 1), "Rekaan", "Arjowilangun", officer(at, person)])
                }
            }
            let year = try list(scratch, registry, "a.csv", rows).fiscalYear
            try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
            return try registry.monitoring(year: year).alerts
        }
        let found = try #require(try alerts([4, 4, 4, 26]).first)
        #expect(found.code == "alert.officer-load" && found.programme == "MEKAAR")
        #expect(found.region == "35.07.11.2008")
        #expect(found.arguments["officer"] == "Petugas 3" && found.arguments["people"] == "26")
        #expect(found.arguments["officers"] == "4" && found.arguments["median"] == "4")
        // Exactly the limits, too few officers, all of them alike.
        #expect(try alerts([2, 2, 2, 20]).isEmpty)
        #expect(try alerts([5, 5, 5, 25]).isEmpty)
        #expect(try alerts([1, 1, 60]).isEmpty)
        #expect(try alerts([60, 60, 60, 60]).isEmpty)
        // Between two whole numbers: five times four and a half is less than 23.
        #expect(try alerts([4, 4, 5, 23]).count == 1)
        #expect(try alerts([4, 4, 5, 22]).isEmpty)
        // Written with other blanks and letters it is the same officer; a number of a person is not shown.
        let spelt = try alerts([4, 4, 4, 26]) { at, person in
            at == 3 ? (person % 2 == 0 ? "Bu  Rina" : "BU RINA") : "Petugas \(at)"
        }
        #expect(spelt.first?.arguments["people"] == "26")
        let code = try alerts([4, 4, 4, 26]) { at, _ in at == 3 ? "3507015501900001" : "Petugas \(at)" }
        #expect(code.first?.arguments["officer"]?.contains("3507015501900001") == false && code.count == 1)
    }

    /// A proposer whose candidates are refused far more often than the others', and proposals that nobody took further.
    @Test func stuckProposalsAndUnusualRefusalsAreTold() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let numbers = (1...60).map { "35070155019" + ($0 < 10 ? "0000" : "000") + "\($0)" }
        let list = try scratch.file("a.csv", "NIK;Nama\n" + numbers.map { "\($0);Rekaan\n" }.joined())
        let batch = try registry.commit(
            try registry.stage(ImportRequest(file: list, programme: "BPUM", institution: "DINKOP-35.07")).batch.id)
        var rows = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"
        for (index, number) in numbers.enumerated() {
            let proposer = "Ketua RT \(index / 15 + 1)"
            rows += "\(number);RT;\(proposer);2021-04-01T09:00:00+07:00;diusulkan;;\n"
            // The first proposer's candidates are all refused, of the others one in fifteen; five wait for the bank.
            if index < 15 || index % 15 == 0 {
                rows += "\(number);Desa;Desa;2021-04-08T09:00:00+07:00;ditolak;;\n"
            } else if index >= 55 {
                rows += "\(number);Desa;Desa;2021-04-08T09:00:00+07:00;diteruskan;;\n"
            } else {
                rows += "\(number);Pencairan;Bank;2021-06-08T09:00:00+07:00;dicairkan;;\n"
            }
        }
        try registry.addStages(from: scratch.file("t.csv", rows), to: batch.id)
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        let year = batch.fiscalYear
        let alerts = try registry.monitoring(year: year, programme: "BPUM").alerts
        #expect(alerts.map(\.code) == ["alert.stage-stuck", "alert.refusals"])
        #expect(alerts.first?.arguments["people"] == "5")
        #expect(alerts.last?.arguments["proposer"] == "Ketua RT 1")
        #expect(alerts.last?.arguments["refused"] == "15")
        #expect(try registry.monitoring(year: year - 1, programme: "BPUM").alerts.isEmpty)
    }
}

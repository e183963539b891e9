import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Lists of proposals and applicants: who stands on one is not yet a recipient.
@Suite struct CandidateTests {
    private static let header = "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon\n"
    private static let steps = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"

    private static func nik(_ serial: Int) -> String { "350701550190000\(serial)" }

    private static func row(_ serial: Int) -> String {
        "\(nik(serial));350701150110000\(serial);Siti Rekaan;Desa Contoh;Warung;081234567890\n"
    }

    /// Commits a list of the first people and declares a need of each.
    private func proposals(_ scratch: Scratch, _ people: ClosedRange<Int>) throws -> (Registry, Int64) {
        let registry = try scratch.registry()
        let batch = try commit(
            registry, scratch.file("usulan.csv", Self.header + people.map(Self.row).joined()), "bpum-usulan-2021")
        for serial in people { try need(registry, serial) }
        return (registry, batch)
    }

    private func commit(
        _ registry: Registry, _ file: URL, _ profile: String, programme: String = "BPUM",
        by owner: String = "DINKOP-35.07"
    ) throws -> Int64 {
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: programme, institution: owner, profile: profile, fiscalYear: 2021,
                referenceDate: "2021-09-30", name: file.deletingPathExtension().lastPathComponent))
        return try registry.commit(staged.batch.id).id
    }

    private func need(_ registry: Registry, _ serial: Int, _ aid: String = "J01") throws {
        try registry.take(
            "need",
            [
                "kode": "KB-\(serial)", "nik": Self.nik(serial), "wilayah": "35.07.01.2006", "kebutuhan": "K5",
                "jenis_bantuan": aid, "asal": "survei", "tanggal": "2021-03-01",
            ])
    }

    private func states(_ registry: Registry) throws -> [String: AssessedNeed.State] {
        Dictionary(
            uniqueKeysWithValues: try registry.supply(year: 2021, includeInferred: false).needs.map {
                ($0.need.code, $0.state)
            })
    }

    private func listed(_ registry: Registry, _ programme: String) throws -> Int64 {
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return try registry.database.read { connection in
            try FigureQueries(connection).figures(programmes: [programme], periods: ["2021"], regions: ["ID"])
        }
        .first { $0.measure == "listed" }?.value ?? 0
    }

    @Test func whoIsProposedIsNotServed() throws {
        let scratch = try Scratch()
        let (registry, _) = try proposals(scratch, 1...2)
        let needs = try registry.supply(year: 2021, includeInferred: false).needs
        #expect(needs.map(\.state) == [.inProgress, .inProgress])
        #expect(needs.allSatisfy { $0.next == nil })
        #expect(needs.flatMap(\.attempts).map(\.outcome) == ["candidate", "candidate"])
        #expect(try listed(registry, "BPUM") == 0)
    }

    @Test func theLastDecisionMakesARecipient() throws {
        let scratch = try Scratch()
        let (registry, batch) = try proposals(scratch, 1...6)
        let decisions = [
            ["diusulkan"], ["diusulkan", "diteruskan"], ["diusulkan", "ditetapkan"], ["ditetapkan", "dicairkan"],
            ["diusulkan", "ditolak"], ["ditetapkan", "dikembalikan"],
        ]
        var file = Self.steps
        for (index, own) in decisions.enumerated() {
            for (day, decision) in own.enumerated() {
                file += "\(Self.nik(index + 1));Desa;Kades;2021-04-0\(day + 1)T08:00:00+07:00;\(decision);Alasan;\n"
            }
        }
        try registry.addStages(from: scratch.file("tahapan.csv", file), to: batch)
        #expect(
            try states(registry) == [
                "KB-1": .inProgress, "KB-2": .inProgress, "KB-3": .served, "KB-4": .served, "KB-5": .refused,
                "KB-6": .inProgress,
            ])
        #expect(try listed(registry, "BPUM") == 2)
    }

    @Test func aListOfRecipientsServesWhoIsProposedToo() throws {
        let scratch = try Scratch()
        let (registry, _) = try proposals(scratch, 1...2)
        _ = try commit(registry, scratch.file("penerima.csv", Self.header + Self.row(2)), "umum")
        #expect(try states(registry) == ["KB-1": .inProgress, "KB-2": .served])
        #expect(try listed(registry, "BPUM") == 1)
    }

    /// The credit system's list holds candidates and debtors: the day of the contract tells them apart.
    @Test func aContractMakesADebtor() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file(
            "kur.txt",
            "nik|nama|jml_kredit|status_akad|tgl_akad\n\(Self.nik(1))|SITI REKAAN|5000000|Calon|\n"
                + "\(Self.nik(2))|SITI REKAAN|5000000|Aktif|02062021\n")
        _ = try commit(registry, file, "sikp-calon-debitur", programme: "KUR", by: "BRI")
        for serial in 1...2 { try need(registry, serial, "J02") }
        #expect(try states(registry) == ["KB-1": .inProgress, "KB-2": .served])
        #expect(try listed(registry, "KUR") == 1)
    }

    /// Of the applicants of Arjowilangun those count who were paid.
    @Test func applicantsOfTheExampleCountWhenTheyWerePaid() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination(withCompanions: true)
        let folder = try example("bpum-arjowilangun")
        var last: [String: String] = [:]
        for row in try Sheet(folder.appendingPathComponent("tahapan.csv")).rows.map(\.cells) {
            last[row["NIK"] ?? ""] = row["Keputusan"]
        }
        let paid = last.values.count { $0 == "dicairkan" }
        #expect(paid > 400 && paid < last.count)
        #expect(try listed(registry, "BPUM") == Int64(paid))
    }
}

import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite struct ModelTests {
    private func person(_ registry: Registry, _ scratch: Scratch, _ text: String) throws -> NIK {
        let file = try scratch.file("a.csv", text)
        let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "PIP"))
        _ = try registry.commit(staged.batch.id)
        return try #require(NIK.parse("3507015501900001").value)
    }

    /// A size class never stands without the rules that gave it.
    @Test(arguments: [("2.000.000.000", "micro"), ("2.000.000.001", "small"), ("", nil)])
    func sizeClassNamesItsRules(sales: String, expected: String?) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try person(
            registry, scratch,
            "NIK;Nama;Bidang Usaha;Omzet per Tahun\n3507015501900001;Siti Rekaan;Warung kopi;\(sales)\n"
                + "3507015501900002;Budi Rekaan;Toko;1.000.000\n")
        let enterprise = try #require(try registry.person(nik).enterprises.first)
        #expect(enterprise.business == "Warung kopi")
        #expect(enterprise.sizeClass == expected)
        #expect((enterprise.sizeRuleSet != nil) == (expected != nil))
    }

    @Test func needsAreFollowedToTheEnd() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try person(registry, scratch, "NIK;Nama;Nama Kelompok\n3507015501900001;Siti Rekaan;Melati 1\n")
        #expect(try registry.person(nik).groups.map(\.name) == ["Melati 1"])
        try registry.take(
            "need",
            [
                "kode": "N1", "nik": nik.digits, "wilayah": "35.07.01.2006", "kebutuhan": "K3", "asal": "petugas",
                "tanggal": "2021-05-01",
            ])
        func step(_ code: String, _ step: String, _ more: [String: String] = [:]) throws -> SheetReceipt {
            let row = ["kode": code, "langkah": step, "tanggal": "2021-06-01"].merging(more) { $1 }
            return try registry.takeIn(
                Sheet(name: "uji", channel: "form", rows: [row]), as: SheetKinds.bundled.kind("rujukan"))
        }
        let first = ["kebutuhan": "N1", "program": "PELATIHAN", "dari": "DINKOP-35.07"]
        #expect(try step("R1", "diusulkan", first).isStored)
        #expect(try NeedState(#require(registry.person(nik).needs.first).referrals) == .referred)
        #expect(try step("R1", "dilayani").problems.map(\.code) == ["referral.order"])
        #expect(try step("R1", "ditolak").problems.map(\.code) == ["referral.reason"])
        #expect(try step("R1", "ditolak", ["alasan": "kuota habis"]).isStored)
        #expect(try NeedState(#require(registry.person(nik).needs.first).referrals) == .open)
        for name in ["diusulkan", "diterima", "dilayani"] {
            #expect(try step("R2", name, name == "diusulkan" ? first : [:]).isStored)
        }
        let found = try #require(try registry.person(nik).needs.first)
        #expect(NeedState(found.referrals) == .met)
        #expect(found.referrals.map(\.step) == [.proposed, .declined, .proposed, .accepted, .served])
        #expect(found.referrals.allSatisfy { $0.need == "N1" && $0.programme == "PELATIHAN" })
        #expect(found.referrals.first?.dueOn == "2021-06-15")
    }
}

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
        let view = try registry.person(nik)
        #expect(view.groups.map(\.name) == ["Melati 1"])
        let id = try #require(view.person?.id)
        let need = try registry.addNeed(of: id, kind: "K2", statement: "pasar", source: "wawancara")
        try registry.refer(need: need, to: "PELATIHAN", state: .proposed)
        #expect(try registry.person(nik).needs.first?.need.state == .referred)
        try registry.refer(need: need, to: "PELATIHAN", state: .refused, reason: "kuota habis")
        #expect(try registry.person(nik).needs.first?.need.state == .open)
        try registry.refer(need: need, to: "DESMIGRATIF", state: .served)
        let found = try #require(try registry.person(nik).needs.first)
        #expect(found.need.state == .met)
        #expect(found.referrals.map(\.state) == [.proposed, .refused, .served])
        #expect(found.referrals.allSatisfy { $0.actor == "test" && !$0.happenedAt.isEmpty })
        #expect(throws: Problem.self) { try registry.addNeed(of: id, kind: "K9", statement: nil, source: "x") }
    }
}

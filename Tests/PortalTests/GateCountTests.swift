import Foundation
import Portal
import Registry
import Store
import Testing

@Suite("What the gate counts")
struct GateCountTests {
    @Test("a list that was sent again is one list, and the sendings are called so")
    func lists() async throws {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        for amount in ["1000000", "2000000"] {
            let file = folder.appendingPathComponent("daftar.csv")
            try Data("NIK;Nama;Nominal\n3507015501900001;Siti Rekaan;\(amount)\n".utf8).write(to: file)
            let request = ImportRequest(
                file: file, programme: "UMI", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021)
            _ = try registry.commit(registry.stage(request).batch.id)
        }
        let page = try await Browser.visit(try Portal(registry: registry)) { try await $0.get("/") }
        #expect(page.html.contains("daftar tercatat, dikirim 2 kali"))
    }
}

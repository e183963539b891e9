import Foundation
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("What became of a person, in the portal")
struct StoryPageTests {
    @Test("a death, a status that a letter overrules and sources that differ are told, and no number leaves whole")
    func story() async throws {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        func list(_ name: String, _ born: String) throws -> BatchRecord {
            let file = folder.appendingPathComponent(name + ".csv")
            try Data("NIK;Nama;Tanggal Lahir\n3507015501900001;Siti Rekaan;\(born)\n".utf8).write(to: file)
            let request = ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-09-30", name: name)
            return try registry.commit(try registry.stage(request).batch.id)
        }
        let batch = try list("satu", "15-01-1990")
        _ = try list("dua", "15-01-1991")
        let nik = "3507015501900001"
        func take(_ kind: String, _ row: [String: String]) throws {
            let sheet = Sheet(name: "uji", channel: "form", rows: [row.merging(["nik": nik]) { $1 }])
            #expect(try registry.takeIn(sheet, as: SheetKinds.bundled.kind(kind)).isStored)
        }
        try take("peristiwa", ["peristiwa": "meninggal", "tanggal_peristiwa": "2021-08-17", "sumber": "Akta <7>"])
        for (source, value, day, letter) in [
            ("sikp", "berjalan", "2021-06-30", ""), ("surat", "lunas", "2021-07-01", "B/7"),
        ] {
            try take(
                "status",
                ["jenis_status": "kur", "nilai": value, "per_tanggal": day, "sumber": source, "surat": letter])
        }
        try take(
            "dokumen",
            ["jenis_dokumen": "nib", "nomor_dokumen": "0212345678901", "sumber": "petugas"])
        let portal = try Portal(registry: registry)
        try await Browser.visit(portal) { browser in
            let page = try await browser.post("/cari", "nik=\(nik)")
            #expect(page.status == 200)
            for text in ["UMi 2021 (satu) tertahan: meninggal pada 17", "UMi 2021 (dua) tertahan", "Akta &lt;7&gt;"] {
                #expect(page.html.contains(text), "\(text)")
            }
            #expect(page.html.contains("surat ini mengalahkan berjalan menurut SIKP"))
            #expect(page.html.contains("Sumber berbeda tentang tanggal lahir"))
            for number in [nik, "0212345678901"] { #expect(!page.html.contains(number)) }
            let own = try await browser.get("/daftar/\(batch.id)")
            #expect(own.html.contains("1 orang: 1 meninggal"))
            #expect(own.html.contains("1 diusulkan"))
        }
    }
}

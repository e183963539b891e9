import Foundation
import HTTPTypes
import Indonesia
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("The log as an auditor reads it")
struct LogPageTests {
    /// A registry of its own with one list, for these tests change it.
    private func portal() throws -> (portal: Portal, registry: Registry, folder: URL) {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        let list = folder.appendingPathComponent("a.csv")
        try Data("NIK;Nama\n3507015501900001;Siti Rekaan\n".utf8).write(to: list)
        let staged = try registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07"))
        _ = try registry.commit(staged.batch.id)
        return (try Portal(registry: registry), registry, folder)
    }

    @Test("who did what when, with the state of the chains and the anchor")
    func shows() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Browser.visit(portal) { browser in
            let page = try await browser.get("/jejak")
            #expect(page.status == 200)
            #expect(page.html.contains("Rantai utuh"))
            #expect(page.html.contains("menyimpan daftar"))
            #expect(page.html.contains(try registry.logAnchor().line))
            #expect(page.html.contains(try #require(try registry.logHead(.changes)).hash))
            let english = try await browser.get("/jejak?lang=en")
            #expect(english.html.contains("took a list in"))
            #expect(try await browser.get("/").links.contains("/jejak"))
        }
    }

    @Test("filters narrow by chain, action, actor and day; what is unknown is refused")
    func filters() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        let day = registry.today.description
        try await Browser.visit(portal) { browser in
            let commits = try await browser.get("/jejak?tindakan=commit&hari=\(day)&pelaku=test")
            #expect(commits.html.contains("<td") && commits.html.contains("menyimpan daftar"))
            #expect(commits.html.components(separatedBy: "href=\"/daftar/1\"").count == 2)
            let none = try await browser.get("/jejak?tindakan=commit&hari=2020-01-01")
            #expect(none.html.contains("Tidak ada catatan."))
            _ = try await browser.post("/cari", "nik=3507015501900001")
            let looks = try await browser.get("/jejak?rantai=akses")
            #expect(looks.html.contains(">melihat seseorang<"))
            for wrong in ["rantai=lain", "tindakan=lain", "hari=kemarin", "apa=saja"] {
                #expect(try await browser.get("/jejak?\(wrong)").status == 400, "\(wrong)")
            }
        }
    }

    @Test("a forged log is said at the top, and what was changed")
    func forged() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try registry.database.write { try $0.execute("UPDATE log_entry SET actor = 'lain' WHERE number = 3") }
        let page = try await Browser.visit(portal) { try await $0.get("/jejak") }
        #expect(page.html.contains("Rantai tidak utuh"))
        #expect(page.html.contains("Catatan perubahan nomor 3"))
    }

    @Test("what is forged while the portal runs shows on the next page")
    func forgedMeanwhile() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Browser.visit(portal) { browser in
            #expect(try await browser.get("/jejak").html.contains("Rantai utuh"))
            // The end of the chain stays what it is.
            _ = try registry.database.write { try $0.execute("UPDATE log_entry SET actor = 'lain' WHERE number = 3") }
            #expect(try await browser.get("/jejak").html.contains("Rantai tidak utuh"))
        }
    }

    @Test("lines that were checked are said to have been, at their time")
    func checkedLines() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Browser.visit(portal) { browser in
            #expect(try await browser.get("/jejak").html.contains("belum diperiksa sejak portal dijalankan"))
            _ = try await browser.post("/jejak/periksa", "")
            #expect(try await browser.get("/jejak").html.contains("cocok ketika diperiksa"))
            _ = try registry.lines(of: 1)
            let page = try await browser.get("/jejak?lang=en")
            #expect(page.html.contains("agreed when they were checked") && page.html.contains("2 entries ago"))
        }
    }

    @Test("a log of access that is gone is said at the top")
    func accessGone() async throws {
        let (_, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try registry.lines(of: 1)
        let list = folder.appendingPathComponent("b.csv")
        try Data("NIK;Nama\n3507015501900002;Sri Rekaan\n".utf8).write(to: list)
        _ = try registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07"))
        _ = try registry.database.accessLog().write { try $0.execute("DELETE FROM access_entry") }
        let page = try await Browser.visit(try Portal(registry: registry)) { try await $0.get("/jejak?lang=en") }
        #expect(page.html.contains("The chains are not whole"))
        #expect(page.html.contains("The log of access is not beside this registry"))
    }

    @Test("the check that is asked for reads the lists too")
    func evidence() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try registry.database.write { try $0.execute("UPDATE line SET amount = 5") }
        try await Browser.visit(portal) { browser in
            // A page alone reads the chains.
            #expect(try await browser.get("/jejak").html.contains("Rantai utuh"))
            #expect(try await browser.get("/jejak/periksa").status == 405)
            #expect(try await browser.post("/jejak/periksa", "").status == 303)
            let page = try await browser.get("/jejak")
            #expect(page.html.contains("Rantai tidak utuh"))
            #expect(page.html.contains("daftar nomor 1 diubah tanpa tercatat"))
            // Looking at something lets the chains be read anew; what was found stays found.
            _ = try await browser.post("/cari", "nik=3507015501900001")
            let later = try await browser.get("/jejak")
            #expect(later.html.contains("Rantai tidak utuh"))
            #expect(later.html.contains("daftar nomor 1 diubah tanpa tercatat"))
        }
    }

    @Test("who looks says what for, and the next reader sees it")
    func purpose() async throws {
        let (portal, registry, folder) = try portal()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Browser.visit(portal) { browser in
            let page = try await browser.post("/cari", "nik=3507015501900001&keperluan=aduan%20warga")
            #expect(page.html.contains("Siapa yang melihat"))
            #expect(page.html.contains("aduan warga"))
            #expect(page.headers[.setCookie]?.contains("keperluan=aduan%20warga") == true)
            var later = browser
            later.headers[.cookie] = "keperluan=aduan%20warga"
            _ = try await later.get("/daftar/1")
            #expect(try await later.get("/cari").html.contains("value=\"aduan warga\""))
        }
        let looks = try registry.log(.access, limit: 10).map(\.entry)
        #expect(looks.first?.action == "read-lines")
        #expect(looks.filter { $0.action != "begin" }.allSatisfy { $0.purpose == "aduan warga" })
    }
}

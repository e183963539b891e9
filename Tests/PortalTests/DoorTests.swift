import Foundation
import HTTPTypes
import Portal
import Problems
import Testing

@Suite("At the door of the portal")
struct DoorTests {
    @Test(
        "an address that leads nowhere gets a page in the reader's language",
        arguments: [
            "/no-such-page", "/%ff", "/daftar/999999999", "/daftar/0", "/daftar/-1", "/daftar/x", "/daftar/1/2",
            "/tumpang-tindih/1/999", "/tumpang-tindih/2/1", "/tumpang-tindih/1/2/no-such-verdict",
            "/tumpang-tindih/1/2/bersyarat", "/program/NONE", "/program/%00", "/laporan/none", "/aset/none.css",
            "/..%2f..%2fetc%2fpasswd", "//other.example/x",
        ])
    func notFound(address: String) async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get(address)
            #expect(page.status == 404 || page.status == 400)
            #expect(page.language == "id")
            #expect(page.texts("h1") == ["Halaman tidak ditemukan"])
            #expect(!page.html.contains("//other.example"))
            var english = browser
            english.headers[.cookie] = "bahasa=en"
            #expect(try await english.get(address).texts("h1") == ["Page not found"])
        }
    }

    @Test(
        "reports are opened by their names in one folder and by nothing else",
        arguments: [
            "/reports/..%2fsecret.html", "/reports/..%2Fsecret.html", "/reports/%2e%2e%2fsecret.html",
            "/reports/../secret.html",
            "/reports/notes.txt", "/reports/.", "/reports/%00", "/laporan/..%2fsecret", "/laporan/..%2fsecret.html",
            "/reports/..%2fgapura.sqlite", "/reports/%2Fetc%2Fpasswd", "/reports/evaluasi.html%00",
        ])
    func traversal(address: String) async throws {
        let fixture = try Fixture.shared()
        let page = try await Browser.visit(fixture.portal) { try await $0.get(address) }
        #expect(page.status == 404 || page.status == 400)
        #expect(!page.html.contains("hidden content"))
    }

    @Test("a report opens in the edition of the reader's language, inside the portal and on its own")
    func report() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/laporan/evaluasi")
            #expect(page.texts("h1") == ["Evaluasi &amp; hasil"])
            #expect(page.html.contains("src=\"/reports/evaluasi.html\""))
            let english = try await browser.get("/laporan/evaluasi?lang=en")
            #expect(english.texts("h1") == ["Evaluation &amp; outcome"])
            #expect(english.html.contains("src=\"/reports/evaluasi.en.html\""))
            let document = try await browser.get("/reports/evaluasi.html")
            #expect(document.html.hasPrefix("<!doctype html><title>Evaluasi"))
            let policy = document.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"))
            #expect(!policy.contains("script-src"))
        }
    }

    @Test("every page forbids scripts and foreign content and may not be kept")
    func headers() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            for address in ["/", "/daftar/1", "/cari", "/no-such-page"] {
                let page = try await browser.get(address)
                let policy = try #require(page.headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"))
                #expect(!policy.contains("unsafe") && !policy.contains("script-src"))
                #expect(page.headers[.cacheControl] == "no-store")
                #expect(page.headers[try #require(HTTPField.Name("X-Content-Type-Options"))] == "nosniff")
                #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            }
        }
    }

    @Test("the style sheet is known again by its tag, and its address changes with it")
    func assets() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let gate = try await browser.get("/")
            let address = try #require(gate.html.firstMatch(of: /rel="stylesheet" href="([^"]*)"/)).1
            let sheet = try await browser.get(String(address))
            #expect(sheet.status == 200)
            #expect(sheet.headers[.contentType]?.hasPrefix("text/css") == true)
            #expect(sheet.headers[.cacheControl]?.contains("immutable") == true)
            var again = browser
            again.headers[.ifNoneMatch] = sheet.headers[.eTag]
            let second = try await again.get("/aset/gapura.css")
            #expect(second.status == 304)
            #expect(second.html.isEmpty)
            #expect(second.headers[.cacheControl] == "no-cache")
        }
    }

    @Test("the language is Indonesian, changes with the switch on the same page, and is remembered")
    func language() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/daftar/1?kode=nik.length&halaman=1")
            #expect(page.language == "id")
            let address = try #require(page.html.firstMatch(of: /hreflang="en" href="([^"]*)"/)).1
            let english = try await browser.get(String(address).replacing("&amp;", with: "&"))
            #expect(english.language == "en")
            #expect(english.html.contains("Only rows with"))
            let cookie = try #require(english.headers[.setCookie])
            #expect(cookie.contains("bahasa=en") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            var later = browser
            later.headers[.cookie] = "bahasa=en"
            #expect(try await later.get("/").language == "en")
            #expect(try await later.get("/?lang=id").language == "id")
            #expect(try await browser.get("/?lang=xx").language == "id")
        }
    }

    @Test(
        "only what a page is for may be asked of it",
        arguments: [HTTPRequest.Method.put, .delete, .patch, .post, .options])
    func methods(method: HTTPRequest.Method) async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/daftar/1", method: method)
            #expect(page.status == 405)
            #expect(page.headers[.allow] == "GET, HEAD")
            #expect(page.texts("h1").count == 1)
        }
    }

    @Test("HEAD says what GET would, without the page")
    func head() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            for address in ["/", "/daftar/1", "/no-such-page"] {
                let (head, page) = (try await browser.get(address, method: .head), try await browser.get(address))
                #expect(head.status == page.status)
                #expect(head.html.isEmpty)
                #expect(head.headers[.contentType] == page.headers[.contentType])
            }
        }
    }

    @Test("too much is refused before it is read")
    func limits() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let address = try await browser.get("/?x=" + String(repeating: "a", count: 5000))
            #expect(address.status == 414)
            #expect(address.texts("h1") == ["Alamat terlalu panjang"])
            let form = try await browser.post("/cari", "nik=" + String(repeating: "1", count: 100_000))
            #expect(form.status == 413)
            #expect(form.texts("h1") == ["Isian terlalu panjang"])
        }
    }

    @Test("a form of another site is turned away")
    func foreignForm() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            var foreign = browser
            foreign.headers[.origin] = "https://other.example"
            #expect(try await foreign.post("/cari", "nik=1").status == 403)
            var own = browser
            own.headers[.origin] = "http://localhost"
            #expect(try await own.post("/cari", "nik=1").status == 200)
            var cross = browser
            cross.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            #expect(try await cross.post("/cari", "nik=1").status == 403)
            #expect(try await cross.get("/").status == 200)
        }
    }
}

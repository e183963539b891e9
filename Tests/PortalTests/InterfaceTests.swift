import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("The interface for programs")
struct InterfaceTests {
    private func object(_ sight: Sight) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(sight.html.utf8)) as? [String: Any])
    }

    @Test("a sheet in JSON is rehearsed, stored, told to be known, and read again")
    func json() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            let body =
                #"[{"kode":"K-9","nama":"Kelompok Uji","jenis":"usaha","wilayah":"35.07.11.2008","anggota":null}]"#
            let type = "application/json"
            let dry = try await browser.send("/api/v1/sheets/group?dryRun=true", body, type: type)
            #expect(dry.status == 200)
            let rehearsed = try object(dry)
            #expect(rehearsed["stored"] as? Bool == false && rehearsed["id"] as? Int == 0)
            #expect(rehearsed["new"] as? Int == 1)
            let stored = try await browser.send("/api/v1/sheets/kelompok?name=uji.json", body, type: type)
            #expect(stored.status == 201)
            let receipt = try object(stored)
            #expect(receipt["stored"] as? Bool == true && receipt["kind"] as? String == "kelompok")
            #expect(receipt["file"] as? String == "uji.json")
            for name in ["id", "rows", "new", "updated", "unchanged", "refused", "problems"] {
                #expect(receipt[name] != nil, "\(name)")
            }
            let again = try object(try await browser.send("/api/v1/sheets/group", body, type: type))
            #expect(again["unchanged"] as? Int == 1 && again["new"] as? Int == 0)
            let rows = try #require(
                try object(try await browser.get("/api/v1/sheets/group"))["rows"] as? [[String: Any]])
            let own = try #require(rows.first { $0["key"] as? String == "K-9" }?["values"] as? [String: Any])
            #expect(own["name"] as? String == "Kelompok Uji")
            #expect(own["kind"] as? String == "business")
            #expect(try fixture.registry.sendings().last?.channel == "api")
        }
    }

    @Test("a number of JSON is what it says, also where its text could be read another way")
    func numbers() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            let row = #"[{"indikator":"coverage","wilayah":"35.07","tahun":2021,"target":1.125,"baseline":0.5}]"#
            let page = try await browser.send("/api/v1/sheets/sasaran", row, type: "application/json")
            #expect(page.status == 201)
            let rows = try fixture.registry.standing(SheetKinds.bundled.kind("sasaran"))
            let own = try #require(
                rows.first { $0.values["indicator"] == .text("coverage") && $0.values["target"] == .decimal(1.125) })
            #expect(own.values["target"] == .decimal(1.125) && own.values["baseline"] == .decimal(0.5))
        }
    }

    @Test("a sheet that cannot be taken in says row, column, code and remedy, in the reader's language")
    func refused() async throws {
        let fixture = try CoordinationFixture.shared()
        let before = try fixture.registry.sendings().count
        try await Browser.visit(fixture.portal) { browser in
            let csv = "lembaga,program,periode,wilayah,ukuran,nilai\nC-KTK,C99,2021-Q1,ID,disalurkan,dua belas\n"
            let page = try await browser.send("/api/v1/sheets/laporan", csv, type: "text/csv")
            #expect(page.status == 422)
            let receipt = try object(page)
            #expect(receipt["refused"] as? Int == 1 && receipt["stored"] as? Bool == false)
            let problems = try #require(receipt["problems"] as? [[String: Any]])
            #expect(Set(problems.compactMap { $0["code"] as? String }) == ["sheet.programme", "sheet.number"])
            for problem in problems {
                #expect(problem["row"] as? Int == 2)
                #expect(["program", "nilai"].contains(problem["column"] as? String ?? ""))
                #expect((problem["message"] as? String)?.isEmpty == false)
            }
            var english = browser
            english.headers[.acceptLanguage] = "en-GB,en;q=0.8"
            let other = try object(try await english.send("/api/v1/sheets/laporan", csv, type: "text/csv"))
            let messages = (other["problems"] as? [[String: Any]])?.compactMap { $0["message"] as? String } ?? []
            #expect(messages != problems.compactMap { $0["message"] as? String })
        }
        #expect(try fixture.registry.sendings().count == before)
    }

    @Test(
        "errors are documents for programs",
        arguments: [
            ("/api/v1/none", 404), ("/api/v1/programmes/NONE", 404), ("/api/v1/sheets/none", 404),
            ("/api/v1/monitoring?region=99", 404), ("/api/v1/reporting?asOf=x", 400),
        ])
    func errors(address: String, status: Int) async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get(address)
            #expect(page.status == status)
            #expect(page.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            let document = try object(page)
            #expect(document["status"] as? Int == status)
            #expect((document["title"] as? String)?.isEmpty == false)
            var english = browser
            english.headers[.acceptLanguage] = "en"
            #expect(try object(try await english.get(address))["title"] as? String != document["title"] as? String)
        }
    }

    @Test(
        "a slip in an address is told, not answered as if it were another question",
        arguments: [
            ("/api/v1/monitoring?year=abc", "query.year"), ("/api/v1/monitoring?year=99999999999", "query.year"),
            ("/api/v1/monitoring?tahun=2021", "query.field"), ("/api/v1/needs?inferred=ja", "query.flag"),
            ("/api/v1/programmes?year=20", "query.year"), ("/api/v1/sheets/group?format=xml", "query.flag"),
            ("/api/v1/reporting?asOf=2021-99-99", "query.day"),
        ])
    func slips(address: String, code: String) async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get(address)
            #expect(page.status == 400)
            #expect(try object(page)["code"] as? String == code)
        }
    }

    @Test(
        "a slip in the address of a page gets a page that says what is wrong",
        arguments: [
            "/pantau?tahun=abc", "/pelaporan?tahun=0", "/pelaporan?per=2021-99-99", "/peta-program?tahun=99999999999",
            "/kebutuhan?tahun=-1", "/kebutuhan?simpulkan=ya&simpulan=mungkin", "/desa/35.07.11.2008?tahun=x",
            "/pantau/laporan?tahun=x", "/pantau/indikator/coverage?tahun=x",
        ])
    func slipsOfPages(address: String) async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get(address)
            #expect(page.status == 400)
            #expect(page.isPage && page.texts("h1").count == 1)
        }
    }

    @Test("the page about the interface names every address, and each field it names is known")
    func addresses() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/antarmuka")
            let told = page.html.matches(of: /(GET|POST) (\/api\/v1\/[a-z]+(?:\/:[a-z]+)?)/)
            #expect(Set(told.map { String($0.2) }).count == 7)
            for address in Set(told.filter { $0.1 == "GET" }.map { String($0.2) }) where !address.contains(":") {
                #expect(try await browser.get(address).status == 200, "\(address)")
                #expect(try await browser.get(address + "?x=1").status == 400, "\(address)")
            }
        }
    }

    @Test("what is not asked for rightly is refused")
    func requests() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            #expect(try await browser.send("/api/v1/sheets/group", "{}", type: "application/json").status == 400)
            #expect(try await browser.send("/api/v1/sheets/group", "a=b", type: "text/plain").status == 415)
            let unknown = try await browser.send(
                "/api/v1/sheets/group", #"[{"kode":"K-8","foo":1}]"#, type: "application/json")
            #expect(unknown.status == 400 && unknown.html.contains("query.field"))
            #expect(try await browser.send("/api/v1/sheets/group", "[]", type: "application/json").status == 422)
            let put = try await browser.get("/api/v1/monitoring", method: .put)
            #expect(put.status == 405 && put.headers[.allow] == "GET, HEAD")
            let long = String(repeating: " ", count: 9 << 20)
            #expect(try await browser.send("/api/v1/sheets/group", long, type: "text/csv").status == 413)
        }
    }

    @Test("figures, reports, programmes and needs say what the registry says")
    func reading() async throws {
        let (fixture, truth) = (try CoordinationFixture.shared(), try CoordinationFixture.truth())
        try await Browser.visit(fixture.portal) { browser in
            let view = try object(try await browser.get("/api/v1/monitoring?year=2021&region=35.07"))
            let figures = try #require(view["figures"] as? [String: Int])
            #expect(Int64(figures["distributed"] ?? 0) == truth.reports.totals["distributed"]?["2021"]?["35.07"])
            #expect((view["indicators"] as? [Any])?.isEmpty == false)
            let reporting = try object(try await browser.get("/api/v1/reporting?year=2021&asOf=2022-03-31"))
            let total = try #require(reporting["total"] as? [String: Any])
            #expect(total["missing"] as? Int == truth.reports.missing.count { $0.period.hasPrefix("2021") })
            let list = try object(try await browser.get("/api/v1/programmes?year=2021"))
            let recorded = try fixture.registry.programmes(of: 2021).count
            #expect((list["programmes"] as? [Any])?.count == recorded)
            let one = try object(try await browser.get("/api/v1/programmes/C01"))
            #expect((one["versions"] as? [Any])?.count == 2)
            let needs = try object(try await browser.get("/api/v1/needs?year=2021"))
            let counts = try #require(needs["counts"] as? [String: Int])
            #expect(counts["served"] == truth.needs.states["served"])
            #expect(counts["absent"] == truth.needs.states["absent"])
        }
    }

    @Test("no identity number leaves whole, as JSON or as a table")
    func masks() async throws {
        let fixture = try CoordinationFixture.shared()
        let numbers = try CoordinationFixture.numbers()
        try await Browser.visit(fixture.portal) { browser in
            for kind in SheetKinds.bundled.kinds {
                for format in ["json", "csv"] {
                    let page = try await browser.get("/api/v1/sheets/\(kind.name)?format=\(format)")
                    #expect(page.status == 200)
                    #expect(page.tokens.isDisjoint(with: numbers), "\(kind.name) \(format)")
                }
            }
            #expect(try await browser.get("/api/v1/needs?year=2021").tokens.isDisjoint(with: numbers))
        }
    }

    @Test("what stands can be exported and taken in again as known")
    func roundTrip() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            for kind in ["programme", "report", "duty", "target", "event", "plan"] {
                let csv = try await browser.get("/api/v1/sheets/\(kind)?format=csv")
                let receipt = try object(
                    try await browser.send("/api/v1/sheets/\(kind)?dryRun=true", csv.html, type: "text/csv"))
                #expect(receipt["refused"] as? Int == 0, "\(kind)")
                #expect(receipt["unchanged"] as? Int == receipt["rows"] as? Int, "\(kind)")
            }
        }
    }

    @Test(
        "nobody but a page of this address or a program may change something",
        arguments: [
            "/api/v1/sheets/group", "/kirim/simpan", "/kirim/kiriman/1/batal", "/pantau/hitung", "/program/baru",
            "/rujukan/usul", "/rujukan/RJ-01/langkah", "/kirim/kebutuhan/baru", "/kirim", "/cari", "/api/v1/person",
        ])
    func foreign(address: String) async throws {
        let fixture = try CoordinationFixture.shared()
        let before = try fixture.registry.sendings().count
        try await Browser.visit(fixture.portal) { browser in
            for origin in ["https://other.example", "null", "http://127.0.0.1:9999", "http://localhost:81", "file://"] {
                var foreign = browser
                foreign.headers[.origin] = origin
                #expect(try await foreign.post(address, "").status == 403, "\(origin)")
            }
            for site in ["cross-site", "same-site", "anything"] {
                var foreign = browser
                foreign.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site
                #expect(try await foreign.post(address, "").status == 403, "\(site)")
            }
            var own = browser
            own.headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
            #expect(try await own.post("/cari", "nik=1").status == 200)
        }
        #expect(try fixture.registry.sendings().count == before)
    }
}

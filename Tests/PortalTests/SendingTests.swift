import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Sheets sent in through the portal")
struct SendingTests {
    private let sound = "kode\tnama\tjenis\twilayah\nK-1\tKelompok Uji\tusaha\t35.07.11.2008\n"

    private func mark(_ page: Sight) -> String? {
        page.html.firstMatch(of: /name="tanda" value="([^"]+)"/).map { String($0.1) }
    }

    private func groups(_ fixture: CoordinationFixture) throws -> [StandingRow] {
        try fixture.registry.standing(SheetKinds.bundled.kind("group"))
    }

    @Test("a pasted sheet is looked at first, stored when told to, seen, and taken back")
    func pasted() async throws {
        let fixture = try CoordinationFixture.own()
        let before = try groups(fixture).count
        try await Browser.visit(fixture.portal) { browser in
            // Who, when and where alone do not tell what it is.
            let bare = "nik\ttanggal\twilayah\n3507115712690001\t2021-03-01\t35.07.11.2008\n"
            #expect(try await browser.upload("/kirim", ["isi": bare]).status == 422)
            let looked = try await browser.upload("/kirim", ["isi": sound])
            #expect(looked.status == 200)
            #expect(looked.texts("h1") == ["Lembar siap disimpan"])
            #expect(try groups(fixture).count == before)
            let token = try #require(mark(looked))
            let stored = try await browser.post("/kirim/simpan", "tanda=\(token)")
            #expect(stored.status == 303)
            #expect(try groups(fixture).count == before + 1)
            let address = try #require(stored.headers[.location])
            let page = try await browser.get(address)
            #expect(page.html.contains("Kelompok Uji") && page.html.contains("tempelan.tsv"))
            #expect(try await browser.get("/kirim").links.contains(address))
            // What was stored is not stored again.
            #expect(try await browser.post("/kirim/simpan", "tanda=\(token)").status == 410)
            #expect(try await browser.post("/kirim/simpan", "tanda=guess").status == 410)
            let undone = try await browser.post(address + "/batal", "")
            #expect(undone.status == 303)
            #expect(try groups(fixture).count == before)
            #expect(try await browser.get(address).html.contains("dibatalkan"))
            #expect(try await browser.post(address + "/batal", "").status == 409)
            #expect(try await browser.get(address + "/batal").status == 405)
        }
    }

    @Test("a file keeps its name and its checksum")
    func file() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            let looked = try await browser.upload(
                "/kirim", ["isi": "", "jenis": "kelompok"], file: ("..\\folder/kelompok baru.csv", sound))
            let stored = try await browser.post("/kirim/simpan", "tanda=\(try #require(mark(looked)))")
            let sending = try #require(try fixture.registry.sendings().last)
            #expect(stored.headers[.location] == "/kirim/kiriman/\(sending.id)")
            #expect(sending.name == "kelompok baru.csv")
            #expect(sending.channel == "file")
            #expect(sending.sha256.count == 64)
        }
    }

    @Test("a sheet with one wrong row is refused as a whole, each problem told; what was pasted comes back")
    func refused() async throws {
        let fixture = try CoordinationFixture.shared()
        let before = try fixture.registry.sendings().count
        try await Browser.visit(fixture.portal) { browser in
            let text = sound + "K-2\t\ttidak ada\t35.07.11.2008\n"
            let page = try await browser.upload("/kirim", ["isi": text, "jenis": "kelompok"])
            #expect(page.status == 422)
            #expect(mark(page) == nil)
            let problems = page.html.components(separatedBy: "<th scope=\"row\">3</th>").count - 1
            #expect(problems == 2)
            #expect(page.html.contains("Kelompok Uji"))
            let broken = try await browser.upload("/kirim", ["isi": "a\tb\n1\t2\n", "jenis": "kelompok"])
            #expect(broken.status == 422)
            let nothing = try await browser.upload("/kirim", ["isi": "  "])
            #expect(nothing.status == 422)
            let both = try await browser.upload("/kirim", ["isi": sound], file: ("x.csv", sound))
            #expect(both.status == 422)
        }
        #expect(try fixture.registry.sendings().count == before)
    }

    @Test("a pasted identity number is never shown again")
    func masks() async throws {
        let fixture = try CoordinationFixture.shared()
        let nik = "3507115305770001"
        try await Browser.visit(fixture.portal) { browser in
            let text = "nik\ttanggal\twilayah\n\(nik)\tkapan\t35.07.11.2008\n"
            let page = try await browser.upload("/kirim", ["isi": text, "jenis": "profil"])
            #expect(page.status == 422)
            #expect(!page.html.contains(nik))
            #expect(page.html.contains("memuat NIK"))
            let form = try await browser.post(
                "/kirim/kebutuhan/baru", "nik=\(nik)&region=99.99&need=K5&statement=Modal+usaha&origin=officer&date=")
            #expect(form.status == 422)
            #expect(!form.html.contains(nik))
            #expect(form.html.contains("value=\"Modal usaha\""))
            #expect(form.html.contains("value=\"99.99\""))
            #expect(form.html.components(separatedBy: "class=\"fault\"").count - 1 == 2)
        }
    }

    @Test("what is no form with a file is refused before it is read")
    func strict() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let plain = try await browser.post("/kirim", "isi=x")
            #expect(plain.status == 415)
            let type = "multipart/form-data; boundary=b"
            for body in [
                "", "--c\r\n", "--b\r\nContent-Disposition: form-data; name=\"isi\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"isi\"\r\n\r\nx\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"isi\"\r\n\r\ny\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a\"\r\n\r\nx\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"lain\"; filename=\"b\"\r\n\r\ny\r\n--b--\r\n",
                "--b\r\nX: y\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"isi\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--\r\n",
            ] {
                #expect(try await browser.send("/kirim", body, type: type).status == 400, "\(body.prefix(60))")
            }
            let long = String(repeating: "x", count: 9 << 20)
            #expect(try await browser.send("/kirim", long, type: type).status == 413)
            #expect(try await browser.post("/kirim/simpan", String(repeating: "x", count: 100_000)).status == 413)
        }
    }

    @Test("a sending on which others build says which, and stays")
    func blockers() async throws {
        let fixture = try CoordinationFixture.own()
        let sendings = try fixture.registry.sendings()
        let groups = try #require(sendings.first { $0.kind == "group" })
        try await Browser.visit(fixture.portal) { browser in
            let page = try await browser.get("/kirim/kiriman/\(groups.id)")
            let blockers = try fixture.registry.blockers(ofSending: groups.id)
            #expect(!blockers.isEmpty)
            for id in blockers { #expect(page.links.contains("/kirim/kiriman/\(id)")) }
            #expect(!page.html.contains("/batal\""))
            #expect(try await browser.post("/kirim/kiriman/\(groups.id)/batal", "").status == 409)
        }
        #expect(try fixture.registry.sending(groups.id)?.undoneAt == nil)
    }

    @Test("a programme is recorded by form, again for another year from the record before, and its changes show")
    func programme() async throws {
        let fixture = try CoordinationFixture.own()
        try await Browser.visit(fixture.portal) { browser in
            let copy = try await browser.get("/program/baru?dari=C03&year=2022")
            #expect(copy.html.contains("value=\"C03\"") && copy.html.contains("value=\"2022\""))
            #expect(copy.html.contains(" checked"))
            let form =
                "code=Z01&year=2021&name=Program+Uji&owner=C-KTK&kinds=J05&kinds=J06&targetUnit=person&aims=T2"
                + "&requirements=Punya+usaha+mikro+yang+berjalan%0D%0ABelum+pernah+dilatih&area=35.07;33.02&budget=1.000.000"
            let stored = try await browser.post("/program/baru", form)
            #expect(stored.status == 303)
            let record = try #require(try fixture.registry.programmes().first { $0.code == "Z01" })
            #expect(record.kinds == ["J05", "J06"])
            #expect(record.criteria.map(\.statement) == ["Punya usaha mikro yang berjalan", "Belum pernah dilatih"])
            #expect(record.area == ["35.07", "33.02"])
            #expect(record.periods.first?.budget == 1_000_000)
            let next = form.replacing("year=2021", with: "year=2022").replacing("1.000.000", with: "2.000.000")
            #expect(try await browser.post("/program/baru", next).status == 303)
            let page = try await browser.get("/program/Z01")
            #expect(page.html.contains("1.000.000 → 2.000.000"))
            #expect(page.html.contains("Kabupaten Malang"))
            let wrong = try await browser.post(
                "/program/baru", "code=Z02&year=1800&name=X&owner=NONE&targetUnit=person")
            #expect(wrong.status == 422)
            #expect(wrong.html.contains("value=\"Z02\""))
            #expect(wrong.html.components(separatedBy: "class=\"fault\"").count - 1 == 3)
        }
    }

    @Test("every kind has a template, a dictionary and, but for reports, a form")
    func kinds() async throws {
        let fixture = try CoordinationFixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            for kind in SheetKinds.bundled.kinds {
                let csv = try await browser.get("/kirim/templat/\(kind.word).csv")
                #expect(csv.status == 200)
                #expect(csv.html.trimmingCharacters(in: .newlines) == kind.columns.map(\.header).joined(separator: ","))
                #expect(csv.headers[.contentDisposition] == "attachment; filename=\"\(kind.word).csv\"")
                let book = try await browser.get("/kirim/templat/\(kind.word).xlsx")
                #expect(book.status == 200 && book.html.hasPrefix("PK"))
                let dictionary = try await browser.get("/kirim/kamus?jenis=\(kind.word)")
                for column in kind.columns { #expect(dictionary.html.contains(">\(column.field)<"), "\(column.field)") }
                let form = try await browser.get("/kirim/\(kind.word)/baru")
                #expect(form.status == (kind.name == "report" ? 404 : 200), "\(kind.word)")
            }
            #expect(try await browser.get("/kirim/templat/none.csv").status == 404)
            #expect(try await browser.get("/kirim/templat/laporan.exe").status == 404)
            let all = try await browser.get("/kirim/kamus.csv")
            #expect(all.html.contains("micro") || all.html.contains("mikro"))
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Portal
import Problems
import Registry
import Store
import Testing

/// Every address with what the log of access is told when it answers.
@Suite("Who looks through the portal is told")
struct AccessTests {
    private struct Door: Sendable {
        var path: String
        /// Nil where the path is an address itself.
        var example: String?
        var told: Set<String> = []
        /// Answers with the needs example and not with that of the lists.
        var ofCoordination = false

        init(_ path: String, _ example: String? = nil, _ told: Set<String> = [], coordination: Bool = false) {
            (self.path, self.example, self.told, ofCoordination) = (path, example, told, coordination)
        }
    }

    /// A new address stands here with what it tells; one that shows nobody's data, and hands out no file, tells nothing.
    private static let doors: [Door] = [
        Door("/"), Door("/daftar"), Door("/daftar/:id", "/daftar/1", ["read-lines"]),
        Door("/daftar/:id/batal", "/daftar/1/batal"), Door("/tumpang-tindih"),
        Door("/tumpang-tindih/:a/:b", "/tumpang-tindih/1/2"),
        Door("/tumpang-tindih/:a/:b/:verdict", "/tumpang-tindih/1/2/dilarang", ["read-cases"]),
        Door("/penolakan"), Door("/evaluasi"), Door("/laporan/:name", "/laporan/evaluasi"), Door("/program"),
        Door("/program/:code", "/program/BPUM"), Door("/tentang"), Door("/cari"), Door("/jejak"),
        Door("/pasangan"), Door("/pasangan/pola"), Door("/pasangan/riwayat"), Door("/pasangan/mutu"),
        Door("/pasangan/:pair", "pair", ["read-pair"]),
        Door("/aturan"), Door("/aturan/:name", "/aturan/bpum"),
        Door("/daftar/:id/aturan", "/daftar/7/aturan", ["read-lines"]),
        Door("/daftar/:id/aturan/:row", "/daftar/7/aturan/2", ["read-lines"]),
        Door("/daftar/:id/surat", "/daftar/7/surat", ["read-lines"]),
        Door("/daftar/:id/kriteria", "/daftar/7/kriteria", ["read-lines"]),
        Door("/daftar/:id/kriteria/laporan", "/daftar/7/kriteria/laporan", ["read-lines", "export"]), Door("/andai"),
        Door("/putusan"), Door("/putusan/:id", "/putusan/1", ["read-lines"]),
        Door("/putusan/:id/surat", "/putusan/1/surat", ["read-lines"]),
        Door("/putusan/:id/:row", "/putusan/1/2", ["read-lines"]),
        Door("/pantau", coordination: true),
        Door("/pantau/indikator/:code", "/pantau/indikator/coverage", coordination: true),
        Door("/pantau/laporan", "/pantau/laporan?wilayah=35.07&tahun=2021", ["export"], coordination: true),
        Door("/pelaporan", coordination: true),
        Door("/pelaporan/:institution", "/pelaporan/C-KTK", coordination: true),
        Door("/pelaporan/:institution/surat", "/pelaporan/C-KTK/surat", ["export"], coordination: true),
        Door("/pelaporan/:institution/:programme/:period", "/pelaporan/C-KTK/C03/2021-Q1", coordination: true),
        Door("/peta-program", coordination: true), Door("/kebutuhan", nil, ["read-needs"], coordination: true),
        Door("/desa/:code", "/desa/35.07.11.2008", ["read-needs"], coordination: true),
        Door("/pelatihan", nil, ["read-needs"], coordination: true),
        Door("/rujukan", nil, ["read-needs"], coordination: true),
        Door("/rujukan/:code", "/rujukan/RJ-01", ["read-needs"], coordination: true),
        Door("/kirim", coordination: true),
        Door("/kirim/kiriman/:id", "/kirim/kiriman/1", ["read-lines"], coordination: true),
        Door("/kirim/kamus"), Door("/kirim/kamus.csv"), Door("/kirim/templat/:file", "/kirim/templat/laporan.csv"),
        Door("/kirim/:kind/baru", "/kirim/kebutuhan/baru"), Door("/program/baru"), Door("/antarmuka"),
        Door("/api/v1/programmes", coordination: true),
        Door("/api/v1/programmes/:code", "/api/v1/programmes/C01", coordination: true),
        Door("/api/v1/monitoring", "/api/v1/monitoring?year=2021", coordination: true),
        Door("/api/v1/reporting", "/api/v1/reporting?year=2021", coordination: true),
        Door("/api/v1/needs", "/api/v1/needs?year=2021", ["read-needs"], coordination: true),
        Door("/api/v1/sheets/:kind", "/api/v1/sheets/profil", ["read-lines"], coordination: true),
        Door("/reports/:name", "/reports/evaluasi.html"), Door("/aset/:name", "/aset/gapura.css"),
        Door("/favicon.ico"), Door("/health"), Door("/metrics"),
    ]

    @Test("each address tells what it shows, or shows nothing that has to be told")
    func everyAddress() async throws {
        let (lists, needs) = (try Fixture.shared(), try CoordinationFixture.shared())
        let routes = Portal.router(lists.portal).routes.filter { $0.method == .get }
            .map { $0.path.description.replacing(/\{(\w+)\}/) { ":" + $0.output.1 } }
        let known = Set(Self.doors.map(\.path))
        // Those that are there for forms alone answer 405.
        let others = try await Browser.visit(lists.portal) { browser in
            var found: [String] = []
            for route in Set(routes).subtracting(known).sorted() {
                let address = route.replacing(/:\w+/, with: "1")
                if try await browser.get(address).status != 405 { found.append(route) }
            }
            return found
        }
        #expect(others.isEmpty, "no entry for \(others)")
        #expect(known.subtracting(routes).isEmpty, "\(known.subtracting(routes))")
        let people = try lists.registry.database.read { connection in
            try connection.all("SELECT id FROM person ORDER BY id LIMIT 2") { $0.integer(0) ?? 0 }
        }
        let pair = SubjectPair(people[0], people[1])
        for door in Self.doors {
            let address = door.example == "pair" ? "/pasangan/\(pair.text)" : door.example ?? door.path
            try await check(
                address, door.told, door.ofCoordination ? needs.portal : lists.portal,
                door.ofCoordination ? needs.registry : lists.registry)
        }
    }

    private func check(_ address: String, _ told: Set<String>, _ portal: Portal, _ registry: Registry) async throws {
        // Another for each address, without digits, which would be hidden.
        let letters = Array("ghijklmnop")
        let purpose = "uji " + String(UUID().uuidString.prefix(8).map { $0.wholeNumberValue.map { letters[$0] } ?? $0 })
        let page = try await Browser.visit(portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "keperluan=" + purpose.replacing(" ", with: "%20")
            return try await browser.get(address)
        }
        #expect(page.status == 200, "\(address)")
        let found = try registry.log(.access, limit: 5000).filter { $0.entry.purpose == purpose }.map(\.entry.action)
        #expect(Set(found) == told, "\(address)")
    }

    @Test("rows of people are read and handed out masked, for a purpose that the log keeps")
    func sheets() async throws {
        let fixture = try CoordinationFixture.own()
        let nik = "3507015501900001"
        func send(_ kind: String, _ row: [String: String]) throws {
            let sheet = Sheet(name: "uji", channel: "program", rows: [row])
            let receipt = try fixture.registry.takeIn(sheet, as: SheetKinds.bundled.kind(kind))
            try #require(receipt.isStored, "\(receipt.problems)")
        }
        try send(
            "alamat",
            [
                "nik": nik, "jenis_alamat": "ktp", "sejak": "2020-01-05", "alamat": "Jalan Kenanga 12", "rt": "007",
                "rw": "03", "kode_wilayah": "35.07.11.2008", "sumber": "Dukcapil 081234567890",
            ])
        try send(
            "dokumen",
            [
                "nik": nik, "jenis_dokumen": "nib", "nomor_dokumen": "9120001234567", "sumber": "OSS",
            ])
        let answers = try await Browser.visit(fixture.portal) { browser in
            var answers: [String] = []
            for kind in ["alamat", "dokumen"] {
                for ending in ["?purpose=survei%20rumah", "?format=csv&purpose=salinan"] {
                    let page = try await browser.get("/api/v1/sheets/" + kind + ending)
                    #expect(page.status == 200)
                    answers.append(page.html)
                }
            }
            return answers
        }
        for secret in [nik, "Kenanga", "007", "9120001234567", "081234567890"] {
            #expect(!answers.contains { $0.contains(secret) }, "\(secret)")
        }
        #expect(answers[0].contains("J**** K******") && answers[0].contains("35.07.11.2008"))
        let told = try fixture.registry.log(.access, limit: 4).map(\.entry)
        #expect(told.map(\.action) == ["export", "read-lines", "export", "read-lines"])
        #expect(told.map(\.purpose) == ["salinan", "survei rumah", "salinan", "survei rumah"])
        #expect(told.map(\.detail).suffix(2) == [#"{"what":"address"}"#, #"{"what":"address"}"#])
    }

    @Test("where the log cannot be written, no row leaves")
    func unwritable() async throws {
        let fixture = try CoordinationFixture.own()
        try fixture.registry.look(.readNeeds)
        _ = try fixture.registry.database.accessLog().write { connection in
            try connection.execute(
                """
                CREATE TRIGGER full BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'penuh'); END
                """)
        }
        try await Browser.visit(fixture.portal) { browser in
            for address in [
                "/api/v1/sheets/profil", "/api/v1/sheets/laporan?format=csv",
                "/pantau/laporan?wilayah=35.07&tahun=2021",
            ] {
                let page = try await browser.get(address)
                #expect(page.status >= 400 && !page.html.contains("35.07.11"), "\(address)")
            }
        }
    }
}

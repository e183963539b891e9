import Portal
import Registry
import Testing

@Suite("What whoever runs the portal watches")
struct OperationTests {
    @Test("health tells whether the registry answers, metrics how it stands, and neither tells of anybody")
    func watched() async throws {
        let folder = try Fixture.temporaryFolder()
        let portal = try Portal(registry: try Fixture.emptyRegistry(in: folder))
        try await Browser.visit(portal) { browser in
            let health = try await browser.get("/health")
            #expect(health.status == 200 && health.html.hasPrefix("ok\n"))
            _ = try await browser.get("/no-such-page")
            _ = try await browser.post("/cari", "nik=3507015501900001")
            let metrics = try await browser.get("/metrics")
            #expect(metrics.status == 200 && !metrics.isPage)
            for line in ["gapura_requests_total{code=\"404\"} 1", "gapura_requests_total{code=\"200\"} 2"] {
                #expect(metrics.html.contains(line), "\(metrics.html)")
            }
            let entries = try #require(metrics.html.firstMatch(of: /gapura_log_entries\{chain="changes"\} (\d+)/))
            #expect(Int(entries.1) ?? 0 > 0)
            // One file has no pool, no list was taken in, and nothing was verified.
            for absent in ["connections", "last_import", "last_verify", "3507015501900001"] {
                #expect(!metrics.html.contains(absent))
            }
        }
    }

    @Test("a list that was taken in has its instant")
    func imported() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let metrics = try await browser.get("/metrics").html
            #expect(metrics.contains("gapura_last_import_timestamp_seconds 1790000000\n"), "\(metrics)")
        }
    }
}

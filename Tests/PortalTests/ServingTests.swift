import Foundation
import Portal
import Problems
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("Serving the portal")
struct ServingTests {
    @Test(
        "no address that other computers reach is served without sign-in",
        arguments: ["0.0.0.0", "192.168.1.7", "::", "example.org", "127.0.0.1.example.org", "", "128.0.0.1"])
    func loopbackOnly(host: String) async throws {
        let fixture = try Fixture.shared()
        let problem = await #expect(throws: Problem.self) { try await fixture.portal.run(host: host, port: 0) }
        #expect(problem?.code == "serve.loopback-only")
    }

    @Test("a port that does not exist is refused")
    func port() async throws {
        let fixture = try Fixture.shared()
        let problem = await #expect(throws: Problem.self) { try await fixture.portal.run(port: 70_000) }
        #expect(problem?.code == "serve.port")
    }

    @Test("it answers on a real port, turns strangers' names away, and says when the port is taken")
    func real() async throws {
        let fixture = try Fixture.shared()
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let server = Task { try await fixture.portal.run(port: 0) { announce.yield($0) } }
        defer { server.cancel() }
        let port = try #require(await ports.first { _ in true })
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/tentang"))
        let (data, response) = try await URLSession.shared.data(from: url)
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        #expect(String(decoding: data, as: UTF8.self).contains("Tentang Gapura"))

        // A page of a stranger whose name was pointed at this computer.
        var borrowed = URLRequest(url: url)
        borrowed.setValue("other.example", forHTTPHeaderField: "Host")
        let (_, turnedAway) = try await URLSession.shared.data(for: borrowed)
        #expect((turnedAway as? HTTPURLResponse)?.statusCode == 421)

        let problem = await #expect(throws: Problem.self) { try await fixture.portal.run(port: port) }
        #expect(problem?.code == "serve.port-in-use")
        #expect(problem?.arguments["port"] == String(port))
    }
}

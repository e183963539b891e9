import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Problems
import Registry
import Store
import Synchronization

/// What whoever runs the portal watches: how many requests were answered how. Numbers only: no address, nobody's name.
final class RequestCounts: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    func add(_ status: HTTPResponse.Status) { counts.withLock { $0[status.code, default: 0] += 1 } }

    /// Requests by the status they were answered with, in the order of the statuses.
    var all: [(status: Int, requests: Int)] {
        counts.withLock(\.self).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// Counts every answer, the error pages among them.
struct RequestCounting: RouterMiddleware {
    let counts: RequestCounts

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        counts.add(response.status)
        return response
    }
}

extension Routes {
    /// `/health` and `/metrics`, for the programs that watch the portal on this computer.
    func operation(_ router: Router<PortalContext>) {
        get(router, "/health") { _, _ in
            do {
                let entries = try await site.bench.run { try site.registry.logHead(.changes)?.number ?? 0 }
                return Self.plain("ok\nentries \(entries)\n", .ok)
            } catch let problem as Problem {
                return Self.plain("unavailable\n\(problem.code)\n", .serviceUnavailable)
            }
        }
        get(router, "/metrics") { _, _ in
            let text = try await site.bench.run { try Metrics(site).text }
            return Self.plain(text, .ok, type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private static func plain(
        _ text: String, _ status: HTTPResponse.Status, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// The state of the portal and its registry in the text format of Prometheus.
struct Metrics {
    private(set) var text = ""

    init(_ site: Site) throws(Problem) {
        let registry = site.registry
        add("gapura_requests_total", "counter", "Requests answered, by status.") {
            site.requests.all.map { ("code=\"\($0.status)\"", Double($0.requests)) }
        }
        var entries: [(String, Double)] = []
        for chain in LogChain.allCases {
            entries.append(("chain=\"\(chain.rawValue)\"", Double(try registry.logHead(chain)?.number ?? 0)))
        }
        add("gapura_log_entries", "gauge", "Entries of the log, by chain.") { entries }
        if let use = registry.database.connectionUse {
            add("gapura_connections_used", "gauge", "Connections to the database in use.") { [("", Double(use.used))] }
            add("gapura_connections_most", "gauge", "Connections there may be.") { [("", Double(use.most))] }
        }
        let imported = try registry.batches().compactMap(\.committedAt).max()
        addInstant("gapura_last_import_timestamp_seconds", "When a list was last committed.", imported)
        let check = site.checked.known
        addInstant(
            "gapura_last_verify_timestamp_seconds", "When this portal last checked the log.", check?.found.instant)
        if let check {
            add("gapura_last_verify_whole", "gauge", "Whether the log was whole then.") {
                [("", check.found.isWhole ? 1 : 0)]
            }
        }
    }

    /// What is not known is left out: a zero would be an instant long ago.
    private mutating func addInstant(_ name: String, _ help: String, _ instant: String?) {
        guard let instant, let date = try? Date(instant, strategy: .iso8601) else { return }
        add(name, "gauge", help) { [("", date.timeIntervalSince1970.rounded())] }
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ values: () -> [(String, Double)]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for (label, value) in values() {
            text += name + (label.isEmpty ? "" : "{\(label)}") + " \(Int64(value))\n"
        }
    }
}

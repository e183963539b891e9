import Foundation
import Portal
import Problems
import Registry

/// Runs the portal and says where it can be opened.
enum Serving {
    static func run(
        _ registry: Registry, reports: URL?, host: String, port: Int, _ console: Console
    ) async throws {
        let portal = try Portal(
            registry: registry, reportsFolder: reports, isSynthetic: try Demo.holdsOnlyExamples(registry))
        try await portal.run(host: host, port: port) { port in
            console.note(console.say("demo.serving", ["host": host, "port": String(port)]))
        }
    }
}

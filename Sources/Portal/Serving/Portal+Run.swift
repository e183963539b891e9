import Foundation
import Hummingbird
import Logging
import NIOCore
import Problems

extension Portal {
    /// Serves the pages until the process is asked to stop (SIGINT, SIGTERM); requests under way are finished first.
    ///
    /// - Parameters:
    ///   - host: a name of this computer for itself. As nobody signs in, any other is refused.
    ///   - port: 0 lets the system choose.
    ///   - onRunning: called once the pages can be opened, with the port.
    /// - Throws: ``Problem`` `serve.loopback-only`, `serve.port-in-use`, `serve.port-denied`.
    public func run(
        host: String = "127.0.0.1", port: Int = 8080, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        guard Loopback.isLoopback(host: host) else {
            throw Problem("serve.loopback-only", .refuse, value: host, ["host": host])
        }
        guard (0...65_535).contains(port) else {
            throw Problem("serve.port", .refuse, value: String(port), ["port": String(port)])
        }
        var logger = Logger(label: "gapura") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let application = Application(
            router: Self.router(self),
            configuration: ApplicationConfiguration(address: .hostname(bare, port: port), serverName: nil),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: logger)
        do {
            try await application.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem("serve.port-in-use", .refuse, ["port": String(port), "other": String(port + 1)])
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Problem("serve.port-denied", .refuse, ["port": String(port)])
        }
    }
}

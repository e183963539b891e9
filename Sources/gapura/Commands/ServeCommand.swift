import ArgumentParser
import Foundation

import Problems
import Registry

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Jalankan portal; tanpa kata sandi hanya untuk komputer ini.",
        discussion: "Serves the portal; without sign-in it answers this computer only.")

    @Option(help: "Alamat / host.") var host = "127.0.0.1"
    @Option(help: "Porta / port.") var port = 8080
    @Option(help: "Folder laporan; `reports` di samping basis data / folder of reports.") var reports: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let registry = try database.registry(forPages: true)
            let folder =
                reports.map { URL(fileURLWithPath: $0) }
                ?? Storage.folder(of: database.db).appendingPathComponent("reports")
            try await Serving.run(registry, reports: folder, host: host, port: port, console)
        }
    }
}

import ArgumentParser
import Foundation
import Problems
import Registry

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Seluruh gagasan pada berkas contoh: daftar masuk, tumpang tindih, penolakan, evaluasi, portal.",
        discussion: "Builds a registry from the bundled synthetic examples, prints what it finds, writes the reports.")

    @Option(help: "Folder hasil / folder for database and reports.") var dir = "demo-out"
    @Flag(help: "Tanpa portal / without the portal.") var noServe = false
    @Option(help: "Alamat portal / the portal's host.") var host = "127.0.0.1"
    @Option(help: "Porta portal / the portal's port.") var port = 8080
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let demo = try Demo(folder: URL(fileURLWithPath: dir), console: console)
            let findings = try demo.run()
            if console.format == .json {
                try console.json(DemoAnswer(findings, console.language))
            } else {
                try console.out(DemoText(findings, console).text)
            }
            guard findings.problems.isEmpty else { throw findings.problems[0] }
            guard !noServe else { return }
            try await Serving.run(demo.registry, reports: demo.reports, host: host, port: port, console)
        }
    }
}

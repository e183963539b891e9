import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Synchronization

/// Writes answers to standard output, and notes and progress to standard error.
struct Console: Sendable {
    let language: Language
    let format: OutputFormat
    let isQuiet: Bool
    private let phrases: Phrasebook?

    /// That of the command that is being run.
    @TaskLocal static var current: Console?

    init(language: Language, format: OutputFormat, isQuiet: Bool) {
        self.language = language
        self.format = format
        self.isQuiet = isQuiet
        phrases = Wording.phrases
    }

    /// A phrase of the command line in the user's language.
    func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
        phrases?(key, language, arguments) ?? key
    }

    /// Writes to standard output.
    func out(_ text: String) throws(Problem) { try out(Array(text.utf8)) }

    /// Writes bytes to standard output.
    func out(_ bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else { return }
        do {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        } catch {
            throw Problem("output.unwritable")
        }
    }

    /// Writes a line to standard output.
    func line(_ text: String = "") throws(Problem) { try out(text + "\n") }

    /// Writes a note to standard error, unless the user asked for quiet.
    func note(_ text: String) {
        guard !isQuiet else { return }
        warn(text)
    }

    /// Writes a line to standard error, whoever asked for quiet: something did not go as it should. What the user typed may
    /// be somebody's number in the wrong place.
    func warn(_ text: String) {
        let shown = LongNumbers.hidden(in: text, runsOf: NIK.length)
        try? FileHandle.standardError.write(contentsOf: Data((shown + "\n").utf8))
    }

    /// Notes where something was written, and whether an earlier file gave way.
    func noteWritten(_ file: WrittenFile) {
        note(say(file.isReplaced ? "written.again" : "written", ["file": file.url.path]))
    }

    /// Writes one JSON document.
    func json(_ value: some Encodable) throws(Problem) { try out(jsonText(value) + "\n") }

    /// The same as text.
    func jsonText(_ value: some Encodable) throws(Problem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { throw Problem("program.fault", .refuse, ["detail": "JSON"]) }
        return String(decoding: data, as: UTF8.self)
    }

    /// A progress bar for a terminal; nil where nobody would see it.
    var progress: ProgressReport? {
        guard !isQuiet, isatty(2) == 1 else { return nil }
        let last = Mutex(Date.distantPast)
        return { progress in
            let isDue = last.withLock { last in
                guard Date().timeIntervalSince(last) > 0.1 || progress.fraction == 1 else { return false }
                last = Date()
                return true
            }
            guard isDue else { return }
            let width = 28
            let done = progress.fraction.map { Int(Double(width) * min(1, $0)) } ?? 0
            let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
            let rows = language.integer(progress.rows)
            let text =
                "\r\(say("progress." + progress.phase).padding(toLength: 12, withPad: " ", startingAt: 0)) \(bar) \(rows) "
                + (progress.fraction == 1 ? "\n" : "")
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        }
    }

    /// That the format asked for is none of those that there are, and which page of the portal shows the same.
    func notOffered(_ formats: [OutputFormat], page: String? = nil) -> Problem {
        Problem(
            page == nil ? "usage.format" : "usage.format-page", value: "--format " + format.rawValue,
            ["formats": formats.map(\.rawValue).joined(separator: ", "), "page": page ?? ""])
    }

    /// Runs a command's work; a problem becomes a sentence on standard error and an exit status.
    ///
    /// - Parameters:
    ///   - formats: those that the command can answer in; another one is refused before anything is done.
    ///   - page: the portal's page that shows the same.
    func run(
        in formats: [OutputFormat] = OutputFormat.allCases, page: String? = nil, _ work: () async throws -> Void
    ) async throws {
        guard phrases != nil, !Catalogue.bundled.codes.isEmpty else {
            let text =
                "Berkas bawaan (gapura_*.resources) tidak ada di samping program; salin bersama programnya. / "
                + "The bundled files (gapura_*.resources) are not beside the program; copy them with it.\n"
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
            throw ExitCode(70)
        }
        do {
            guard formats.contains(format) else { throw notOffered(formats, page: page) }
            try await Self.$current.withValue(self) { try await work() }
        } catch let problem as Problem {
            warn(Catalogue.bundled.sentence(problem, language))
            throw ExitStatus.of(problem)
        } catch let status as ExitCode {
            throw status
        } catch {
            let problem = Problem("program.fault", .refuse, ["detail": String(describing: type(of: error))])
            warn(Catalogue.bundled.sentence(problem, language))
            throw ExitStatus.of(problem)
        }
    }
}

/// The exit statuses of the command grammar.
enum ExitStatus {
    static let problemsFound = ExitCode(1)
    /// The data are none that can be used: sysexits' EX_DATAERR.
    static let notChecked = ExitCode(65)

    static func of(_ problem: Problem) -> ExitCode {
        switch problem.code {
        case "input.missing", "store.missing", "store.empty", "store.database-missing", "study.unreadable",
            "study.data.unreadable", "cases.unreadable",
            "spreadsheet.unreadable", "statistical-file.unreadable":
            ExitCode(66)
        case "output.unwritable", "output.folder", "output.no-folder", "output.is-input", "output.registry",
            "store.disk",
            "store.disk-full", "store.read-only", "store.read-only-old", "store.read-only-unfinished",
            "store.server-read-only", "store.folder", "store.no-folder",
            "move.exists", "move.not-empty", "backup.exists", "restore.exists", "store.left-behind",
            "log.unwritable", "linkage.scratch", "linkage.scratch-full":
            ExitCode(73)
        // As shells tell of a program that Ctrl-C ended.
        case "linkage.cancelled": ExitCode(130)
        // The service is not there: sysexits' EX_UNAVAILABLE.
        case "store.server", "store.certificate", "store.silent", "store.stopping", "store.too-many",
            "store.unknown-commit":
            ExitCode(69)
        case "program.fault", "store.failed", "phrasebook.unreadable", "spark.failed", "spark.input":
            ExitCode(70)
        case "store.unreadable", "store.sign-in", "store.password", "store.no-right", "serve.loopback-only",
            "input.unreadable", "log.purpose", "log.read-only":
            ExitCode(77)
        case let code where code.hasPrefix("usage."): ExitCode(64)
        case "profile.unknown", "import.programme", "import.institution", "import.unknown", "import.date", "asof.date",
            "asof.future",
            "import.year", "store.server-address", "store.address", "serve.port-in-use", "serve.port",
            "overlap.programme",
            "overlap.unknown-programme", "overlap.same-file", "sheet.kind-unknown", "sending.unknown",
            "programme.unknown", "spark.absent", "spark.no-java", "spark.no-python", "spark.folder":
            ExitCode(64)
        default: ExitCode(65)
        }
    }
}

/// The command line's own wording.
enum Wording {
    static let phrases: Phrasebook? = ResourceFolder.find("gapura_gapura", built: { Bundle.module.resourceURL }).flatMap
    {
        try? Phrasebook(folder: $0.appendingPathComponent("Wording"))
    }
}

public import ArgumentParser
import Foundation
public import Problems
public import Registry

/// How an answer is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, html

    /// Of commands that answer with one table.
    static let ofTables: [OutputFormat] = [.text, .json, .csv]
    /// Of commands that answer with several things, for which no one table stands.
    static let ofTexts: [OutputFormat] = [.text, .json]
}

extension Language: ExpressibleByArgument {}
extension RuleEngine: ExpressibleByArgument {}

/// Options every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bentuk keluaran; html hanya dari perintah yang membuat dokumen / output format; html where a document is made.",
            valueName: "text|json|csv|html"))
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Bahasa / language.", valueName: "id|en"))
    var lang: Language = Language(locale: ProcessInfo.processInfo.environment["LANG"])

    @Flag(help: "Tanpa catatan dan kemajuan / no notes and no progress.")
    var quiet = false

    var console: Console { Console(language: lang, format: format, isQuiet: quiet) }
}

/// Options of commands that need a registry.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Basis data: berkas, atau postgresql://… / database: a file, or postgresql://….", valueName: "path"))
    var db = "gapura.sqlite"

    @Option(
        help: ArgumentHelp(
            "Untuk keperluan apa; dicatat / what for; the log keeps it.", valueName: "text"))
    var purpose: String?

    /// Opens the registry.
    ///
    /// - Parameters:
    ///   - create: whether a missing file is made.
    ///   - forPages: whether somebody waits before a page.
    func registry(create: Bool = false, forPages: Bool = false) throws(Problem) -> Registry {
        try Storage.registry(at: db, create: create, actor: NSUserName(), purpose: purpose, forPages: forPages)
    }

    /// The database as answers name it: of an address on a server nothing but the database's name, for a password may stand
    /// in it.
    var shown: String { Self.shown(db) }

    static func shown(_ location: String) -> String {
        guard Storage.isOnServer(location) else { return location }
        let path = location.split(separator: "?", maxSplits: 1)[0].split(
            separator: "/", omittingEmptySubsequences: false)
        return path.count > 3 ? "postgresql: " + path[3] : "postgresql"
    }

    /// The registry if there is one already; nil when the file is missing.
    func existing() throws(Problem) -> Registry? {
        try Storage.check(db)
        return Storage.isOnServer(db) || FileManager.default.fileExists(atPath: db) ? try registry() : nil
    }
}

import Examples
import Foundation
import Portal
import Problems
import Registry
import SQLiteStore
import Store

/// A registry in a real file, made from the bundled examples, and the portal that shows it.
struct Fixture: Sendable {
    let registry: Registry
    let portal: Portal
    let folder: URL
    /// The batch that decisions are known of.
    let proposals: Int64

    /// Made once; tests only read it.
    static func shared() throws -> Fixture { try made.get() }

    private static let made = Result { try Fixture() }

    /// The one-gate lists with their programme, institution, year and date.
    static let lists = [
        ("bpum-usulan-2021.csv", "BPUM", "DINKOP-35.07", "2021-09-30"), ("kur-sikp.txt", "KUR", "BRI", "2021-12-31"),
        ("mekaar-nasabah.csv", "MEKAAR", "PNM", "2021-12-31"),
        ("desmigratif-kelompok.csv", "DESMIGRATIF", "DISNAKER-35.07", "2021-12-31"),
        ("pelatihan-kehadiran.csv", "PELATIHAN", "DISPERINDAG-35.07", "2021-12-31"),
    ]

    private init() throws {
        folder = try Self.temporaryFolder()
        registry = try Self.emptyRegistry(in: folder)
        for (file, programme, institution, date) in Self.lists {
            let request = ImportRequest(
                file: try Self.example("one-gate", file), programme: programme, institution: institution,
                referenceDate: date)
            _ = try registry.commit(try registry.stage(request).batch.id)
        }
        let earlier = ImportRequest(
            file: try Self.example("bpum-arjowilangun", "penerima-2020.csv"), programme: "BPUM",
            institution: "DESA-35.07.11.2008", referenceDate: "2020-12-31")
        _ = try registry.commit(try registry.stage(earlier).batch.id)
        let applicants = ImportRequest(
            file: try Self.example("bpum-arjowilangun", "pelamar.csv"), programme: "BPUM",
            institution: "DESA-35.07.11.2008", referenceDate: "2021-09-30")
        proposals = try registry.stage(applicants).batch.id
        _ = try registry.commit(proposals)
        try registry.addStages(from: try Self.example("bpum-arjowilangun", "tahapan.csv"), to: proposals)
        _ = try registry.rule(batch: proposals, by: [RuleLibrary.named("bpum")])
        let reports = folder.appendingPathComponent("reports")
        try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
        for (name, title) in [
            ("evaluasi.html", "Evaluasi &amp; hasil"), ("evaluasi.en.html", "Evaluation &amp; outcome"),
        ] {
            try Data("<!doctype html><title>\(title)</title><h1>\(title)</h1>".utf8)
                .write(to: reports.appendingPathComponent(name))
        }
        try Data("hidden content".utf8).write(to: folder.appendingPathComponent("secret.html"))
        try Data("hidden content".utf8).write(to: reports.appendingPathComponent("notes.txt"))
        portal = try Portal(registry: registry, reportsFolder: reports, isSynthetic: true)
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("portal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A registry that holds the catalogue and no list.
    static func emptyRegistry(in folder: URL) throws -> Registry {
        let registry = try open(in: folder)
        try registry.loadCatalogue(from: try example("catalogue", ""))
        return registry
    }

    /// The registry in a folder's file.
    static func open(in folder: URL) throws -> Registry {
        Registry(
            try SQLiteDatabase(path: folder.appendingPathComponent("gapura.sqlite").path), actor: "test",
            clock: { Date(timeIntervalSince1970: 1_790_000_000) })
    }

    static func example(_ folder: String, _ file: String) throws -> URL {
        struct Missing: Error {}
        guard let url = Examples.folder(folder) else { throw Missing() }
        return file.isEmpty ? url : url.appendingPathComponent(file)
    }

    /// Every list of the examples as text, whatever its encoding.
    static func listTexts() throws -> [String] {
        let files =
            lists.map { ("one-gate", $0.0) } + [
                ("bpum-arjowilangun", "penerima-2020.csv"), ("bpum-arjowilangun", "pelamar.csv"),
            ]
        return try files.map { folder, file in
            let data = try Data(contentsOf: try example(folder, file))
            if data.starts(with: [0xFF, 0xFE]) { return String(data: data, encoding: .utf16) ?? "" }
            return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252) ?? ""
        }
    }
}

import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Store
import Studies

/// The main job on the bundled examples, from lists to reports.
struct Demo {
    /// What the demo found.
    struct Findings {
        struct List {
            var batch: BatchRecord
            var counts: [ProblemCountRecord]
            var refused: [LineProblemRecord]
        }

        var database: String
        var lists: [List]
        var overlap: OverlapResult
        var matches: MatchQueue
        var refusals: RefusalReport?
        /// What life events hold, and mark.
        var effects: [EventEffect]
        var coordination: DemoCoordination
        var studies: [(result: StudyResult, summary: [String], report: String)]
        var reports: [String]
        /// What `db verify` would say; empty when all is sound.
        var problems: [Problem]
    }

    private struct Manifest: Decodable {
        struct List: Decodable {
            var name: String
            var file: String
            var programme: String
            var institution: String
            var profile: String
            var fiscalYear: Int
            var referenceDate: String
        }
        var lists: [List]
    }

    let registry: Registry
    let reports: URL
    private let path: String
    private let console: Console

    /// Opens an empty registry in a folder; a registry an earlier demo left there is replaced.
    ///
    /// - Throws: `demo.foreign` when the folder's registry holds lists that are not the examples'.
    init(folder: URL, console: Console) throws(Problem) {
        self.console = console
        reports = folder.appendingPathComponent("reports")
        path = folder.appendingPathComponent("gapura.sqlite").path
        do {
            try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
        } catch {
            throw Problem("output.unwritable", at: Place(file: folder.lastPathComponent))
        }
        try Self.clear(path)
        registry = try Storage.registry(at: path, create: true, actor: "demo")
    }

    private static func clear(_ path: String) throws(Problem) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        let registry = try Storage.registry(at: path, create: false, actor: "demo")
        let isEmpty = try registry.batches().isEmpty
        let isExample = try holdsOnlyExamples(registry)
        guard isEmpty || isExample else {
            throw Problem("demo.foreign", at: Place(file: name))
        }
        for file in Storage.files(of: path) where FileManager.default.fileExists(atPath: file) {
            do { try FileManager.default.removeItem(atPath: file) } catch {
                throw Problem("output.unwritable", at: Place(file: URL(fileURLWithPath: file).lastPathComponent))
            }
        }
    }

    /// Whether every list of a registry is one of the bundled examples, told by their content.
    static func holdsOnlyExamples(_ registry: Registry) throws(Problem) -> Bool {
        let batches = try registry.batches()
        guard !batches.isEmpty else { return false }
        let known =
            try inputs().map { request throws(Problem) in try ListFile(request.file).sha256 }
            + Registry.lists(inFolder: BundledCatalogue.example("coordination"))
        return batches.allSatisfy { known.contains($0.sha256) }
    }

    /// The example lists in the order in which they are imported.
    private static func inputs() throws(Problem) -> [ImportRequest] {
        let folder = try BundledCatalogue.example("one-gate")
        let manifest: Manifest
        do {
            manifest = try JSONDecoder().decode(
                Manifest.self, from: Data(contentsOf: folder.appendingPathComponent("manifest.json")))
        } catch {
            throw Problem("demo.examples", .refuse, ["name": "one-gate"])
        }
        let village = try BundledCatalogue.example("bpum-arjowilangun")
        return manifest.lists.map {
            ImportRequest(
                file: folder.appendingPathComponent($0.file), programme: $0.programme, institution: $0.institution,
                profile: $0.profile, fiscalYear: $0.fiscalYear, referenceDate: $0.referenceDate, name: $0.name)
        } + [
            ImportRequest(
                file: village.appendingPathComponent("penerima-2020.csv"), programme: "BPUM",
                institution: "DESA-35.07.11.2008", profile: "bpum-penerima-2020", fiscalYear: 2020,
                referenceDate: "2020-12-31", name: "arjowilangun-penerima-2020"),
            ImportRequest(
                file: village.appendingPathComponent("pelamar.csv"), programme: "BPUM",
                institution: "DESA-35.07.11.2008", profile: "bpum-pelamar-desa", fiscalYear: 2021,
                referenceDate: "2021-09-30", name: "arjowilangun-pelamar-2021"),
        ]
    }

    /// Imports, compares, evaluates, reports and verifies.
    func run() throws(Problem) -> Findings {
        try registry.loadCatalogue(from: BundledCatalogue.folder())
        var lists: [Findings.List] = []
        for request in try Self.inputs() {
            let staged = try registry.stage(request, progress: console.progress)
            let batch = try registry.commit(staged.batch.id)
            let problems = try registry.problems(of: batch.id)
            lists.append(
                Findings.List(
                    batch: batch, counts: try registry.problemCounts(of: batch.id),
                    refused: problems.filter { $0.severity == Severity.refuse.rawValue }))
        }
        let oneGate = lists.map(\.batch).filter { !$0.name.hasPrefix("arjowilangun") }.map(\.id)
        var refusals: RefusalReport?
        if let village = lists.last?.batch {
            let stages = try BundledCatalogue.example("bpum-arjowilangun").appendingPathComponent("tahapan.csv")
            try registry.addStages(from: stages, to: village.id)
            refusals = try registry.refusals(of: village.id)
        }
        let events = try BundledCatalogue.example("peristiwa")
        for name in ["peristiwa", "status", "dokumen", "usaha"] {
            _ = try registry.takeIn(Sheet(events.appendingPathComponent(name + ".csv")))
        }
        let coordination = try DemoCoordination(registry)
        try registry.findMatches()
        var findings = Findings(
            database: path, lists: lists, overlap: try registry.overlap(of: oneGate),
            matches: try registry.matchQueue(), refusals: refusals, effects: try registry.eventEffects(),
            coordination: coordination, studies: [],
            reports: [], problems: [])
        try write(&findings)
        findings.problems = try registry.verify()
        return findings
    }

    private func write(_ findings: inout Findings) throws(Problem) {
        for language in [console.language] + Language.allCases.filter({ $0 != console.language }) {
            let edition = Edition(date: registry.today.description, synthetic: true)
            var documents = [try Report.overlap(findings.overlap, in: language, edition: edition)]
            documents.append(
                try Report.listQuality(findings.lists.map { Self.quality($0) }, in: language, edition: edition))
            if let refusals = findings.refusals {
                let amount = refusals.cashed > 0 ? refusals.amount / Int64(refusals.cashed) : 0
                let value = RefusalCase(
                    refusals, programme: refusals.batch.programme, place: "Arjowilangun (35.07.11.2008)",
                    period: String(refusals.batch.fiscalYear), amountPerPerson: amount, legalBasis: \.legalBasis,
                    contradictions: { $0.contradictions(language) })
                documents.append(try Report.refusals(value, in: language, edition: edition))
            }
            for report in documents { findings.reports.append(try store(report)) }
            for name in ["mekaar-kutasari", "bpum-arjowilangun"] {
                let file = try BundledCatalogue.example(name).appendingPathComponent("study.yaml")
                let result = try Study(contentsOf: file).run()
                let url = try store(try Report.evaluation(result, in: language, edition: edition))
                findings.reports.append(url)
                if language == console.language {
                    findings.studies.append((result, try Report.evaluationSummary(result, in: language), url))
                }
            }
        }
    }

    /// Writes a report under its name; the English edition beside the Indonesian one.
    private func store(_ report: Report) throws(Problem) -> String {
        let name = report.name + (report.language == .en ? ".en.html" : ".html")
        return try OutputFile.write(report.html, as: name, in: reports).url.path
    }

    private static func quality(_ list: Findings.List) -> ListQuality {
        let counts = list.batch.counts
        return ListQuality(
            name: list.batch.name, institution: list.batch.institution, programme: list.batch.programme,
            rows: counts.read,
            outcome: .imported(
                new: counts.new, updated: counts.updated, unchanged: counts.unchanged, refused: counts.refused),
            warned: counts.warned,
            findings: list.counts.map { count in
                ListQuality.Finding(
                    code: count.code, severity: Severity(rawValue: count.severity) ?? .warn, column: nil,
                    count: count.rows, example: list.refused.first { $0.code == count.code }?.problem)
            }, first: Array(list.refused.prefix(30).map(\.problem)))
    }
}

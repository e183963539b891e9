import Foundation
import Linkage
import Problems
import Spark
import Testing

/// What these tests need of the machine.
enum Machine {
    /// The program, which the build leaves beside the tests' bundle.
    static let program: URL? = {
        var folder = Bundle.main.bundleURL
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("gapura")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let built = package.appendingPathComponent(".build/debug/gapura").standardizedFileURL
        return FileManager.default.isExecutableFile(atPath: built.path) ? built : nil
    }()

    static let hasSpark = (try? SparkInstallation()) != nil && program != nil

    static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-spark-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }
}

/// On two workers of this machine.
@Suite(
    "Spark finds the native engine's clusters", .serialized,
    .enabled(
        if: Machine.hasSpark,
        "Apache Spark is not on this machine, or the program is not built; `make spark` installs it and runs this"))
struct SparkTests {
    private func run(
        _ linker: Linker, _ records: LinkageRecords, truth: [UInt32] = [], storage: Bool = false
    ) throws -> LinkageResult {
        let folder = try Machine.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = SparkLinker.Options()
        options.master = "local[2]"
        options.settings = ["spark.ui.enabled=false"]
        options.partitions = 3
        if storage { options.storage = "file://" + folder.appendingPathComponent("elsewhere").path }
        let program = try #require(Machine.program)
        return try SparkLinker(linker, program: program, options: options).link(
            records, truth: truth, folder: folder.appendingPathComponent("job"))
    }

    private func expectSame(_ found: LinkageResult, _ native: LinkageResult) {
        #expect(found.clusters == native.clusters)
        #expect(found.pairs == native.pairs)
        #expect(found.bridges == native.bridges)
        #expect(found.model == native.model)
        // True pairs by rule, whatever the rules before it do, are counted only where all is in memory.
        let blocking = native.blocking.map { report in
            var report = report
            report.truePairs = nil
            return report
        }
        #expect(found.blocking == blocking)
        #expect(found.comparedPairs == native.comparedPairs)
        #expect(found.quality == native.quality)
    }

    @Test("one list: groups split several times, shared telephones, households, contradictions")
    func oneList() throws {
        let people = Registrations(4000, seed: 11)
        var options = Linker.Options()
        options.samplePairs = 40_000
        let linker = Linker(RegistrationModel.model, options: options)
        let records = try people.records(withLists: false)
        let native = try linker.link(records)
        // The example would show nothing if these did not occur.
        #expect(native.blocking.contains { $0.splitGroups > 0 && $0.pairsLeftOut > 0 })
        #expect(native.clusterCount < records.count - 500)
        #expect(!native.bridges.isEmpty)
        expectSame(try run(linker, records), native)
    }

    @Test("three lists across, truth at hand, storage elsewhere, and all pairs few enough to be drawn")
    func acrossLists() throws {
        let people = Registrations(900, seed: 5)
        var options = Linker.Options()
        options.crossListsOnly = true
        options.threshold = 0.8
        let linker = Linker(RegistrationModel.model, options: options)
        let records = try people.records(withLists: true)
        let native = try linker.link(records, truth: people.truth)
        #expect(native.quality != nil)
        expectSame(try run(linker, records, truth: people.truth, storage: true), native)
    }

    @Test("a model that was trained before, all of whose comparisons Spark makes")
    func trained() throws {
        let people = Registrations(1500, seed: 8)
        var options = Linker.Options()
        options.samplePairs = 20_000
        var model = RegistrationModel.model
        model.comparisons.removeAll { ["name", "number"].contains($0.name) }
        model.fields.removeAll { $0.name == "name" }
        model.blocking.removeAll { rule in rule.keys.contains { $0.field == "name" } }
        let records = try people.records(withLists: false)
        model = try Linker(model, options: options).link(records).model
        let linker = Linker(model, options: options)
        expectSame(try run(linker, records), try linker.link(records))
    }
}

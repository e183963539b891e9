import Foundation
import Testing

/// The choice between engines; what they find is compared in `SparkTests`.
@Suite("gapura link --engine")
struct LinkEngineTests {
    @Test("an option of Spark's without Spark is wrong usage, and so is an engine that nobody knows")
    func usage() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let list = try ProgramRun.example("one-gate/mekaar-nasabah.csv")
        let lost = try ProgramRun(["link", list, "--spark-master", "local[2]"], in: folder, language: "en")
        #expect(lost.status == 64)
        #expect(lost.errors.contains("--spark-master"))
        #expect(try ProgramRun(["link", list, "--engine", "abacus"], in: folder).status == 64)
    }

    @Test("work that Spark asks for is told by its code where it cannot be done")
    func partition() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ProgramRun(["link-partition", "compare", folder.path], in: folder)
        #expect(run.status == 70)
        #expect(run.errors.contains("gapura-partition: spark.input work.json"))
    }
}

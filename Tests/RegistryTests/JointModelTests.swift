import Foundation
import Linkage
import Problems
import Registry
import Testing

/// The model that the handbook measures beside the one that ships.
@Suite struct JointModelTests {
    @Test func cardVillageAndTelephoneAreOneComparison() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Benchmarks/linkage/persons-joint.yaml").standardizedFileURL
        let joint = try LinkageModelFile.named(file.path)
        let plain = try LinkageModelFile.named("persons")
        // All but that one comparison is as in the model that ships.
        #expect(joint.fields == plain.fields && joint.blocking == plain.blocking)
        #expect(joint.comparisons.map(\.name) == plain.comparisons.map(\.name).filter { $0 != "phone" })
        #expect(
            joint.comparisons.filter { $0.name != "family" }
                == plain.comparisons.filter { !["family", "phone"].contains($0.name) })
        #expect(joint.clustering == plain.clustering)
        // Levels on one card come first, and are those that mean a household.
        let family = try #require(joint.comparisons.first { $0.name == "family" })
        let own = family.levels.filter { !$0.isNeutral }.prefix {
            $0.when.allSatisfy { $0.contains { $0.text == "same kk" } }
        }
        #expect(own.count == joint.household?.levels)
    }
}

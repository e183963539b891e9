import Foundation
import Problems
import Registry
import Store
import Testing

@Suite struct MatchExampleTests {
    @Test func experiment() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try registry.importOneGate()
        let search = try registry.findMatches()
        print(search.run.records, search.run.pairs, search.run.candidates, search.strata, search.run.isConverged, search.run.milliseconds)
        try search.run.document.write(toFile: "/tmp/in-queue/model.json", atomically: true, encoding: .utf8)
        let queue = try registry.matchQueue()
        for item in queue.open.prefix(60) {
            print(item.candidate.probability, item.candidate.pair.a >> 32, item.candidate.pair.a & 0xFFFF, item.candidate.pair.b >> 32, item.candidate.pair.b & 0xffff, item.candidate.comparisons.map { $0.label }.joined(separator: " | "))
        }
    }
}

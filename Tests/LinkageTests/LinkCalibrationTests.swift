import Foundation
import Linkage
import Problems
import Synchronization
import Testing

@Suite("Calibrating while linking")
struct LinkCalibrationTests {
    private func options(_ calibrates: Bool = true) -> Linker.Options {
        var options = Linker.Options()
        options.calibrates = calibrates
        return options
    }

    @Test func theTruthCalibratesAndTheModelKeepsIt() throws {
        let people = People(1500, seed: 90)
        let plain = try Linker(Models.people).link(people.records(), truth: people.truth)
        #expect(plain.calibration == nil && plain.model.calibration == nil)
        let result = try Linker(Models.people, options: options()).link(people.records(), truth: people.truth)
        let found = try #require(result.calibration)
        #expect(found.source == .truth && !found.isTaught && result.model.calibration == found)
        #expect(result.pairs == plain.pairs && result.clusters == plain.clusters)
        #expect(result.reliability.reduce(0) { $0 + $1.pairs } == found.pairs)
        // Written down and read again it is the same, and is used where that is asked for.
        let model = try JSONDecoder().decode(LinkageModel.self, from: JSONEncoder().encode(result.model))
        #expect(model == result.model)
        let again = try Linker(model, options: options()).link(people.records())
        #expect(again.calibration == found && again.reliability.isEmpty)
        #expect(try Linker(model).link(people.records()).calibration == nil)
        #expect(try Linker(model).link(people.records()).model.calibration == found)
    }

    @Test func verdictsCalibrate() throws {
        let people = People(1500, seed: 91)
        let trained = try Linker(Models.people).link(people.records(), truth: people.truth)
        var weak = options()
        weak.reported = 1e-6
        let pairs = try Linker(trained.model, options: weak.uncalibrated).link(people.records()).pairs
        let judged = stride(from: 0, to: pairs.count, by: 5).map { pairs[$0] }
        let known = judged.map { pair in
            KnownPair(
                people.ids[pair.left], people.ids[pair.right],
                people.truth[pair.left] == people.truth[pair.right] ? .same : .different)
        }
        var linker = Linker(trained.model, options: options())
        linker.known = known
        let result = try linker.link(people.records())
        let found = try #require(result.calibration)
        #expect(found.pairs == known.count && found.same == known.count { $0.verdict == .same })
        #expect(found.source == .labels && !found.isTaught)
        // A pair that no rule brings together is stated no probability, and teaches nothing of it.
        let far = try #require(
            result.known.isEmpty
                ? nil
                : (0..<1500).first { row in
                    !pairs.contains { $0.left == 0 && $0.right == row } && people.truth[row] != people.truth[0]
                })
        linker.known.append(KnownPair(people.ids[0], people.ids[far], .different))
        let more = try linker.link(people.records())
        let isCompared = more.known.contains { $0.pair.right == far && $0.pair.left == 0 && $0.isCompared }
        #expect(more.calibration?.pairs == known.count + (isCompared ? 1 : 0))
        // Trained on the same verdicts, it says so.
        linker.model.parameters = nil
        #expect(try linker.link(people.records()).calibration?.isTaught == true)
    }

    /// A model trained on verdicts is taught, also where the truth tells of the same pairs.
    @Test(arguments: [0, 40]) func whoWasTaught(_ verdicts: Int) throws {
        let people = People(1500, seed: 90)
        var linker = Linker(Models.people, options: options())
        let pairs = try Linker(Models.people).link(people.records()).pairs
        linker.known = pairs.prefix(verdicts).map { pair in
            KnownPair(
                people.ids[pair.left], people.ids[pair.right],
                people.truth[pair.left] == people.truth[pair.right] ? .same : .different)
        }
        let found = try #require(try linker.link(people.records(), truth: people.truth).calibration)
        #expect(found.source == .truth && found.isTaught == (verdicts > 0))
    }

    /// Verdicts that are too few, and a truth that falls where weights rise, take nothing away from what was found.
    @Test func theResultStaysWithoutACalibration() throws {
        let people = People(1500, seed: 90)
        let plain = try Linker(Models.people).link(people.records())
        #expect(plain.uncalibrated == nil)
        var linker = Linker(plain.model, options: options())
        linker.known = [KnownPair(people.ids[plain.pairs[0].left], people.ids[plain.pairs[0].right], .same)]
        let few = try linker.link(people.records())
        #expect(few.calibration == nil && few.reliability.isEmpty && few.model.calibration == nil)
        #expect(few.uncalibrated?.code == "linkage.calibration-few")
        #expect(few.uncalibrated?.arguments == ["same": "1", "different": "0"])
        #expect(few.clusters == plain.clusters && few.pairs == plain.pairs)
        // The surest pairs are told to be two people, the others one: each record its own, or that of its least sure pair.
        var truth = (0..<1500).map { UInt32($0 + 1) }
        let all = try Linker(plain.model).link(people.records(), truth: people.truth).pairs.sorted {
            $0.weight < $1.weight
        }
        var met = Set<Int>()
        for pair in all.prefix(200) where met.insert(pair.left).inserted && met.insert(pair.right).inserted {
            truth[pair.right] = truth[pair.left]
        }
        let falling = try Linker(plain.model, options: options()).link(people.records(), truth: truth)
        #expect(falling.calibration == nil && falling.uncalibrated?.code == "linkage.calibration-order")
        #expect(falling.clusters == plain.clusters)
    }

    @Test func refusals() throws {
        let people = People(1500, seed: 90)
        let none = #expect(throws: Problem.self) {
            try Linker(Models.people, options: options()).link(people.records())
        }
        #expect(none?.code == "linkage.calibration-none")
        // That is known before anything is compared.
        let looked = Mutex<[LinkageMonitor.Phase]>([])
        let early = #expect(throws: Problem.self) {
            try Linker(Models.people, options: options()).link(
                people.records(),
                monitor: LinkageMonitor(report: { phase, _ in looked.withLock { $0.append(phase) } }))
        }
        #expect(early?.code == "linkage.calibration-none" && looked.withLock { $0 }.isEmpty)
        var model = try Linker(Models.people, options: options()).link(people.records(), truth: people.truth).model
        model.calibration?.version = 9
        #expect(throws: Problem.self) { try Linker(model).link(people.records()) }
        model.calibration?.version = 1
        model.parameters = nil
        let stale = #expect(throws: Problem.self) { try Linker(model).link(people.records()) }
        #expect(stale?.code == "linkage.model" && stale?.value == "calibration")
    }
}

extension Linker.Options {
    fileprivate var uncalibrated: Linker.Options {
        var options = self
        options.calibrates = false
        return options
    }
}

import Linkage
import Synchronization
import Testing

@Suite("How long linking still takes")
struct TimeLeftTests {
    private struct Course {
        /// What was shown, and what was true then.
        var shown: [(left: Double, truly: Double)] = []
    }

    /// A run in which each phase takes so many seconds, told of in steps of a tenth of a second.
    private func run(_ seconds: [LinkageMonitor.Phase: Double], records: Int, pairs: Int) -> Course {
        var timeLeft = LinkageTimeLeft()
        timeLeft.count(records: records, pairs: nil)
        let total = seconds.values.reduce(0, +)
        var (elapsed, course) = (0.0, Course())
        for phase in LinkageMonitor.Phase.allCases {
            let own = seconds[phase] ?? 0
            if phase == .compare { timeLeft.count(records: records, pairs: pairs) }
            let start = elapsed
            while elapsed < start + own {
                if let left = timeLeft.left(phase, (elapsed - start) / own, elapsed: elapsed) {
                    course.shown.append((left, total - elapsed))
                }
                elapsed += 0.1
            }
            elapsed = start + own
        }
        return course
    }

    /// Machines and lists of many kinds: some phases take three times as long as thought, others a third.
    @Test func fallsAndComesTrue() {
        var random = Seeded(7)
        for _ in 0..<60 {
            var seconds: [LinkageMonitor.Phase: Double] = [:]
            for phase in LinkageMonitor.Phase.allCases {
                seconds[phase] = 10 * Double.random(in: 0.33...3, using: &random)
            }
            let course = run(
                seconds, records: 10_000_000, pairs: Int.random(in: 5_000_000...80_000_000, using: &random))
            #expect(course.shown.count > 50)
            let rises = zip(course.shown, course.shown.dropFirst()).count { $1.left > $0.left + 1e-9 }
            #expect(rises <= 3)
            let total = seconds.values.reduce(0, +)
            for item in course.shown where item.truly < total / 2 {
                #expect(item.left < 4 * item.truly + 5 && item.left >= 0)
            }
            #expect((course.shown.last?.left ?? 100) < total / 10)
        }
    }

    @Test func saysNothingTooEarlyOrWithoutRecords() {
        var timeLeft = LinkageTimeLeft()
        #expect(timeLeft.left(.pack, 0.5, elapsed: 1) == nil)
        timeLeft = LinkageTimeLeft()
        timeLeft.count(records: 1000, pairs: nil)
        #expect(timeLeft.left(.pack, 0, elapsed: 1) == nil)
        #expect(timeLeft.left(.block, 0.5, elapsed: 0) == nil)
        #expect(timeLeft.left(.block, 0.5, elapsed: 2) != nil)
        // A report that comes late from another thread does not set the work back.
        let before = timeLeft.left(.compare, 0.5, elapsed: 3) ?? 0
        #expect((timeLeft.left(.block, 0.1, elapsed: 3.1) ?? 100) <= before)
    }

    @Test func countsAreReported() throws {
        let counts = Counts()
        let monitor = LinkageMonitor(counted: { records, pairs in counts.add(records, pairs) })
        let result = try Linker(Models.people).link(People(300, seed: 5).records(), monitor: monitor)
        #expect(counts.records == [300, 300])
        #expect(counts.pairs.first == .some(nil))
        #expect((counts.pairs.last ?? 0) ?? 0 >= result.comparedPairs)
    }
}

private final class Counts: Sendable {
    private let held = Mutex<[(Int, Int?)]>([])

    func add(_ records: Int, _ pairs: Int?) { held.withLock { $0.append((records, pairs)) } }
    var records: [Int] { held.withLock { $0.map(\.0) } }
    var pairs: [Int?] { held.withLock { $0.map(\.1) } }
}

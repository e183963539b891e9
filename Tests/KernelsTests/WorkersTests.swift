import Dispatch
import Kernels
import Synchronization
import Testing

@Suite("Work on several threads")
struct WorkersTests {
    @Test func resultsKeepTheOrderOfTheTasks() {
        for threads in [1, 2, 3, 8] {
            #expect(Workers.map(1000, threads: threads) { $0 * $0 } == (0..<1000).map { $0 * $0 })
        }
        #expect(Workers.map(0, threads: 4) { $0 }.isEmpty)
    }

    /// Tasks that need each other end only where each has a thread, however busy the pool of Dispatch is.
    @Test(.timeLimit(.minutes(1)))
    func workInsideWorkHasItsThreads() {
        let isOver = DispatchSemaphore(value: 0)
        let busy = 64
        for _ in 0..<busy { DispatchQueue.global().async { isOver.wait() } }
        let sums = Workers.map(3, threads: 3) { outer -> Int in
            let met = Atomic<Int>(0)
            let parts = Workers.map(4, threads: 4) { inner -> Int in
                met.add(1, ordering: .sequentiallyConsistent)
                while met.load(ordering: .sequentiallyConsistent) < 4 {}
                return outer * 10 + inner
            }
            return parts.reduce(0, +)
        }
        for _ in 0..<busy { isOver.signal() }
        #expect(sums == [6, 46, 86])
    }

    @Test func eachThreadKeepsItsOwn() {
        let made = Atomic<Int>(0)
        let seen = Workers.map(
            100, threads: 4, context: { made.add(1, ordering: .relaxed).newValue },
            { (own: inout Int, _: Int) in own })
        #expect(seen.allSatisfy { (1...4).contains($0) })
        #expect(made.load(ordering: .relaxed) <= 4)
    }
}

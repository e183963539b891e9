import Kernels
import Synchronization
import Testing

@Suite("Pieces made on several threads and handed over in turn")
struct TurnTakingTests {
    private struct Stopped: Error, Equatable {
        let piece: Int
    }

    private func pieces(_ count: Int, threads: Int, failing: Set<Int> = [], refusing: Int? = nil) throws -> [Int] {
        let found = Mutex<[Int]>([])
        let isBusy = Atomic<Bool>(false)
        do {
            try Workers.inTurn(
                count, threads: threads, context: { 0 },
                make: { own, piece in
                    // Pieces take unlike times.
                    var work = piece % 7 * 500
                    while work > 0 { work -= 1 }
                    if failing.contains(piece) { throw Stopped(piece: piece) }
                    own = piece
                },
                use: { own in
                    #expect(isBusy.exchange(true, ordering: .sequentiallyConsistent) == false)
                    if own == refusing { throw Stopped(piece: own) }
                    found.withLock { $0.append(own) }
                    isBusy.store(false, ordering: .sequentiallyConsistent)
                })
            #expect(failing.isEmpty && refusing == nil)
        } catch let error as Stopped {
            #expect(error.piece == failing.min() ?? refusing)
        }
        return found.withLock { $0 }
    }

    @Test(arguments: [1, 2, 3, 8])
    func orderIsThatOfThePieces(threads: Int) throws {
        for count in [0, 1, 2, 7, 1000] {
            #expect(try pieces(count, threads: threads) == Array(0..<count))
        }
    }

    @Test(arguments: [1, 2, 8])
    func nothingFollowsAPieceThatFails(threads: Int) throws {
        #expect(try pieces(100, threads: threads, failing: [41, 42, 60]) == Array(0..<41))
        #expect(try pieces(100, threads: threads, failing: [0]).isEmpty)
        #expect(try pieces(100, threads: threads, refusing: 99) == Array(0..<99))
    }
}

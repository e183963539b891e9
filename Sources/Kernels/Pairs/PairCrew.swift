import Synchronization

/// The walkers of one search.
final class PairCrew: Sendable {
    private let held = Mutex<[PairWalkerBox]>([])

    struct PairWalkerBox: @unchecked Sendable { let walker: PairWalker }

    /// The walker's number.
    func add(_ walker: PairWalker) -> Int {
        let box = PairWalkerBox(walker: walker)
        return held.withLock {
            $0.append(box)
            return $0.count - 1
        }
    }

    var members: [PairWalker] { held.withLock { $0 }.map(\.walker) }
}

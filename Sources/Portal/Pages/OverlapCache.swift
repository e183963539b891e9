import Problems
import Registry
import Store
import Synchronization

/// Overlaps of the committed lists, found once for each state of the registry.
final class OverlapCache: Sendable {
    /// Overlaps with the batches that the lists stand for, in the same order.
    struct Snapshot: Sendable {
        var batches: [BatchRecord]
        var result: OverlapResult
    }

    /// What overlaps depend on.
    private struct Key: Hashable {
        var batches: [BatchRecord]
        var rules: [CompatibilityRecord]
        var kinds: [String: String]
    }

    private let kept = Mutex<(key: Key, snapshot: Snapshot)?>(nil)

    func snapshot(_ registry: Registry) throws(Problem) -> Snapshot {
        let batches = try registry.batches().filter { $0.state == .committed }
        let kinds = Dictionary(
            try registry.programmes().map { ($0.code, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let key = Key(batches: batches, rules: try registry.compatibility(), kinds: kinds)
        if let found = kept.withLock({ $0?.key == key ? $0?.snapshot : nil }) { return found }
        let snapshot = Snapshot(batches: batches, result: try registry.overlap(of: batches.map(\.id)))
        kept.withLock { $0 = (key, snapshot) }
        return snapshot
    }
}

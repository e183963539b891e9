import Kernels
import Synchronization

/// How many records of a frame have each value of a key, kept from training until the values' frequencies are needed,
/// so that nothing is counted twice.
final class KeyTallies: Sendable {
    /// How many records have each value that several have, and how many have any.
    struct Shared: Sendable {
        var counts: NumberMap
        var present: Int
    }

    private struct Held {
        var codes: [PackedPart: [UInt32]] = [:]
        var shared: [PackedPart: Shared] = [:]
    }

    /// The parts whose frequencies will be asked for.
    private let wanted: Set<PackedPart>
    private let held = Mutex(Held())

    /// Keeps nothing, for jobs that must do with little memory.
    init() { wanted = [] }

    init(_ model: LinkageModel, _ frame: RecordFrame) {
        wanted = Set(model.frequencyKeys.compactMap { frame.layout.part($0) })
    }

    /// By text code how many records have it; counted where that is not known.
    func codes(_ part: PackedPart, most: Int, _ frame: RecordFrame, threads: Int) -> [UInt32] {
        if let known = held.withLock({ $0.codes[part] }) { return known }
        let counts = frame.records.tally(part, most: most, threads: threads)
        if wanted.contains(part) { held.withLock { $0.codes[part] = counts } }
        return counts
    }

    /// What is known of a part that is no text.
    func shared(_ part: PackedPart) -> Shared? { held.withLock { $0.shared[part] } }

    /// Keeps what `make` gives where it will be asked for.
    func keep(_ parts: [PackedPart], _ make: (PackedPart) -> Shared) {
        guard parts.count == 1, wanted.contains(parts[0]), shared(parts[0]) == nil else { return }
        let made = make(parts[0])
        held.withLock { $0.shared[parts[0]] = made }
    }
}

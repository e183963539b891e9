import Synchronization

/// Something that several threads may say once.
final class Flag: Sendable {
    private let held = Atomic<Bool>(false)

    var isRaised: Bool { held.load(ordering: .relaxed) }
    func raise() { held.store(true, ordering: .relaxed) }
}

import Synchronization

/// Something that several threads may say once, such as that work should stop.
public final class SharedFlag: Sendable {
    private let held = Atomic<Bool>(false)

    public init() {}

    /// Whether somebody said it.
    public var isRaised: Bool { held.load(ordering: .relaxed) }

    /// Says it; saying it again changes nothing.
    public func raise() { held.store(true, ordering: .relaxed) }
}

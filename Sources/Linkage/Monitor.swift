/// How far a long job is, and whether it should go on.
public struct LinkageMonitor: Sendable {
    /// The steps of a job in their order.
    public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
        case pack, block, compare, train, score, cluster
    }

    /// Receives the phase and the part of it that is done, 0 to 1; may be called from several threads.
    public var report: @Sendable (Phase, Double) -> Void
    /// Receives how much there is to do as soon as it is known: records, and later pairs to compare, no fewer than there
    /// are. ``LinkageTimeLeft`` makes an estimate of it.
    public var counted: @Sendable (_ records: Int, _ pairs: Int?) -> Void
    /// Asked now and then: true ends the job with `linkage.cancelled`.
    public var isCancelled: @Sendable () -> Bool

    public init(
        report: @escaping @Sendable (Phase, Double) -> Void = { _, _ in },
        counted: @escaping @Sendable (_ records: Int, _ pairs: Int?) -> Void = { _, _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.report = report
        self.counted = counted
        self.isCancelled = isCancelled
    }
}

/// An estimate of the time that a linkage still takes, over all of its phases.
///
/// What each phase costs a record or a pair is known roughly; how fast the machine is shows on the way. The estimate
/// counts down with the time that passes and gives way to a new one slowly, so that it falls but for the case that it
/// was far too low.
public struct LinkageTimeLeft: Sendable {
    /// What phases cost, in nanoseconds of one core: only their ratio matters.
    private struct Cost {
        var record = 0.0
        var pair = 0.0
    }

    private static let costs: [LinkageMonitor.Phase: Cost] = [
        .pack: Cost(record: 700), .block: Cost(record: 900), .compare: Cost(record: 200, pair: 700),
        .train: Cost(record: 600, pair: 100), .score: Cost(record: 100, pair: 200), .cluster: Cost(record: 600),
    ]
    /// How many pairs a record has, about, until they are counted.
    private static let pairsPerRecord = 4.0
    /// Before this part of the work is done the estimate would be worth little.
    private static let leastDone = 0.03

    private var records = 0.0
    private var pairs: Double?
    private var phase = LinkageMonitor.Phase.pack
    private var part = 0.0
    private var shown: (left: Double, at: Double)?

    public init() {}

    /// Takes note of how much there is to do; see ``LinkageMonitor/counted``.
    public mutating func count(records: Int, pairs: Int?) {
        self.records = Double(max(0, records))
        if let pairs { self.pairs = Double(max(0, pairs)) }
    }

    /// The seconds that are left; nil where it is too early to say.
    ///
    /// - Parameters:
    ///   - phase: the phase at hand; one that lies behind an earlier report changes nothing.
    ///   - part: how much of it is done, 0 to 1.
    ///   - elapsed: seconds since the first phase began.
    public mutating func left(_ phase: LinkageMonitor.Phase, _ part: Double, elapsed: Double) -> Double? {
        let (own, held) = (Self.place(phase), Self.place(self.phase))
        if own > held {
            (self.phase, self.part) = (phase, max(0, min(1, part)))
        } else if own == held {
            self.part = max(self.part, min(1, part))
        }
        var (done, total) = (0.0, 0.0)
        for other in LinkageMonitor.Phase.allCases {
            let cost = cost(other)
            total += cost
            let place = Self.place(other) - Self.place(self.phase)
            done += place < 0 ? cost : place == 0 ? cost * self.part : 0
        }
        guard total > 0, done >= Self.leastDone * total, elapsed > 0 else { return nil }
        let estimate = elapsed * (total - done) / done
        shown = (smoothed(estimate, elapsed), elapsed)
        return shown?.left
    }

    private func smoothed(_ estimate: Double, _ elapsed: Double) -> Double {
        guard let shown else { return estimate }
        let countdown = max(0, shown.left - max(0, elapsed - shown.at))
        if estimate < countdown { return countdown - (countdown - estimate) / 4 }
        // Somewhat too low: it stands still until the work has caught up. Far too low: the truth.
        return estimate > 2 * shown.left + 1 ? estimate : min(shown.left, max(countdown, estimate))
    }

    private func cost(_ phase: LinkageMonitor.Phase) -> Double {
        let cost = Self.costs[phase] ?? Cost()
        return cost.record * records + cost.pair * (pairs ?? Self.pairsPerRecord * records)
    }

    private static func place(_ phase: LinkageMonitor.Phase) -> Int {
        LinkageMonitor.Phase.allCases.firstIndex(of: phase) ?? 0
    }
}

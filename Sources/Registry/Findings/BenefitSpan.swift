import Indonesia

/// When a benefit ran, as a line of a list tells it. Rules, audit and overlap read dates and states by this alone.
struct BenefitSpan: Sendable, Hashable {
    /// What is known of a day; open where the line does not decide it.
    enum Answer: Sendable, Hashable {
        case no, open, yes

        /// Yes where either says so, open where neither does and of one it is not known.
        func or(_ other: Answer) -> Answer {
            self == .yes || other == .yes ? .yes : self == .open || other == .open ? .open : .no
        }
    }

    /// What stands for no day.
    static let noDay = Int32.min

    /// When it was paid or began, and since when it is over, in days since 1970.
    var start = noDay
    var end = noDay
    var state = ReferenceState.none

    init(start: Int32, end: Int32, state: ReferenceState) {
        (self.start, self.end, self.state) = (start, end, state)
    }

    init(_ start: CalendarDate?, _ end: CalendarDate?, _ state: ReferenceState) {
        self.init(start: Self.number(start), end: Self.number(end), state: state)
    }

    static func number(_ day: CalendarDate?) -> Int32 {
        day.map { Int32(truncatingIfNeeded: $0.daysSince1970) } ?? noDay
    }

    /// Whether it was received on a day or before. What tells no day was; what came back never was.
    func isReceived(by day: Int32) -> Bool { state != .returned && (start == Self.noDay || start <= day) }

    /// Whether it runs on a day. The word alone says that it is over by the day as of which the list speaks, not since when.
    func runs(on day: Int32, asOf: Int32) -> Answer {
        guard isReceived(by: day) else { return .no }
        if end != Self.noDay { return end > day ? .yes : .no }
        guard state == .over else { return .yes }
        return asOf != Self.noDay && asOf <= day ? .no : .open
    }

    /// Whether it was received and is over on a day.
    func isClosed(on day: Int32, asOf: Int32) -> Answer {
        guard isReceived(by: day) else { return .no }
        switch runs(on: day, asOf: asOf) {
        case .yes: return .no
        case .no: return .yes
        case .open: return .open
        }
    }
}

/// What a row of a list says of itself.
enum ReferenceState: UInt8, Sendable, Hashable {
    case none
    /// Retired, paid off, returned home: over by the day as of which the list speaks.
    case over
    /// The money came back, or none was given.
    case returned
}

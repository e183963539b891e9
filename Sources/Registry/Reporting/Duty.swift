import Indonesia

/// What an institution has to hand in about a programme, and by when.
public struct Duty: Sendable, Hashable, Codable {
    /// What is due.
    public enum Content: String, Sendable, Hashable, Codable, CaseIterable { case figures, list, money }

    public var institution: String
    public var programme: String
    public var period: String
    /// `yyyy-mm-dd`.
    public var dueOn: String
    public var content: Content
}

/// What became of a duty as of a day.
public struct DutyState: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Handed in by the due date.
        case onTime
        /// Handed in after the due date.
        case late
        /// Due and not handed in.
        case missing
        /// Not due yet and not handed in.
        case awaited
    }

    public var duty: Duty
    public var state: State
    /// The day on which it was first handed in, `yyyy-mm-dd`.
    public var receivedOn: String?
    /// The day on which what met it was taken in here, `yyyy-mm-dd`: later than ``receivedOn`` where a sheet or a list
    /// names an earlier day. Nobody but its sender vouches for that day.
    public var takenOn: String?
    /// Days after the due date, of what is late or missing.
    public var days: Int

    /// Whether it counts as on time by a day that its sender wrote, having come in here after it was due.
    public var isOnTimeByWord: Bool { state == .onTime && (takenOn ?? "") > duty.dueOn && duty.content != .list }

    /// When something was handed in, and when it was taken in here.
    struct Receipt {
        var receivedOn: String
        var takenOn: String
    }

    /// - Parameter receipt: of the first version; nil where nothing came.
    init(_ duty: Duty, _ receipt: Receipt?, asOf: CalendarDate) {
        let receivedOn = receipt?.receivedOn
        self.duty = duty
        self.receivedOn = receivedOn
        takenOn = receipt?.takenOn
        let due = CalendarDate(duty.dueOn)
        let day = receivedOn.flatMap { CalendarDate($0) } ?? asOf
        let after = due.map { day.daysSince1970 - $0.daysSince1970 } ?? 0
        days = max(0, after)
        state =
            switch (receivedOn, after > 0) {
            case (nil, true): .missing
            case (nil, false): .awaited
            // The day on which a list was imported is not the day it was handed over: lists are never late.
            case (.some, true): duty.content == .list ? .onTime : .late
            case (.some, false): .onTime
            }
        if state == .onTime || state == .awaited { days = 0 }
    }
}

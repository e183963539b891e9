import Store

/// A training as its organiser reports it.
public struct TrainingEvent: Sendable, Hashable, Codable {
    public var code: String
    public var programme: String
    public var institution: String
    public var title: String
    public var topic: String?
    /// `yyyy-mm-dd`.
    public var date: String
    public var region: String
    public var place: String?
    public var trainer: String?
}

/// Who came to a training.
public struct Attendance: Sendable, Hashable, Codable {
    public var event: String
    public var nik: String
    public var present: Bool?
}

/// A mentor's visit to a business or a group.
public struct MentorVisit: Sendable, Hashable, Codable {
    public var code: String
    public var programme: String
    public var mentor: String
    public var nik: String?
    public var group: String?
    public var region: String
    /// `yyyy-mm-dd`.
    public var date: String
    public var topic: String?
    public var finding: String?
    public var followUp: String?
}

/// What a business's diary says of a week, as its owner, a mentor or the officer of a weekly meeting wrote it down.
public struct DiaryEntry: Sendable, Hashable, Codable {
    public var nik: String
    public var programme: String
    /// `yyyy-mm-dd`.
    public var date: String
    public var region: String
    public var officer: String?
    /// Whether the owner came to the meeting; nil where there was none, or nobody said.
    public var present: Bool?
    /// Rupiah of the seven days up to the date.
    public var sales: Int64?
    public var expenses: Int64?
    /// Rupiah.
    public var instalmentDue: Int64?
    public var instalmentPaid: Int64?
    public var saved: Int64?
    public var note: String?
}

/// One programme of a village's plan.
public struct PlanEntry: Sendable, Hashable, Codable {
    public var region: String
    public var year: Int
    public var programme: String
    /// 1 to 12.
    public var fromMonth: Int
    public var toMonth: Int
    /// The need it answers, `K1` to `K6`.
    public var need: String?
    /// The programme that has to come before.
    public var after: String?
    public var note: String?
}

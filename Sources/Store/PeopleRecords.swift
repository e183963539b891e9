/// Where a proposal comes from.
public enum CandidateOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    /// Somebody proposed the person for this year.
    case proposed
    /// The person was validated or paid the year before, and is named again without applying (BPUM 2021, Art. 18A, 18B).
    case carriedOver = "carried-over"
    /// The person takes the place of somebody who stood on the list.
    case replaced
}

/// An enrolment with what tells how far it has come.
public struct EnrolmentPlace: Sendable, Hashable {
    public var id: Int64
    public var person: Int64
    public var nik: String
    public var programme: String
    public var fiscalYear: Int
    /// The list's number and name, and the institution that keeps it with the region it works in, where it has one.
    public var list: Int64
    public var listName: String
    public var institution: String
    public var institutionRegion: String?
    /// The sending that spoke of it last, and the row there.
    public var batch: Int64
    public var row: Int
    /// The day as of which the list speaks, `yyyy-mm-dd`.
    public var referenceDate: String
    /// When a contract or payment began.
    public var startedOn: String?
    public var amount: Int64?
    /// Whether the amount is that of the programme's period, and none that the list tells.
    public var hasProgrammeAmount: Bool
    public var origin: CandidateOrigin
    /// Whether the list is one of candidates and no contract began.
    public var isCandidate: Bool
    /// The last decision about the person in the programme and year, and when it was made.
    public var decision: String?
    public var decidedAt: String?
    /// When money was first cashed, by whatever decision came after.
    public var cashedAt: String?
}

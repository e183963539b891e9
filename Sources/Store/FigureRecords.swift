/// A figure that was counted from lists and reports: how much of a measure a region holds.
public struct FigureRecord: Sendable, Hashable {
    /// Such as `distributed`, `listed`, `amountListed`; people or rupiah.
    public var measure: String
    /// A programme's code, or ``allProgrammes``.
    public var programme: String
    /// `2021`, `2021-Q3`, …
    public var period: String
    /// Region code, `ID` for the nation. The figure is the region's total, with all that lies in it.
    public var region: String
    /// `total`, `sex`, `age`, `sector`, `decile`, `stage`.
    public var breakdown: String
    /// The category of the breakdown; empty for the total, `-` where it is not known.
    public var category: String
    public var value: Int64

    public static let allProgrammes = "*"
    public static let total = "total"

    public init(
        measure: String, programme: String = FigureRecord.allProgrammes, period: String, region: String,
        breakdown: String = FigureRecord.total, category: String = "", value: Int64
    ) {
        self.measure = measure
        self.programme = programme
        self.period = period
        self.region = region
        self.breakdown = breakdown
        self.category = category
        self.value = value
    }
}

/// One run that counted all figures.
public struct ComputationRecord: Sendable, Hashable {
    public var id: Int64
    /// ISO 8601.
    public var computedAt: String
    /// The day as of which lateness and lists were judged, `yyyy-mm-dd`.
    public var asOf: String
    /// What the registry held then; a registry that holds something else has newer figures to count.
    public var basis: String
    public var milliseconds: Int

    public init(id: Int64 = 0, computedAt: String, asOf: String, basis: String, milliseconds: Int) {
        self.id = id
        self.computedAt = computedAt
        self.asOf = asOf
        self.basis = basis
        self.milliseconds = milliseconds
    }
}

/// What an enrolment says for counting.
public struct CountedEnrolment {
    public var id: Int64
    public var person: Int64
    public var programme: String
    public var fiscalYear: Int
    /// A village's code, where the list's villages were recognised.
    public var regionCode: String?
    /// The village's name as the list writes it.
    public var village: String?
    public var institution: String
    /// Rupiah.
    public var amount: Int64
    public var nik: String
    public var sex: String?
    public var birthDate: String?
}

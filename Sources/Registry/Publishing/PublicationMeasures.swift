import Store

/// What of the figures is published, and in which breakdowns.
extension PublicationCounts {
    /// People as institutions report them, in the order of the stages.
    static let stages = Stages.all
    /// Those that are published by period.
    static let byPeriod = ["proposed", "distributed", "cashed"]
    static let profiles: [(breakdown: String, categories: [(name: String, of: [String], less: [String])])] = [
        (
            "taxNumber",
            [
                ("yes", ["withTaxNumber"], []), ("no", ["taxNumberKnown"], ["withTaxNumber"]),
                ("-", ["profiles"], ["taxNumberKnown"]),
            ]
        ),
        (
            "records",
            [
                ("yes", ["withRecords"], []), ("no", ["recordsKnown"], ["withRecords"]),
                ("-", ["profiles"], ["recordsKnown"]),
            ]
        ),
        (
            "cash",
            [("low", ["lowCash"], []), ("enough", ["cashKnown"], ["lowCash"]), ("-", ["profiles"], ["cashKnown"])]
        ),
        (
            "turnover",
            [
                ("some", ["withTurnover"], []), ("none", ["turnoverKnown"], ["withTurnover"]),
                ("-", ["profiles"], ["turnoverKnown"]),
            ]
        ),
        (
            "change",
            [
                ("rose", ["turnoverRose"], []), ("same", ["turnoverHeld"], ["turnoverRose"]),
                ("fell", ["measuredTwice"], ["turnoverHeld"]), ("-", ["profiles"], ["measuredTwice"]),
            ]
        ),
        (
            "fundsUse",
            [
                ("business", ["fundsInBusiness"], []), ("other", ["fundsUseKnown"], ["fundsInBusiness"]),
                ("-", ["profiles"], ["fundsUseKnown"]),
            ]
        ),
    ]
    /// Measures whose breakdowns are counted already.
    static let broken = ["listed", ReferralCount.measure, NeedCount.measure]
    /// Every measure that is read.
    static var measures: [String] {
        ["listed", "profiles"] + stages
            + Set(profiles.flatMap { $0.categories.flatMap { $0.of + $0.less } })
            .subtracting(["profiles"]).sorted()
    }

    /// The greatest count of people, businesses or needs that is taken for one.
    static let most: Int64 = 1_000_000_000_000

    /// The breakdown that goes down to the village.
    static let wide = "met"
}

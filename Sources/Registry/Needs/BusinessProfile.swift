import Indonesia
import Store

/// What is known of a business and its owner on a day.
public struct BusinessProfile: Sendable, Hashable, Codable {
    public var nik: String
    /// `yyyy-mm-dd`.
    public var date: String
    public var region: String
    public var institution: String?
    public var origin: String?
    public var sector: String?
    public var sizeClass: String?
    public var ageMonths: Int?
    public var legalForm: String?
    public var bookkeeping: Bool?
    public var market: String?
    public var taxNumber: Bool?
    public var businessNumber: Bool?
    /// Days for which the cash at hand lasts.
    public var cashDays: Int?
    /// Rupiah of a month.
    public var turnover: Int64?
    public var workers: Int?
    /// Welfare decile, 1 the poorest.
    public var decile: Int?
    public var disabled: Bool?
    public var migrantFamily: Bool?
}

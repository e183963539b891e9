public import Indonesia

/// What a finding rests on, beside the rows.
public enum FindingDetail: UInt8, Sendable, Hashable, CaseIterable {
    /// The number itself; `code` says what is wrong with it.
    case number
    case absent
    case otherName
    case otherBirth
    case otherAmount
    case died
    case movedAbroad
    case employed
    case credit
    case size
    /// Another line of the same list.
    case again
    /// A line of another list of the same programme and year.
    case elsewhere
    case paidAgain

    /// The word by which files and JSON name it.
    public var word: String {
        switch self {
        case .number: "number"
        case .absent: "absent"
        case .otherName: "other-name"
        case .otherBirth: "other-birth-date"
        case .otherAmount: "other-amount"
        case .died: "died"
        case .movedAbroad: "moved-abroad"
        case .employed: "employed"
        case .credit: "credit-running"
        case .size: "size"
        case .again: "same-list"
        case .elsewhere: "other-list"
        case .paidAgain: "paid-again"
        }
    }
}

/// A finding as it is kept: 32 bytes, since there may be millions.
struct PackedFinding: Sendable {
    var category: FindingCategory
    var detail: FindingDetail
    /// Place of the reference list; ``noReference`` where the list itself is the evidence.
    var reference: UInt8
    var line: UInt32
    /// Row there; 0 where there is none.
    var there: UInt32
    /// Days, a mark, or the place of a code, by what the detail is.
    var from = AuditFile.noDay
    var to = AuditFile.noDay
    /// Rupiah at stake.
    var rupiah: Int64

    static let noReference: UInt8 = .max
}

/// One finding with its evidence, as reports show it.
public struct AuditFinding: Sendable, Hashable {
    public var category: FindingCategory
    public var detail: FindingDetail
    /// Row of the audited list.
    public var row: Int
    /// Masked.
    public var nik: String
    /// Masked.
    public var name: String
    /// Place of the reference list in the result; nil where the list itself is the evidence.
    public var reference: Int?
    /// Row of the reference list, or the other row of the same list.
    public var rowThere: Int?
    /// The day it began or happened, as the reference says.
    public var from: CalendarDate?
    public var to: CalendarDate?
    /// Code of the problem with the number.
    public var code: String?
    public var size: SizeClass?
    /// Rupiah.
    public var amount: Int64
    /// What was answered to it, and where it stands.
    public var answer = FindingAnswer()
}

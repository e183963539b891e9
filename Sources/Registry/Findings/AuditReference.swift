public import Foundation
public import Indonesia
import Tabular

/// A list to hold the audited one against, as the user names it.
public struct ReferenceRequest: Sendable {
    public var kind: ReferenceKind
    public var file: URL
    /// The day as of which it speaks, where it is known.
    public var asOf: CalendarDate?

    public init(kind: ReferenceKind, file: URL, asOf: CalendarDate?) {
        self.kind = kind
        self.file = file
        self.asOf = asOf
    }
}

/// A list that the audited one was held against, and what came of it.
public struct AuditReference: Sendable, Hashable {
    public var kind: ReferenceKind
    public var name: String
    /// Hexadecimal: which version of the list it was.
    public var sha256: String
    public var asOf: CalendarDate?
    public var rows = 0
    /// Rows without a number that can be looked up.
    public var unusable = 0
    /// Rows whose number stands on the audited list.
    public var matched = 0
    /// Rows passed over for what they say themselves: retired, money that came back.
    public var passedOver = 0
    /// Rows that were looked at and whose state or date decides nothing.
    public var open = 0
}

/// A row of a reference list whose number stands on the audited list.
struct ReferenceHit: Sendable {
    /// The line it speaks of: the first with its number, or each one where names are compared.
    var line: UInt32
    var row: UInt32
    var match = RegisterMatch.same
    var from = AuditFile.noDay
    var to = AuditFile.noDay
    var amount: Int64 = -1
    var state = ReferenceState.none

    var span: BenefitSpan { BenefitSpan(start: from, end: to, state: state) }
}

/// How a line agrees with a register, the worst first: of several rows with its number the best counts.
enum RegisterMatch: UInt8, Sendable {
    case absent, otherName, otherBirth, otherAmount, same
}

/// How all lines agree with the registers of one kind.
struct RegisterMatches {
    private(set) var matches: [RegisterMatch]
    private(set) var rows: [UInt32]
    private(set) var references: [UInt8]

    init(lines: Int, reference: UInt8) {
        matches = [RegisterMatch](repeating: .absent, count: lines)
        rows = [UInt32](repeating: 0, count: lines)
        references = [UInt8](repeating: reference, count: lines)
    }

    mutating func add(_ hit: ReferenceHit, _ reference: UInt8) {
        let line = Int(hit.line)
        guard hit.match.rawValue > matches[line].rawValue else { return }
        matches[line] = hit.match
        rows[line] = hit.row
        references[line] = reference
    }
}

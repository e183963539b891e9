import Indonesia
import Tabular

/// What a row of a reference list means for the lines of its person, on the day of each.
struct ReferenceJudge {
    let kind: ReferenceKind
    let lines: AuditedLines
    let index: NumberIndex
    /// Its place among the reference lists, and the day as of which it speaks.
    let reference: UInt8
    let asOf: Int32
    private var payments: [UInt32: Int] = [:]
    private var paid: [UInt16] = []
    private(set) var passedOver = 0
    private(set) var open = 0

    init(_ kind: ReferenceKind, _ lines: AuditedLines, _ index: NumberIndex, reference: Int, asOf: CalendarDate?) {
        self.kind = kind
        self.lines = lines
        self.index = index
        self.reference = UInt8(truncatingIfNeeded: reference)
        self.asOf = asOf.map { Int32(truncatingIfNeeded: $0.daysSince1970) } ?? AuditFile.noDay
        if kind == .payments { paid = [UInt16](repeating: 0, count: lines.count) }
    }

    mutating func judge(_ hit: ReferenceHit, _ book: inout FindingBook) {
        guard kind != .payments else { return pay(hit, &book) }
        guard kind != .sameProgramme else {
            guard hit.state != .returned else {
                passedOver += 1
                return
            }
            return add(hit, hit.line, .elsewhere, &book)
        }
        var (isOver, isOpen) = (false, false)
        let repeats = index.repeats(of: hit.line)
        for line in CollectionOfOne(hit.line) + repeats {
            switch outcome(hit, on: lines.day(Int(line))) {
            case .found: add(hit, line, detail, &book)
            case .fine: break
            case .over: isOver = true
            case .open:
                isOpen = true
                book.leaveOpen(Int(line), kind.category)
            }
        }
        if isOver { passedOver += 1 }
        if isOpen { open += 1 }
    }

    private enum Outcome { case found, fine, over, open }

    private func outcome(_ hit: ReferenceHit, on day: Int32) -> Outcome {
        let none = AuditFile.noDay
        switch kind {
        case .enterprises:
            guard hit.from != Int32(SizeMark.unknown), hit.from != Int32(SizeMark.open) else { return .open }
            return hit.from > Int32(SizeMark.micro) ? .found : .fine
        case .deaths, .abroad:
            // Of what has no day it is known that it had happened by the day as of which the list speaks.
            if hit.from == none { return asOf != none && asOf <= day ? .found : .open }
            if kind == .abroad, hit.to != none, hit.to <= day { return .fine }
            return kind == .deaths ? (hit.from < day ? .found : .fine) : (hit.from <= day ? .found : .fine)
        default:
            switch hit.span.runs(on: day, asOf: asOf) {
            case .yes: return .found
            case .open: return .open
            case .no:
                let isOver = hit.state == .over && hit.to == none && hit.span.isReceived(by: day)
                return isOver || hit.state == .returned ? .over : .fine
            }
        }
    }

    private var detail: FindingDetail {
        switch kind {
        case .deaths: .died
        case .abroad: .movedAbroad
        case .enterprises: .size
        case .stateEmployees: .employed
        default: .credit
        }
    }

    private func add(_ hit: ReferenceHit, _ line: UInt32, _ detail: FindingDetail, _ book: inout FindingBook) {
        book.add(
            PackedFinding(
                category: kind.category, detail: detail, reference: reference, line: line, there: hit.row,
                from: hit.from, to: hit.to, rupiah: lines.amount(Int(line))))
    }

    /// A payment beyond the number of the person's lines came once too often.
    private mutating func pay(_ hit: ReferenceHit, _ book: inout FindingBook) {
        guard hit.state != .returned else {
            passedOver += 1
            return
        }
        let first = Int(hit.line)
        paid[first] = paid[first] == .max ? .max : paid[first] + 1
        guard Int(paid[first]) > 1 + index.repeats(of: hit.line).count else { return }
        book.pay(
            PackedFinding(
                category: .paidTwice, detail: .paidAgain, reference: reference, line: hit.line, there: hit.row,
                from: hit.from, rupiah: hit.amount >= 0 ? hit.amount : lines.amount(first)), known: &payments)
    }
}

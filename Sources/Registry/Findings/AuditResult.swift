public import Indonesia
public import Problems
import Tabular

/// What an audit of a list came to.
public struct AuditResult: Sendable {
    public let list: String
    /// Of the audited list, hexadecimal.
    public let sha256: String
    public let programme: String?
    public let year: Int
    /// The day that lines without one of their own are judged on.
    public let day: CalendarDate
    public let references: [AuditReference]
    /// What is remarkable about the list as a file.
    public let problems: [Problem]
    public let rows: Int
    /// Different numbers; a line whose number is none is a person of its own.
    public let people: Int
    /// Lines without a number that can be looked up: they were held against no list.
    public let withoutNumber: Int
    /// Whether lines have money, by a column or by the programme.
    public let knowsRupiah: Bool
    /// All findings, whatever was answered.
    public let totals: AuditTotals
    /// What the answers leave: findings that are not settled. The same as ``totals`` without answers.
    public internal(set) var unsettled: AuditTotals
    /// How many findings stand how, once answers were read.
    public internal(set) var states: [FindingAnswer.State: Int]
    /// Answers to findings that are no more.
    public internal(set) var gone: [GoneFinding] = []
    /// Whether answers were read.
    public internal(set) var isAnswered = false

    let findings: [PackedFinding]
    let lines: AuditedLines
    let index: NumberIndex
    var answers: [FindingAnswer] = []
    private let undecided: [Int]
    private let bases: [FindingCategory: FindingBasis]

    init(
        file: ListFile, programme: String?, year: Int, day: CalendarDate, lines: AuditedLines, index: NumberIndex,
        book: FindingBook, references: [AuditReference], problems: [Problem], bases: [FindingCategory: FindingBasis]
    ) {
        (list, sha256) = (file.name, file.sha256)
        (self.programme, self.year, self.day) = (programme, year, day)
        (self.lines, self.index, findings) = (lines, index, book.findings)
        (self.references, self.problems, self.bases) = (references, problems, bases)
        rows = lines.count
        people = lines.count - index.repeated
        withoutNumber = lines.numbers.count { $0 == 0 }
        knowsRupiah = lines.knowsAmounts
        undecided = book.undecidedLines()
        totals = AuditTotals(book.findings, lines, index)
        unsettled = totals
        states = [.open: book.findings.count]
    }

    /// Whether a list was there that checks a category; what was not checked is not zero.
    public func isChecked(_ category: FindingCategory) -> Bool {
        switch category {
        case .anomaly, .moreThanOnce: true
        case .notMicro: lines.hasSizes || references.contains { $0.kind == .enterprises }
        default: references.contains { $0.kind.category == category }
        }
    }

    /// Lines that a category's lists speak of without deciding, such as a death without a date.
    public func undecidedLines(_ category: FindingCategory) -> Int { undecided[Int(category.rawValue)] }

    public func basis(_ category: FindingCategory) -> FindingBasis? { bases[category] }

    /// How many findings there are, by category and then in the order of the list.
    public var count: Int { findings.count }

    /// One finding; people are masked, the row leads whoever holds the list to them.
    public subscript(place: Int) -> AuditFinding {
        let packed = findings[place]
        let line = Int(packed.line)
        var finding = AuditFinding(
            category: packed.category, detail: packed.detail, row: Int(lines.rows[line]), nik: maskedNumber(line),
            name: PersonName.masked(raw: lines.name(line)),
            reference: packed.reference == PackedFinding.noReference ? nil : Int(packed.reference),
            rowThere: packed.there == 0 ? nil : Int(packed.there), amount: packed.rupiah)
        switch packed.detail {
        case .number:
            let place = Int(packed.from)
            finding.code = NumberFlaw.codes.indices.contains(place) ? NumberFlaw.codes[place] : nil
        case .size: finding.size = SizeMark.size(packed.from)
        default:
            finding.from = CalendarDate(daysSince1970: Int(packed.from))
            finding.to = CalendarDate(daysSince1970: Int(packed.to))
        }
        if answers.indices.contains(place) { finding.answer = answers[place] }
        return finding
    }

    /// The number of a line; of one that cannot be read nothing is shown, since it is in the list's row.
    func maskedNumber(_ line: Int) -> String {
        let number = lines.numbers[line]
        guard number != 0 else { return "" }
        let digits = String(number)
        return NIK.masked(raw: String(repeating: "0", count: max(0, 16 - digits.count)) + digits)
    }
}

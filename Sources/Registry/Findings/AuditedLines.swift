import Indonesia
import Problems
import Tabular

/// The lines of the audited list in columns, some fifty bytes for each beside the name.
struct AuditedLines: Sendable {
    /// What one batch of rows adds.
    struct Part: Sendable {
        var numbers: [UInt64] = []
        var rows: [UInt32] = []
        var flaws: [UInt8] = []
        var births: [Int32] = []
        var days: [Int32] = []
        var amounts: [Int64] = []
        var sizes: [UInt8] = []
        /// Names one behind the other, and where each ends.
        var names: [UInt8] = []
        var nameEnds: [UInt32] = []
        var footer: FooterRows
        var swallowed = SwallowedRows()
    }

    /// Sixteen digits; 0 where the cell holds none that may be somebody's.
    private(set) var numbers: [UInt64] = []
    private(set) var rows: [UInt32] = []
    /// What is wrong with the number: 0 for nothing, else one more than the place in ``NumberFlaw/codes``.
    private(set) var flaws: [UInt8] = []
    private var births: [Int32] = []
    private var days: [Int32] = []
    private var amounts: [Int64] = []
    /// Size of the enterprise, see ``SizeMark``.
    private(set) var sizes: [UInt8] = []
    /// Names one behind the other.
    private var names: [UInt8] = []
    /// For each line where its name begins, and in the last 12 bits its length.
    private var nameAt: [UInt64] = []
    private(set) var footer = FooterRows()
    private(set) var swallowed = SwallowedRows()

    let hasBirths: Bool
    let hasAmounts: Bool
    let hasSizes: Bool
    /// Rupiah of a line where the list has no column of them.
    let fixedAmount: Int64?
    /// The day of a line that tells none.
    let day: Int32

    init(_ source: AuditFile, fixedAmount: Int64?, day: CalendarDate) {
        hasBirths = source.birth != nil
        hasAmounts = source.amount != nil
        hasSizes = source.capital != nil || source.sales != nil || source.size != nil
        self.fixedAmount = fixedAmount
        self.day = Int32(truncatingIfNeeded: day.daysSince1970)
        // Room that is asked for at once is not copied while it fills; what is not used takes no memory.
        let most = source.file.size / 24
        numbers.reserveCapacity(most)
        rows.reserveCapacity(most)
        flaws.reserveCapacity(most)
        if source.name != nil {
            nameAt.reserveCapacity(most)
            names.reserveCapacity(source.file.size)
        }
    }

    var count: Int { numbers.count }
    var knowsAmounts: Bool { hasAmounts || fixedAmount != nil }

    func amount(_ line: Int) -> Int64 { hasAmounts ? amounts[line] : fixedAmount ?? 0 }
    func birth(_ line: Int) -> Int32 { hasBirths ? births[line] : AuditFile.noDay }

    /// The day on which the line's person had to be entitled: that of payment or contract where the list tells it.
    func day(_ line: Int) -> Int32 {
        guard !days.isEmpty, days[line] != AuditFile.noDay else { return day }
        return days[line]
    }

    /// Hands over a line's name as the list writes it.
    @inline(__always)
    func withName<Result>(_ line: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let place = nameAt.isEmpty ? 0 : nameAt[line]
        let start = Int(place >> 12)
        return body(names.span.extracting(start..<start + Int(place & 0xFFF)))
    }

    func name(_ line: Int) -> String {
        withName(line) { name in
            var bytes: [UInt8] = []
            for place in name.indices { bytes.append(name[place]) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    mutating func append(_ part: Part) {
        numbers += part.numbers
        rows += part.rows
        flaws += part.flaws
        births += part.births
        days += part.days
        amounts += part.amounts
        sizes += part.sizes
        footer.append(part.footer)
        swallowed.append(part.swallowed)
        let base = UInt64(names.count)
        var start: UInt32 = 0
        for end in part.nameEnds {
            nameAt.append((base + UInt64(start)) << 12 | UInt64(end - start))
            start = end
        }
        names += part.names
    }

    /// Leaves out the rows below the people.
    mutating func dropFooter() {
        guard let first = footer.first, let place = rows.firstIndex(where: { Int($0) >= first }) else { return }
        let extra = count - place
        numbers.removeLast(extra)
        rows.removeLast(extra)
        flaws.removeLast(extra)
        if !births.isEmpty { births.removeLast(extra) }
        if !days.isEmpty { days.removeLast(extra) }
        if !amounts.isEmpty { amounts.removeLast(extra) }
        if !sizes.isEmpty { sizes.removeLast(extra) }
        if !nameAt.isEmpty { nameAt.removeLast(extra) }
    }
}

/// What can be wrong with an identity number by itself.
enum NumberFlaw {
    /// The codes of problems, in a fixed order.
    static let codes = [
        "nik.missing", "nik.placeholder", "nik.length", "nik.fifteen-digits", "nik.scientific", "nik.characters",
        "nik.words", "nik.foreign-digits", "nik.area", "nik.date", "nik.serial",
    ]

    /// Reads a cell: the number, and its mark in ``AuditedLines/flaws``.
    static func read(_ cell: Span<UInt8>) -> (number: UInt64, flaw: UInt8) {
        var number: UInt64 = 0
        if case .number(let digits) = ComparisonDigits.reading(cell) {
            if NIK(number: digits) != nil { return (digits, 0) }
            number = digits
        }
        let parsed = NIK.parse(cell)
        if let value = parsed.value { return (value.number, 0) }
        let code = parsed.problems.first { $0.severity == .refuse }?.code
        return (number, UInt8(truncatingIfNeeded: (code.flatMap { codes.firstIndex(of: $0) } ?? 5) + 1))
    }
}

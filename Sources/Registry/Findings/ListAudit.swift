public import Foundation
public import Indonesia
public import Problems
import Tabular

/// What an auditor would find in a list of recipients, held against the lists that auditors hold it against.
///
/// Of the list its numbers, names and money are kept in columns; each reference list is read once, and of it nothing is
/// kept but what it says of people on the list.
public struct ListAudit: Sendable {
    /// Code of the list's programme, as named or by its layout; nil where neither tells.
    public let programme: String?
    private let source: AuditFile
    private let catalogue: FindingCatalogue
    private let today: CalendarDate

    /// Opens the list.
    ///
    /// - Parameters:
    ///   - programme: code of the programme; that of the list's layout when nil.
    ///   - today: the day after which nothing can have happened.
    /// - Throws: what opening a list throws; `list.not-people` for one without identity numbers.
    public init(
        _ list: URL, sheet: String? = nil, programme: String? = nil, today: CalendarDate
    ) throws(Problem) {
        catalogue = try FindingCatalogue.bundled()
        source = try AuditFile(list, sheet: sheet, kind: nil, catalogue, today: today)
        self.programme = programme ?? source.mapping.profile.programme
        self.today = today
    }

    /// Holds the list against others.
    ///
    /// - Parameters:
    ///   - day: of decree or payment, for lines that tell none; the end of the list's year, else today, when nil.
    ///   - benefit: rupiah of a line in a year, for a list without a column of them.
    /// - Throws: what reading the lists throws; `list.no-rows`; `findings.same-file` where the list is its own reference;
    ///   `findings.other-year` for a list of the same programme and another year; `findings.too-many`.
    public func run(
        against wanted: [ReferenceRequest], day: CalendarDate? = nil, benefit: (_ year: Int) -> Int64? = { _ in nil },
        progress: ProgressReport? = nil
    ) throws(Problem) -> AuditResult {
        guard wanted.count < Int(PackedFinding.noReference) else { throw Problem("findings.too-many") }
        let profile = source.mapping.profile
        let end = profile.fiscalYear.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
        let day = day ?? end ?? today
        let year = profile.fiscalYear ?? day.year
        let (lines, problems) = try AuditedLines.read(source, fixedAmount: benefit(year), day: day, progress: progress)
        guard lines.count > 0 else { throw Problem("list.no-rows", at: Place(file: source.file.name)) }
        let index = NumberIndex(lines.numbers)
        var book = FindingBook(lines: lines.count)
        lines.judgeThemselves(index, &book)

        var registers: [ReferenceKind: RegisterMatches] = [:]
        var references: [AuditReference] = []
        for (place, wanted) in wanted.enumerated() {
            let other = try AuditFile(wanted.file, kind: wanted.kind, catalogue, today: today)
            try check(other, wanted, year)
            var reference = AuditReference(
                kind: wanted.kind, name: other.file.name, sha256: other.file.sha256, asOf: wanted.asOf)
            let scan = ReferenceScan(
                kind: wanted.kind, source: other, lines: lines, index: index, words: StateWords(catalogue),
                sizes: SizeMark(other, on: day))
            if wanted.kind == .population || wanted.kind == .decree {
                let mark = UInt8(truncatingIfNeeded: place)
                var matches =
                    registers.removeValue(forKey: wanted.kind) ?? RegisterMatches(lines: lines.count, reference: mark)
                try scan.run(&reference, progress: progress) { for hit in $0 { matches.add(hit, mark) } }
                registers[wanted.kind] = matches
            } else {
                var judge = ReferenceJudge(wanted.kind, lines, index, reference: place, asOf: wanted.asOf)
                try scan.run(&reference, progress: progress) { for hit in $0 { judge.judge(hit, &book) } }
                (reference.passedOver, reference.open) = (judge.passedOver, judge.open)
            }
            references.append(reference)
        }
        for (kind, matches) in registers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.judge(matches, kind.category, &book)
        }
        book.sort()
        return try AuditResult(
            file: source.file, programme: programme, year: year, day: day, lines: lines, index: index, book: book,
            references: references, problems: problems,
            bases: catalogue.bases(programme: programme, on: day))
    }

    private func check(_ other: AuditFile, _ wanted: ReferenceRequest, _ year: Int) throws(Problem) {
        guard other.file.sha256 != source.file.sha256 else {
            throw Problem("findings.same-file", .refuse, at: Place(file: other.file.name))
        }
        guard wanted.kind == .sameProgramme else { return }
        let its = wanted.asOf?.year ?? other.mapping.profile.fiscalYear ?? year
        guard its == year else {
            throw Problem(
                "findings.other-year", .refuse, at: Place(file: other.file.name),
                ["year": String(its), "own": String(year)])
        }
    }
}

extension AuditedLines {
    /// What the list tells by itself: numbers that are none, people on several lines, enterprises that are not micro.
    func judgeThemselves(_ index: NumberIndex, _ book: inout FindingBook) {
        func add(_ line: Int, _ category: FindingCategory, _ detail: FindingDetail, there: UInt32 = 0, from: Int32) {
            book.add(
                PackedFinding(
                    category: category, detail: detail, reference: PackedFinding.noReference,
                    line: UInt32(truncatingIfNeeded: line), there: there, from: from, rupiah: amount(line)))
        }
        for line in 0..<count where flaws[line] != 0 {
            add(line, .anomaly, .number, from: Int32(flaws[line]) - 1)
        }
        for (first, later) in index.allRepeats {
            for line in later {
                add(Int(line), .moreThanOnce, .again, there: rows[Int(first)], from: AuditFile.noDay)
            }
        }
        for (line, size) in sizes.enumerated() {
            if size > SizeMark.micro { add(line, .notMicro, .size, from: Int32(size)) }
            if size == SizeMark.open { book.leaveOpen(line, .notMicro) }
        }
    }

    /// What registers say, once all of a kind have been read. A number that is none by itself is not missed in them.
    func judge(_ matches: RegisterMatches, _ category: FindingCategory, _ book: inout FindingBook) {
        for line in 0..<count where flaws[line] == 0 {
            let detail: FindingDetail
            switch matches.matches[line] {
            case .same: continue
            case .absent: detail = .absent
            case .otherName: detail = .otherName
            case .otherBirth: detail = .otherBirth
            case .otherAmount: detail = .otherAmount
            }
            book.add(
                PackedFinding(
                    category: category, detail: detail, reference: matches.references[line],
                    line: UInt32(truncatingIfNeeded: line), there: matches.rows[line], rupiah: amount(line)))
        }
    }
}

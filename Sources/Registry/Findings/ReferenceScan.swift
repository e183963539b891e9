import Indonesia
import Problems
import Tabular

/// Reads a reference list once, and hands over the rows whose numbers stand on the audited list. Nothing else is kept.
struct ReferenceScan: Sendable {
    let kind: ReferenceKind
    let source: AuditFile
    let lines: AuditedLines
    let index: NumberIndex
    let words: StateWords
    let sizes: SizeMark

    /// What one batch comes to.
    private struct Part: Sendable {
        var rows = 0
        var unusable = 0
        var matched = 0
        var hits: [ReferenceHit] = []
        var swallowed = SwallowedRows()
    }

    /// - Parameter each: receives the hits in the order of the list.
    func run(
        _ reference: inout AuditReference, progress: ProgressReport?, _ each: ([ReferenceHit]) -> Void
    ) throws(Problem) {
        var swallowed = SwallowedRows()
        var (rows, unusable, matched) = (0, 0, 0)
        let pipeline = BatchPipeline(context: { _ in NameJudge() }, transform: { part(&$0, $1) })
        do {
            try pipeline.run(source.file.reader()) { part in
                rows += part.rows
                unusable += part.unusable
                matched += part.matched
                swallowed.append(part.swallowed)
                each(part.hits)
                progress?(Progress(phase: "check", rows: rows, fraction: nil))
            }
            _ = try swallowed.checked()
            // Of a list whose numbers are all damaged nothing is found: that must not look like a list without findings.
            if rows > 0, unusable == rows { throw Problem("findings.no-numbers", .refuse, ["rows": String(rows)]) }
        } catch {
            throw Problem.wrapping(error).inFile(source.file.name)
        }
        (reference.rows, reference.unusable, reference.matched) = (rows, unusable, matched)
    }

    private func part(_ names: inout NameJudge, _ batch: RecordBatch) -> Part {
        var part = Part()
        part.swallowed.look(at: batch, source.file.layout)
        let bytes = batch.bytes.span
        for position in 0..<batch.count {
            guard
                case .number(let number) = ComparisonDigits.reading(bytes.extracting(batch.range(position, source.nik)))
            else {
                if batch.isBlank(position) { continue }
                part.rows += 1
                part.unusable += 1
                continue
            }
            part.rows += 1
            guard let first = index[number] else { continue }
            part.matched += 1
            let row = UInt32(truncatingIfNeeded: batch.row(position))
            switch kind {
            case .population, .decree: compare(batch, position, first, row, &names, &part.hits)
            default: part.hits.append(event(batch, position, first, row))
            }
        }
        return part
    }

    private func event(_ batch: RecordBatch, _ position: Int, _ first: UInt32, _ row: UInt32) -> ReferenceHit {
        var hit = ReferenceHit(line: first, row: row)
        if let state = source.state { hit.state = words.state(batch.text(position, state)) }
        // Who was sent back to another office is employed all the same.
        if kind == .stateEmployees, hit.state == .returned { hit.state = .none }
        switch kind {
        case .enterprises: hit.from = Int32(sizes.mark(batch, position))
        case .payments:
            hit.from = source.day(batch, position, source.start)
            hit.amount = source.rupiah(batch, position, source.amount) ?? -1
        default:
            hit.from = source.day(batch, position, source.start)
            hit.to = source.day(batch, position, source.end)
        }
        return hit
    }

    /// Compares a row of a register with all lines of its number.
    private func compare(
        _ batch: RecordBatch, _ position: Int, _ first: UInt32, _ row: UInt32, _ names: inout NameJudge,
        _ hits: inout [ReferenceHit]
    ) {
        hits.append(ReferenceHit(line: first, row: row, match: match(batch, position, Int(first), &names)))
        for line in index.repeats(of: first) {
            hits.append(ReferenceHit(line: line, row: row, match: match(batch, position, Int(line), &names)))
        }
    }

    private func match(
        _ batch: RecordBatch, _ position: Int, _ line: Int, _ names: inout NameJudge
    ) -> RegisterMatch {
        if let column = source.name {
            let name = batch.bytes.span.extracting(AuditFile.trimmed(batch, position, column))
            if lines.withName(line, { names.isOther($0, name) }) { return .otherName }
        }
        if kind == .population, lines.hasBirths, lines.birth(line) != AuditFile.noDay {
            let birth = source.day(batch, position, source.birth)
            if birth != AuditFile.noDay, birth != lines.birth(line) { return .otherBirth }
        }
        if kind == .decree, lines.knowsAmounts, let amount = source.rupiah(batch, position, source.amount),
            amount != lines.amount(line)
        {
            return .otherAmount
        }
        return .same
    }
}

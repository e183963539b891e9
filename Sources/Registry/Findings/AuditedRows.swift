import Foundation
import Indonesia
import Problems
import Tabular

extension AuditedLines {
    /// Reads the audited list.
    ///
    /// - Throws: what reading throws; `file.rows-swallowed` where a quote in the wrong place made too many rows one cell.
    static func read(
        _ source: AuditFile, fixedAmount: Int64?, day: CalendarDate, progress: ProgressReport?
    ) throws(Problem) -> (lines: AuditedLines, problems: [Problem]) {
        var lines = AuditedLines(source, fixedAmount: fixedAmount, day: day)
        let sizes = SizeMark(source, on: day)
        let knowsSizes = lines.hasSizes
        do {
            try BatchPipeline { part(source, $0, knowsSizes ? sizes : nil) }.run(source.file.reader()) { part in
                lines.append(part)
                progress?(Progress(phase: "survey", rows: lines.count, fraction: nil))
            }
            lines.dropFooter()
            let odd = [try lines.swallowed.checked(), lines.footer.problem].compactMap(\.self)
            return (lines, source.file.problems + odd.map { $0.inFile(source.file.name) })
        } catch {
            throw Problem.wrapping(error).inFile(source.file.name)
        }
    }

    private static func part(_ source: AuditFile, _ batch: RecordBatch, _ sizes: SizeMark?) -> Part {
        var part = Part(footer: FooterRows(batch, nik: source.nik))
        part.swallowed.look(at: batch, source.file.layout)
        part.numbers.reserveCapacity(batch.count)
        part.rows.reserveCapacity(batch.count)
        part.flaws.reserveCapacity(batch.count)
        let bytes = batch.bytes.span
        for position in 0..<batch.count {
            let (number, flaw) = NumberFlaw.read(bytes.extracting(batch.range(position, source.nik)))
            if number == 0, batch.isBlank(position) { continue }
            part.numbers.append(number)
            part.flaws.append(flaw)
            part.rows.append(UInt32(truncatingIfNeeded: batch.row(position)))
            if source.birth != nil { part.births.append(source.day(batch, position, source.birth)) }
            if source.start != nil { part.days.append(source.day(batch, position, source.start)) }
            if source.amount != nil { part.amounts.append(source.rupiah(batch, position, source.amount) ?? 0) }
            if let sizes { part.sizes.append(sizes.mark(batch, position)) }
            if let name = source.name {
                part.names += batch.bytes[AuditFile.trimmed(batch, position, name).prefix(0xFFF)]
                part.nameEnds.append(UInt32(truncatingIfNeeded: part.names.count))
            }
        }
        return part
    }
}

/// How large the enterprise of a row is, as one byte: 0 where it is not known, 1 where two answers are possible, else 2
/// more than the rank of its class.
struct SizeMark: Sendable {
    static let unknown: UInt8 = 0
    static let open: UInt8 = 1
    static let micro: UInt8 = 2

    private let source: AuditFile
    private let rules: SizeRuleSet

    /// - Parameter day: the rules that hold on it classify.
    init(_ source: AuditFile, on day: CalendarDate) {
        self.source = source
        rules = SizeRuleSet.inForce(on: day)
    }

    func mark(_ batch: RecordBatch, _ position: Int) -> UInt8 {
        let capital = source.rupiah(batch, position, source.capital)
        let sales = source.rupiah(batch, position, source.sales)
        if capital != nil || sales != nil {
            let found = rules.classify(capital: capital.map(Rupiah.init), yearlySales: sales.map(Rupiah.init))
            if let size = found.sizeClass { return Self.mark(size) }
            // Running enterprises are classified by their sales: without them the capital alone is open.
            if found.byCapital != nil || found.bySales != nil { return Self.open }
        }
        guard let column = source.size else { return Self.unknown }
        return Self.words[batch.text(position, column).lowercased().filter(\.isLetter)] ?? Self.unknown
    }

    static func mark(_ size: SizeClass) -> UInt8 {
        micro + UInt8(truncatingIfNeeded: SizeClass.allCases.firstIndex(of: size) ?? 0)
    }

    /// The class of a mark.
    static func size(_ mark: Int32) -> SizeClass? {
        let place = Int(mark) - Int(micro)
        return SizeClass.allCases.indices.contains(place) ? SizeClass.allCases[place] : nil
    }

    private static let words: [String: UInt8] = [
        "mikro": mark(.micro), "usahamikro": mark(.micro), "micro": mark(.micro),
        "kecil": mark(.small), "usahakecil": mark(.small), "small": mark(.small),
        "menengah": mark(.medium), "usahamenengah": mark(.medium), "medium": mark(.medium),
        "besar": mark(.large), "usahabesar": mark(.large), "large": mark(.large),
    ]
}

extension SizeRuleSet {
    /// The rules that hold on a day: the youngest that were in force.
    static func inForce(on day: CalendarDate) -> SizeRuleSet {
        allCases.filter { $0.validFrom.map { $0 <= day } ?? false }
            .max { ($0.validFrom ?? day) < ($1.validFrom ?? day) } ?? .law20of2008
    }
}

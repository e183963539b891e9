import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Tabular

/// An audit as files: `audit.html`, `findings.csv` to be answered, `totals.csv`, `gone.csv`, `sample.csv`. People are
/// masked; the row numbers lead whoever holds the list to the person.
struct AuditFiles {
    static let names = ["audit.html", "findings.csv", "totals.csv", "gone.csv", "sample.csv"]

    private let result: AuditResult
    private let sample: AuditSample?
    private let sentences: FindingSentences

    init(_ result: AuditResult, _ sample: AuditSample?, _ sentences: FindingSentences) {
        self.result = result
        self.sample = sample
        self.sentences = sentences
    }

    /// - Returns: the files that were written.
    func write(to folder: URL, _ report: Report) throws(Problem) -> [WrittenFile] {
        var written = [try OutputFile.write(report.html, as: "audit.html", in: folder)]
        let url = folder.appendingPathComponent("findings.csv")
        let isReplaced = FileManager.default.fileExists(atPath: url.path)
        let file = try OutputFile(url.path)
        try writeFindings { text throws(Problem) in try file.write(text) }
        try file.close()
        written.append(WrittenFile(url: url, isReplaced: isReplaced))
        written.append(try OutputFile.write(totals, as: "totals.csv", in: folder))
        if result.isAnswered { written.append(try OutputFile.write(gone, as: "gone.csv", in: folder)) }
        if let sample { written.append(try OutputFile.write(drawn(sample), as: "sample.csv", in: folder)) }
        return written
    }

    /// Findings may be millions: they are written part by part.
    func writeFindings(_ write: (String) throws(Problem) -> Void) throws(Problem) {
        var writer = CSVWriter()
        writer.write([
            "category", "row", "nik", "name", "rupiah", "evidence", "detail", "list_there", "row_there", "as_of",
            "sha256", "legal_basis", "state", "sanggahan", "tindak_lanjut",
        ])
        let bases = Dictionary(
            uniqueKeysWithValues: FindingCategory.allCases.map { ($0, result.basis($0)?.text ?? "") })
        for place in 0..<result.count {
            let finding = result[place]
            let reference = finding.reference.map { result.references[$0] }
            writer.write([
                finding.category.code, String(finding.row), finding.nik, finding.name, String(finding.amount),
                finding.detail.word, sentences.detail(finding), reference?.name ?? result.list,
                finding.rowThere.map(String.init) ?? "", reference?.asOf?.description ?? "",
                reference?.sha256 ?? result.sha256, bases[finding.category] ?? "", finding.answer.state.rawValue,
                finding.answer.rebuttal, finding.answer.followUp,
            ])
            if writer.text.utf8.count > 1 << 20 { try write(writer.take()) }
        }
        try write(writer.take())
    }

    private var totals: String {
        var writer = CSVWriter()
        writer.write([
            "category", "checked", "people", "lines", "rupiah", "undecided_lines", "unsettled_people",
            "unsettled_lines", "unsettled_rupiah", "legal_basis",
        ])
        func row(_ name: String, _ all: (Int, Int, Int64), _ open: (Int, Int, Int64)) {
            writer.write([
                name, "", String(all.0), String(all.1), String(all.2), "", String(open.0), String(open.1),
                String(open.2), "",
            ])
        }
        for category in FindingCategory.allCases {
            let isChecked = result.isChecked(category)
            let (all, open) = (result.totals[category], result.unsettled[category])
            func cell(_ value: some CustomStringConvertible) -> String { isChecked ? value.description : "" }
            writer.write([
                category.code, isChecked ? "yes" : "no", cell(all.people), cell(all.lines), cell(all.rupiah),
                cell(result.undecidedLines(category)), cell(open.people), cell(open.lines), cell(open.rupiah),
                result.basis(category)?.text ?? "",
            ])
        }
        let (all, open) = (result.totals, result.unsettled)
        row(
            "SUM", (all.peopleSummed, all.linesSummed, all.rupiahSummed),
            (open.peopleSummed, open.linesSummed, open.rupiahSummed))
        row(
            "COUNTED_MORE_THAN_ONCE", (all.peopleRepeated, all.linesRepeated, all.rupiahRepeated),
            (open.peopleRepeated, open.linesRepeated, open.rupiahRepeated))
        row("TOTAL", (all.people, all.lines, all.rupiah), (open.people, open.lines, open.rupiah))
        return writer.text
    }

    private var gone: String {
        var writer = CSVWriter()
        writer.write(AuditResult.AnswerColumn.allCases.map(\.rawValue))
        for found in result.gone {
            writer.write([
                found.category, found.row, found.nik, found.name, found.answer.rebuttal, found.answer.followUp,
            ])
        }
        return writer.text
    }

    private func drawn(_ sample: AuditSample) -> String {
        var writer = CSVWriter()
        writer.write([
            "stratum", "stratum_people", "stratum_drawn", "weight", "nik", "name", "rows", "categories", "ditemui",
            "hasil", "catatan",
        ])
        let strata = Dictionary(sample.strata.map { ($0.category, $0) }, uniquingKeysWith: { first, _ in first })
        for person in sample.people {
            let stratum = strata[person.category]
            writer.write([
                person.category.code, String(stratum?.people ?? 0), String(stratum?.drawn ?? 0),
                NumberCell.text(stratum?.weight ?? 0), person.nik, person.name,
                person.rows.map(String.init).joined(separator: " "),
                person.categories.map(\.code).joined(separator: " "), "", "", "",
            ])
        }
        return writer.text
    }
}

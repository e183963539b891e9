import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Tabular

/// Overlaps as files: `overlap.html`, `pairs.csv`, `cases.csv`, `complements.csv`. People are masked; the row numbers
/// lead whoever holds the lists to the person.
struct OverlapFiles {
    static let names = ["overlap.html", "pairs.csv", "cases.csv", "complements.csv"]

    private let result: OverlapResult
    private let language: Language

    init(_ result: OverlapResult, _ language: Language) {
        self.result = result
        self.language = language
    }

    /// - Returns: the files that were written.
    func write(to folder: URL, _ report: Report) throws(Problem) -> [WrittenFile] {
        func write(_ name: String, _ text: String) throws(Problem) -> WrittenFile {
            try OutputFile.write(text, as: name, in: folder)
        }
        return [
            try write("overlap.html", report.html), try write("pairs.csv", pairs), try writeCases(to: folder),
            try write("complements.csv", complements),
        ]
    }

    var pairs: String {
        var writer = CSVWriter()
        writer.write([
            "a", "b", "unit", "verdict", "people", "families", "amount_a", "amount_b", "condition", "legal_basis",
            "source",
        ])
        for finding in result.findings {
            writer.write([
                result.lists[finding.a].name, result.lists[finding.b].name, finding.unit.rawValue,
                finding.verdict.rawValue, String(finding.people), String(finding.families), String(finding.amountA),
                String(finding.amountB), condition(finding), finding.legalBasis ?? "", finding.source ?? "",
            ])
        }
        return writer.text
    }

    /// Cases may be millions: they are written part by part.
    private func writeCases(to folder: URL) throws(Problem) -> WrittenFile {
        let url = folder.appendingPathComponent("cases.csv")
        let isReplaced = FileManager.default.fileExists(atPath: url.path)
        let file = try OutputFile(url.path)
        var writer = CSVWriter()
        writer.write([
            "a", "b", "unit", "verdict", "nik", "family_card", "name", "village", "rows_a", "rows_b", "amount_a",
            "amount_b", "name_differs", "name_b",
        ])
        for finding in result.findings {
            for found in finding.cases {
                writer.write([
                    result.lists[finding.a].name, result.lists[finding.b].name, finding.unit.rawValue,
                    finding.verdict.rawValue, found.nik.map { NIK.masked(raw: $0) } ?? "",
                    found.familyCard.map { NIK.masked(raw: $0) } ?? "", PersonName.masked(raw: found.name),
                    found.village ?? "", found.rowsA.map(String.init).joined(separator: " "),
                    found.rowsB.map(String.init).joined(separator: " "), String(found.amountA), String(found.amountB),
                    found.otherName == nil ? "" : "yes", found.otherName.map { PersonName.masked(raw: $0) } ?? "",
                ])
                if writer.text.utf8.count > 1 << 20 { try file.write(writer.take()) }
            }
        }
        try file.write(writer.take())
        try file.close()
        return WrittenFile(url: url, isReplaced: isReplaced)
    }

    private var complements: String {
        var writer = CSVWriter()
        writer.write(["served_by", "not_on", "village", "people"])
        for complement in result.complements {
            for village in complement.villages {
                writer.write([
                    result.lists[complement.servedBy].name, result.lists[complement.notOn].name, village.name,
                    String(village.people),
                ])
            }
        }
        return writer.text
    }

    private func condition(_ finding: OverlapResult.Finding) -> String {
        (language == .en ? finding.conditionEn ?? finding.conditionId : finding.conditionId) ?? ""
    }
}

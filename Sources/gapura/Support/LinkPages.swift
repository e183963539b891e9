import Foundation
import Linkage
import Problems
import Registry
import Reports

/// A run of linking as a document.
struct LinkPages {
    private let run: LinkageRun

    init(_ result: LinkageResult, _ file: LinkageFile, threshold: Double, _ basis: LinkBasis) {
        run = LinkageRun(
            result: result, ids: file.records.ids, lists: file.names, threshold: threshold, missing: file.missing,
            training: basis.training)
    }

    func html(_ language: Language) throws(Problem) -> String { try Report.linkage(run, in: language).html }

    /// Writes `report.html`.
    func write(to folder: URL, _ language: Language) throws(Problem) -> WrittenFile {
        try OutputFile.write(html(language), as: "report.html", in: folder)
    }
}

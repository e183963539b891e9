import Dispatch
import Evaluation
public import Foundation
public import Problems
import Synchronization

/// A study file: what the data are, what was published, which analyses are declared.
public struct Study: Sendable {
    /// The study's short name.
    public var name: String { header.name }

    private let header: StudyHeader
    private let analyses: [any Analysis]
    private let dataURL: URL
    private let file: String

    /// Reads and checks a study file.
    ///
    /// - Parameter url: a YAML file; its data file stands beside it.
    /// - Throws: a ``Problem`` that names file, place, value and remedy.
    public init(contentsOf url: URL) throws(Problem) {
        let file = url.lastPathComponent
        self.file = file
        let root = try StudyNode(yaml: StudyText.read(url), file: file)
        header = try StudyHeader(root)
        var analyses: [any Analysis] = []
        var names: Set<String> = []
        let list = try root.required("analyses")
        guard try !list.list().isEmpty else { throw list.problem("study.not-a-list") }
        for node in try list.list() {
            let method = try node.required("method")
            let analysis = try method.choice(AnalysisMethod.self).type.init(node)
            let name = try node.required("name")
            guard names.insert(try name.text()).inserted else {
                throw name.problem("study.duplicate-name", value: try name.text())
            }
            analyses.append(analysis)
        }
        self.analyses = analyses
        dataURL = url.deletingLastPathComponent().appendingPathComponent(header.data)
    }

    /// Runs all analyses on the data.
    ///
    /// An analysis that no honest figure exists for gives an item with its refusal; the others stand.
    ///
    /// - Throws: a ``Problem`` where the data do not fit the study: missing column, cell that is no number.
    public func run() throws(Problem) -> StudyResult {
        let data = try StudyData(
            contentsOf: dataURL, delimiter: nil, sheet: header.sheet, missing: header.missing)
        var context = StudyContext(
            data: data, dataFile: dataURL.lastPathComponent, header: header,
            folder: dataURL.deletingLastPathComponent())
        try context.requireDistinct(header.identifier)
        context.limits = try header.reference?.resolved(in: dataURL.deletingLastPathComponent(), header: header) ?? nil
        let items = try items(context)
        var result = StudyResult(
            name: header.name, title: header.title, publication: header.publication, file: file,
            dataFile: dataURL.lastPathComponent, source: header.source,
            sample: header.sample, question: header.question, bearing: StudyBearing(context, items).sentences,
            synthetic: header.synthetic, confidence: header.settings.confidence, n: data.count,
            rowUnit: header.rank?.basis == .household ? .households : header.members != nil ? .rows : .people,
            items: items)
        result.sheet = data.sheet?.name
        result.otherSheets = data.sheet?.others ?? []
        return result
    }

    /// The analyses side by side, each on its own; of several that fail the first in the file is told.
    private func items(_ context: StudyContext) throws(Problem) -> [StudyItem] {
        let analyses = analyses
        let done = Mutex([Int: Result<StudyItem, Problem>]())
        DispatchQueue.concurrentPerform(iterations: analyses.count) { place in
            let result: Result<StudyItem, Problem>
            do throws(Problem) {
                result = .success(try Self.item(analyses[place], context))
            } catch {
                result = .failure(error)
            }
            done.withLock { $0[place] = result }
        }
        let results = done.withLock { $0 }
        var items: [StudyItem] = []
        for place in analyses.indices {
            if let result = results[place] { items.append(try result.get()) }
        }
        return items
    }

    private static func item(_ analysis: any Analysis, _ context: StudyContext) throws(Problem) -> StudyItem {
        let part = try context.filtered(analysis.head.filter)
        do {
            return try analysis.run(part)
        } catch {
            // What does not exist for these data is an answer; what cannot be carried out is a mistake to be mended.
            let prefix = "evaluation.refused."
            guard error.code.hasPrefix(prefix),
                let reason = EvaluationRefusal.Reason(rawValue: String(error.code.dropFirst(prefix.count))),
                reason.status == .undefined, reason != .emptyData
            else { throw error }
            var item = analysis.head.refused(error, rows: part.count)
            if reason == .lonelyPSU { item.refusal?.subject = try part.header.design.lonelyStrata(part) }
            return item
        }
    }
}

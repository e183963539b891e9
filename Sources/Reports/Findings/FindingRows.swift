import Charts
import Problems
import Registry

/// The first findings of each category with their evidence; all of them stand in the file of findings.
struct FindingRows {
    let result: AuditResult
    let sentences: FindingSentences
    /// How many of a category.
    let shown: Int
    let source: String

    private var words: Words { sentences.words }

    func section(_ numbering: inout Numbering) -> Page.Section {
        var tables: [ReportTable] = []
        var place = 0
        for category in FindingCategory.allCases {
            let count = result.totals[category].lines
            if count > 0 { tables.append(table(category, place..<place + min(count, shown), of: count, &numbering)) }
            place += count
        }
        return Page.Section("findings", words("section.findings")) {
            tag(.p, "", words(tables.isEmpty ? "findings.none" : "findings.text"))
            for table in tables { table.html }
        }
    }

    private func table(
        _ category: FindingCategory, _ places: Range<Int>, of count: Int, _ numbering: inout Numbering
    ) -> ReportTable {
        ReportTable(
            caption: numbering.table(
                words(
                    "findings.title",
                    [
                        "category": sentences.title(category), "shown": words.count(places.count),
                        "all": words.count(count),
                    ])),
            columns: [
                .init(words("column.row"), .number), .init("NIK", .code), .init(words("column.name")),
                .init(words("column.evidence"), broad: true), .init(words("column.there")),
                .init(words("column.rupiah"), .number), .init(words("column.state")),
            ],
            rows: places.map { place in
                let finding = result[place]
                let reference = finding.reference.map { result.references[$0].name } ?? result.list
                let there = finding.rowThere.map { words("there", ["list": reference, "row": String($0)]) }
                return .init([
                    String(finding.row), finding.nik.isEmpty ? "–" : finding.nik, finding.name,
                    sentences.detail(finding), there ?? (finding.reference == nil ? "–" : reference),
                    result.knowsRupiah ? words.rupiah(finding.amount) : "–", state(finding.answer),
                ])
            }, source: source, look: .cardwise)
    }

    private func state(_ answer: FindingAnswer) -> String {
        let state = words("state." + answer.state.rawValue)
        return answer.rebuttal.isEmpty ? state : state + ": " + answer.rebuttal
    }
}

import Problems
import Studies

/// A study's table in the markup of documents; the tables of SPSS in the shape that their readers know.
struct StudyTableLayout {
    let table: StudyTable
    let caption: String
    let source: String
    let words: Words

    var html: HTML {
        let language = words.language
        return ReportTable(
            caption: caption,
            columns: table.columns.map { ReportTable.Column($0.heading[language], $0.isNumeric ? .number : .text) },
            rows: table.rows.map { row in
                ReportTable.Row(
                    row.cells.map { ReportTable.Cell(words.tight($0.text(in: language)), mark: $0.mark) },
                    row.isTotal ? .total : .plain)
            },
            notes: table.footnotes.map { ($0.mark, $0.text[language]) }, source: source,
            look: isSPSS ? .spss : table.columns.count < 3 ? .narrow : .plain
        ).html
    }

    private var isSPSS: Bool { table.kind == .ranks || table.kind == .testStatistics }
}

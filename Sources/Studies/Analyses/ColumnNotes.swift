import Problems

/// What the data file itself says of a column, beneath a table of it: its label, and which answers count as missing.
enum ColumnNotes {
    static func add(
        _ column: StudyFormula?, _ context: StudyContext, to item: inout StudyItem, _ table: inout StudyTable
    ) {
        guard let name = column?.source, let details = context.data.details(name) else { return }
        if !details.label.isEmpty {
            item.recommended["variable_label"] = .string(details.label)
            let words = Wording.text("note.variable-label", ["column": name, "label": details.label])
            table.footnotes.append(.init("", words))
        }
        let codes = context.data.missingCodes(name)
        guard !codes.isEmpty else { return }
        item.recommended["missing_codes"] = .array(
            codes.map {
                .object(["code": .string($0.code), "label": .string($0.label), "count": .integer($0.count)])
            })
        let shown = codes.map { ($0.label.isEmpty ? $0.code : $0.code + " " + $0.label) + ": " + String($0.count) }
        table.footnotes.append(
            .init("", Wording.text("note.missing-codes", ["codes": shown.joined(separator: "; ")])))
    }
}

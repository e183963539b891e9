import Problems
import Studies

/// The three layers of one analysis side by side.
struct LayerPanel {
    let item: StudyItem
    let words: Words
    /// Whether the study holds a publication against data; otherwise there is no published layer.
    let isReview: Bool

    private var style: FieldStyle { FieldStyle(words: words, method: item.method) }

    var html: HTML {
        let kinds = (item.warnings.count > 3 ? " many" : "") + (isReview ? "" : " own")
        return tag(.div, "layers" + kinds) {
            if isReview {
                tag(.div, "layer published") {
                    tag(.h4, "", words("layer.published"))
                    fields(
                        style.fields(item.asPublished, FieldRule.published(item.method)),
                        otherwise: words(item.asPublished.isEmpty ? "layer.nothing-published" : "layer.same-tables"))
                }
            }
            tag(.div, "layer recommended") {
                tag(.h4, "", words(isReview ? "layer.recommended" : "layer.results"))
                if let refusal = item.refusal {
                    tag(.p, "refusal") {
                        tag(.strong, "", words("refused"))
                        " " + refusal.message[words.language]
                        HTML.joined([.text(" "), code(refusal)])
                    }
                } else {
                    let named = style.fields(item.recommended, FieldRule.recommended(item.method))
                    fields(
                        largest + oneRow + (named.isEmpty ? estimates : named), otherwise: words("layer.same-tables"))
                }
            }
            tag(.div, "layer warned") {
                tag(.h4, "", words("layer.warnings"))
                if item.warnings.isEmpty {
                    tag(.p, "", words("layer.no-warnings"))
                } else {
                    tag(.ul) {
                        for warning in item.warnings {
                            tag(.li) {
                                sentence(warning) + " "
                                code(warning)
                            }
                        }
                    }
                }
            }
        }
    }

    private func sentence(_ warning: StudyWarning) -> String {
        let subject = warning.subject[words.language]
        let message = warning.message[words.language]
        return subject.isEmpty || message.contains(subject) ? message : subject + ": " + message
    }

    private func code(_ warning: StudyWarning) -> HTML { tag(.code, "quiet", warning.code) }

    /// The figures for all rows, each with its interval.
    private var estimates: [FieldStyle.Field] {
        let figures = item.estimates.filter { $0.value != nil && ($0.group.isEmpty || $0.group == item.whole) }
        return figures.prefix(6).map { estimate in
            var text = estimate.valueCell.text(in: words.language)
            if estimate.interval != nil { text += " (\(estimate.intervalCell.text(in: words.language)))" }
            return FieldStyle.Field(label: estimate.label[words.language], text: words.tight(text))
        } + verdict
    }

    private var verdict: [FieldStyle.Field] {
        style.fields(
            item.recommended,
            [.init("verdict", .word("verdict.")), .init("verdict_withheld_because", .word("withheld."))])
    }

    private func fields(_ fields: [FieldStyle.Field], otherwise: String) -> HTML {
        guard !fields.isEmpty else { return tag(.p, "", otherwise) }
        return tag(.dl) {
            for field in fields {
                HTML.element(.dt, field.isLong ? [.cssClass("long")] : [], .text(field.label))
                HTML.element(.dd, field.isLong ? [.cssClass("long")] : [], .text(field.text))
            }
        }
    }

    /// The largest category of a frequency table, called a majority only where it is one.
    private var largest: [FieldStyle.Field] {
        guard item.method == "frequency", let table = item.tables.first else { return [] }
        var best: (label: String, count: Int, share: String)?
        for row in table.rows where !row.isTotal && row.cells.count > 2 {
            guard case .text(let label) = row.cells[0], case .count(let count) = row.cells[1],
                count > best?.count ?? 0
            else { continue }
            best = (label[words.language], count, row.cells[2].text(in: words.language))
        }
        guard let best else { return [] }
        let key = 2 * best.count > item.n ? "field.majority" : "field.plurality"
        return [FieldStyle.Field(label: words(key), text: words.tight("\(best.label): \(best.share)"))]
    }

    /// A summary's table has one row: heading by heading it is the recommended layer.
    private var oneRow: [FieldStyle.Field] {
        guard item.method == "summary", let table = item.tables.first, let row = table.rows.first else { return [] }
        return zip(table.columns, row.cells).map {
            FieldStyle.Field(label: $0.heading[words.language], text: $1.text(in: words.language))
        }
    }
}

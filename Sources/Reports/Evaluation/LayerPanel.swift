import Problems
import Studies

/// The three layers of one analysis side by side.
struct LayerPanel {
    let item: StudyItem
    let words: Words

    private var style: FieldStyle { FieldStyle(words: words, method: item.method) }

    var html: HTML {
        tag(.div, item.warnings.count > 3 ? "layers many" : "layers") {
            tag(.div, "layer published") {
                tag(.h4, "", words("layer.published"))
                fields(
                    style.fields(item.asPublished, FieldRule.published(item.method)),
                    otherwise: words(item.asPublished.isEmpty ? "layer.nothing-published" : "layer.same-tables"))
            }
            tag(.div, "layer recommended") {
                tag(.h4, "", words("layer.recommended"))
                fields(
                    largest + oneRow + style.fields(item.recommended, FieldRule.recommended(item.method)),
                    otherwise: words("layer.same-tables"))
            }
            tag(.div, "layer warned") {
                tag(.h4, "", words("layer.warnings"))
                if item.warnings.isEmpty {
                    tag(.p, "", words("layer.no-warnings"))
                } else {
                    tag(.ul) { for warning in item.warnings { tag(.li, "", sentence(warning)) } }
                }
            }
        }
    }

    private func sentence(_ warning: StudyWarning) -> String {
        let subject = warning.subject[words.language]
        let message = warning.message[words.language]
        return subject.isEmpty || message.contains(subject) ? message : subject + ": " + message
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

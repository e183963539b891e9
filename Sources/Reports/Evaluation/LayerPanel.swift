import Problems
import Studies

/// The three layers of one analysis side by side.
struct LayerPanel {
    let item: StudyItem
    let words: Words

    var html: HTML {
        tag(.div, "layers") {
            tag(.div, "layer published") {
                tag(.h4, "", words("layer.published"))
                if item.asPublished.isEmpty {
                    tag(.p, "", words("layer.nothing-published"))
                } else {
                    fields(item.asPublished)
                }
            }
            tag(.div, "layer recommended") {
                tag(.h4, "", words("layer.recommended"))
                if item.recommended.isEmpty {
                    tag(.p, "", words("layer.same-tables"))
                } else {
                    fields(item.recommended)
                }
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

    private func fields(_ fields: [String: JSON]) -> HTML {
        let style = FieldStyle(words: words)
        return tag(.dl) {
            for field in style.ordered(fields) {
                HTML.element(.dt, field.isLong ? [.cssClass("long")] : [], .text(field.label))
                HTML.element(.dd, field.isLong ? [.cssClass("long")] : [], .text(field.text))
            }
        }
    }
}

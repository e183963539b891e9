import Problems
import Studies

/// Puts the audit of a publication into the order of a document.
struct PaperDocument {
    let audit: PaperAudit
    let words: Words
    let edition: Edition

    private var language: Language { words.language }

    var page: Page {
        // The publication's own tables are numbered already: those of this document carry no numbers.
        var sections = [reading, overview]
        for (index, part) in parts.enumerated() {
            sections.append(section(part, number: index + 1))
        }
        sections.append(limits)
        return Page(
            name: "paper-audit-" + audit.name, title: words("title", ["title": audit.title[language]]),
            lead: words("lead"), facts: facts, summary: summary, opening: cards, sections: sections, edition: edition,
            words: words)
    }

    var summary: [String] {
        let tally = audit.tally
        let figures = words(
            "summary.figures",
            [
                "all": words.count(tally.checked + tally.unchecked), "right": words.count(tally.right),
                "flagged": words.count(tally.flagged), "unchecked": words.count(tally.unchecked),
            ])
        guard !audit.findings.isEmpty else { return [figures, words("summary.none")] }
        let kinds = audit.weights.map { words("weight." + $0.weight.rawValue) + " " + words.count($0.count) }
        return [
            figures,
            words(
                "summary.findings",
                ["n": words.count(audit.findings.count), "kinds": kinds.joined(separator: "; ")]),
        ]
    }

    private var facts: [(String, String)] {
        audit.publication.isEmpty ? [] : [(words("fact.publication"), audit.publication[language])]
    }

    private var cards: HTML {
        let tally = audit.tally
        return HTML.cards([
            (words.count(tally.right), words("card.right")), (words.count(tally.flagged), words("card.flagged")),
            (words.count(audit.findings.count), words("card.findings")),
        ])
    }

    /// The parts with findings, and last what concerns the publication as a whole.
    private var parts: [(title: String, findings: [PaperFinding])] {
        let named = audit.parts.map { (title: $0.title[language], findings: audit.findings(of: $0)) }
        let names = Set(audit.parts.map(\.name))
        let whole = audit.findings.filter { !names.contains($0.place.table) }
        return (named + [(words("whole"), whole)]).filter { !$0.findings.isEmpty }
    }

    private var reading: Page.Section {
        Page.Section("reading", words("reading")) {
            tag(.p, "", words("reading.text"))
            tag(.ul) {
                for weight in PaperFinding.Weight.allCases {
                    tag(.li) {
                        chip(weight)
                        " " + words("reading." + weight.rawValue)
                    }
                }
            }
        }
    }

    private var overview: Page.Section {
        let rows = audit.parts.map { part in
            ReportTable.Row([
                part.title[language], words("kind." + part.kind), words.count(part.tally.right),
                words.count(part.tally.flagged), words.count(part.tally.unchecked),
                words.count(audit.findings(of: part).count),
            ])
        }
        let tally = audit.tally
        let total = ReportTable.Row(
            [
                words("total"), "", words.count(tally.right), words.count(tally.flagged), words.count(tally.unchecked),
                words.count(audit.findings.count),
            ], .total)
        let table = ReportTable(
            caption: words("overview.title"),
            columns: [
                .init(words("column.part")), .init(words("column.kind")), .init(words("column.right"), .number),
                .init(words("column.flagged"), .number), .init(words("column.unchecked"), .number),
                .init(words("column.findings"), .number),
            ], rows: rows + [total], notes: [("", words("overview.note"))])
        return Page.Section("overview", words("overview")) { table.html }
    }

    private func section(_ part: (title: String, findings: [PaperFinding]), number: Int) -> Page.Section {
        let table = ReportTable(
            caption: words("findings.title", ["title": part.title]),
            columns: [
                .init(words("column.where")), .init(words("column.printed")), .init(words("column.possible")),
                .init(words("column.finding"), broad: true),
            ],
            rows: part.findings.map(row), look: .cardwise)
        return Page.Section("part-\(number)", part.title) { table.html }
    }

    private func row(_ finding: PaperFinding) -> ReportTable.Row {
        let place = HTML.joined([
            chip(finding.weight), HTML.element(.br, [], .empty), .text(place(finding)),
        ])
        let sentence = HTML.joined([
            tag(.p, "", words.tight(finding.message[language])),
            tag(.p, "quiet small", words.tight(finding.remedy[language])),
        ])
        return ReportTable.Row([
            .init(place), .init(finding.printed), .init(finding.possible.joined(separator: words("or"))),
            .init(sentence),
        ])
    }

    private func place(_ finding: PaperFinding) -> String {
        var parts: [String] = []
        if let row = finding.place.row { parts.append(row) }
        if let field = finding.place.field { parts.append(words.known("field." + field) ?? field) }
        if let line = finding.place.line { parts.append(words("line", ["line": String(line)])) }
        return parts.joined(separator: " · ")
    }

    private func chip(_ weight: PaperFinding.Weight) -> HTML {
        let look =
            switch weight {
            case .impossible, .doesNotAddUp, .contradicts: "refuse"
            case .doubleRounding, .truncated, .wording: "warn"
            case .note: "note"
            }
        return HTML.chip(words("weight." + weight.rawValue), look)
    }

    private var limits: Page.Section {
        Page.Section("limits", words("limits")) {
            tag(.ul) {
                for key in ["limits.printed", "limits.rounding", "limits.intent", "limits.copy"] {
                    tag(.li, "", words(key))
                }
            }
        }
    }
}

import Charts
import Linkage
import Problems

/// Records joined to groups, pairs that were kept apart, and records that cannot be found.
struct LinkageGroups {
    let frame: LinkageFrame

    private var words: Words { frame.words }
    /// Sizes that have a bar of their own; larger groups share the rest.
    private static let sizes = [1...1, 2...2, 3...3, 4...4, 5...5, 6...10, 11...20, 21...Int.max]

    func section(_ numbering: inout Numbering) -> Page.Section {
        var members: [Int: Int] = [:]
        for name in frame.result.clusters { members[name, default: 0] += 1 }
        let largest = members.values.max() ?? 0
        let bars = Self.sizes.map { range in (range, members.values.count { range.contains($0) }) }
        let figure = BarFigure(
            caption: Caption(id: "groups", title: words("groups.title"), summary: words("groups.summary")),
            bars: bars.filter { $0.1 > 0 }.map { range, groups in
                BarFigure.Bar(
                    label: name(range), value: Double(groups),
                    text: words.count(groups) + " (" + words.percent(groups, of: members.count) + ")")
            }, header: (words("groups.size"), words("groups.groups")))
        let caption = numbering.figure(words("groups.title"))
        let bridges = self.bridges(&numbering)
        return Page.Section("groups", words("section.groups")) {
            tag(.p, "", words("groups.text", ["largest": words.count(largest)]))
            HTML.figure(
                figure, caption: caption, note: words("groups.note"), dataLabel: frame.data, source: frame.source)
            tag(.h3, "", words("bridges.heading"))
            tag(.p, "", words("bridges.text", ["bridges": words.count(frame.result.bridges.count)]))
            bridges
        }
    }

    private func name(_ range: ClosedRange<Int>) -> String {
        if range.upperBound == .max { return words("groups.more", ["n": words.count(range.lowerBound)]) }
        if range.count > 1 {
            return words(
                "groups.records",
                ["n": words("range", ["from": words.count(range.lowerBound), "to": words.count(range.upperBound)])])
        }
        return words.plural("groups.records", range.lowerBound, ["n": words.count(range.lowerBound)])
    }

    /// Bridges by what in the pair itself speaks most against one person.
    private func bridges(_ numbering: inout Numbering) -> HTML {
        guard !frame.result.bridges.isEmpty else { return .empty }
        var counts: [String: Int] = [:]
        for pair in frame.result.bridges {
            let parts = frame.result.explanation(pair)?.parts ?? []
            let against = parts.enumerated().filter { $0.element.weight < 0 }
                .min { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }?.element
            let name = against.map { frame.comparison($0.comparison) + ": " + frame.level($0.level) }
            counts[name ?? words("bridges.nothing"), default: 0] += 1
        }
        let rules = frame.result.model.clustering.contradictions.map { rule in
            tag(.li) { tag(.code, "", rule.map(\.text).joined(separator: ", ")) }
        }
        return .joined([
            ReportTable(
                caption: numbering.table(words("bridges.title")),
                columns: [.init(words("bridges.against")), .init(words("bridges.pairs"), .number)],
                rows: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map {
                    ReportTable.Row([$0.key, words.count($0.value)])
                }, notes: [("", words("bridges.note"))], source: frame.source, look: .narrow
            ).html, rules.isEmpty ? .empty : tag(.p, "", words("bridges.rules")),
            rules.isEmpty ? .empty : tag(.ul) { rules },
        ])
    }

    func unlinkable(_ unlinkable: Unlinkable, _ numbering: inout Numbering) -> Page.Section {
        let figure = CurveFigure(
            caption: Caption(id: "unlinkable", title: words("unlinkable.title"), summary: words("unlinkable.summary")),
            places: unlinkable.curve.map { Double($0.weight) },
            series: [.init(label: words("unlinkable.share"), values: unlinkable.curve.map(\.share))],
            reference: frame.reference, measure: words("unlinkable.weight"), numbers: frame.numbers)
        let caption = numbering.figure(words("unlinkable.title"))
        let lacking =
            unlinkable.lacking.isEmpty
            ? HTML.empty
            : ReportTable(
                caption: numbering.table(words("lacking.title")),
                columns: [.init(words("lacking.fields")), .init(words("lacking.records"), .number)],
                rows: unlinkable.lacking.prefix(12).map {
                    ReportTable.Row([
                        $0.fields.isEmpty ? words("lacking.none") : $0.fields.joined(separator: ", "),
                        words.count($0.records),
                    ])
                }, source: frame.source, look: .narrow
            ).html
        return Page.Section("unlinkable", words("section.unlinkable")) {
            tag(
                .p, "",
                words(
                    "unlinkable.text",
                    [
                        "below": words.count(unlinkable.below), "weighed": words.count(unlinkable.weighed),
                        "share": words.percent(unlinkable.below, of: unlinkable.weighed),
                    ]))
            HTML.figure(
                figure, caption: caption, note: words("unlinkable.note"), dataLabel: frame.data, source: frame.source)
            lacking
        }
    }
}

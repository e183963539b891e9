import Charts
import Linkage
import Problems

/// Puts a run of linking into the order of a document.
struct LinkageDocument {
    let frame: LinkageFrame
    /// The wording in every language, for the glossary.
    let glossary: [Words]

    private var words: Words { frame.words }
    private var result: LinkageResult { frame.result }

    /// What is counted once and told in several places.
    private struct Counts {
        var sure = 0
        var open = 0
        var groups = 0
        var grouped = 0
    }

    private var counts: Counts {
        var counts = Counts()
        for pair in result.pairs {
            if pair.weight >= frame.bound { counts.sure += 1 } else { counts.open += 1 }
        }
        var sizes: [Int: Int] = [:]
        for name in result.clusters { sizes[name, default: 0] += 1 }
        counts.groups = sizes.values.count { $0 > 1 }
        counts.grouped = sizes.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
        return counts
    }

    var page: Page {
        var numbering = Numbering(words)
        let (levels, rules) = (LinkageLevels(frame: frame), LinkageRules(frame: frame))
        let groups = LinkageGroups(frame: frame)
        let counts = self.counts
        var sections = [levels.section(&numbering), weights(&numbering), rules.section(&numbering)]
        if let quality = result.quality {
            sections.append(LinkageAccuracy(frame: frame, quality: quality).section(&numbering))
        }
        if let calibration = result.calibration {
            sections.append(LinkageReliability(frame: frame, calibration: calibration).section(&numbering))
        }
        sections.append(groups.section(&numbering))
        if let unlinkable = frame.result.unlinkable { sections.append(groups.unlinkable(unlinkable, &numbering)) }
        if let examples = LinkageExamples(frame: frame).section(&numbering) { sections.append(examples) }
        sections += [reading, terms(&numbering)]
        return Page(
            name: "linkage-" + result.model.name, title: words("title"), lead: words("lead"), facts: facts,
            summary: summary(counts), opening: cards(counts), sections: sections, edition: frame.edition, words: words)
    }

    private var facts: [(String, String)] {
        [
            (words("fact.lists"), frame.run.lists.joined(separator: ", ")),
            (words("fact.model"), result.model.name), (words("fact.threshold"), frame.threshold),
            (words("fact.missing"), frame.run.missing.joined(separator: ", ")),
        ].filter { !$0.1.isEmpty }
    }

    private func summary(_ counts: Counts) -> [String] {
        var sentences = [
            words(
                "summary.compared",
                [
                    "records": words.count(frame.run.ids.count), "lists": words.count(frame.run.lists.count),
                    "pairs": words.count(result.comparedPairs),
                ]),
            words(
                "summary.sure",
                [
                    "pairs": words.count(counts.sure), "threshold": frame.threshold,
                    "groups": words.count(counts.groups), "records": words.count(counts.grouped),
                    "share": words.percent(counts.grouped, of: frame.run.ids.count),
                ]),
            words(
                "summary.look",
                ["open": words.count(counts.open), "bridges": words.count(result.bridges.count)]),
            training,
        ]
        if let quality = result.quality, quality.pairs.hasF1 {
            sentences.append(
                words(
                    "summary.quality",
                    [
                        "precision": frame.percent(quality.pairs.precision),
                        "recall": frame.percent(quality.pairs.recall),
                        "lost": words.count(quality.pairs.allTrue - quality.comparedTrue),
                    ]))
        } else if let quality = result.quality {
            sentences.append(
                words(
                    quality.pairs.hasRecall ? "summary.quality.no-pairs" : "summary.quality.no-true",
                    [
                        "threshold": frame.threshold, "all": words.count(quality.pairs.allTrue),
                        "lost": words.count(quality.pairs.allTrue - quality.comparedTrue),
                    ]))
        } else {
            sentences.append(words("summary.no-truth"))
        }
        return sentences
    }

    /// How training ended, in words that do not call a stop convergence.
    private var training: String {
        guard let parameters = result.model.parameters else { return words("training.none") }
        switch frame.run.training {
        case .elsewhere: return words("training.elsewhere", ["records": words.count(parameters.records)])
        case .synthetic: return words("training.synthetic", ["records": words.count(parameters.records)])
        case .untaught: return words("training.untaught")
        case .here: break
        }
        return words(
            parameters.convergence.isConverged ? "training.converged" : "training.stopped",
            [
                "rounds": words.count(parameters.convergence.iterations),
                "change": words.language.decimal(parameters.convergence.change, places: 6),
            ])
    }

    private func cards(_ counts: Counts) -> HTML {
        .cards([
            (words.count(frame.run.ids.count), words("card.records")),
            (words.count(counts.sure), words("card.sure")), (words.count(counts.groups), words("card.groups")),
            (words.count(counts.open), words("card.open")), (words.count(result.bridges.count), words("card.bridges")),
        ])
    }

    private func weights(_ numbering: inout Numbering) -> Page.Section {
        var counts: [Int: Int] = [:]
        for bin in result.histogram { counts[max(-100, min(100, bin.weight)), default: 0] += bin.pairs }
        let figure = HistogramFigure(
            caption: Caption(id: "weights", title: words("weights.title"), summary: words("weights.summary")),
            bins: counts.sorted { $0.key < $1.key }.map {
                HistogramFigure.Bin(from: Double($0.key), count: Double($0.value), text: words.count($0.value))
            }, step: 1, isLogarithmic: true, reference: frame.reference,
            axes: (words("weights.weight"), words("weights.pairs")), numbers: frame.numbers)
        let caption = numbering.figure(words("weights.title"))
        return Page.Section("weights", words("section.weights")) {
            tag(.p, "", words("weights.text"))
            HTML.figure(
                figure, caption: caption, note: words("weights.note"), dataLabel: frame.data, source: frame.source)
        }
    }

    private var reading: Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) {
                for key in [
                    "reading.propose", result.calibration == nil ? "reading.probability" : "reading.calibrated",
                    "reading.truth", "reading.group", "reading.person",
                    "reading.model",
                ] {
                    tag(.li, "", words(key))
                }
            }
        }
    }

    /// The terms in every language side by side, whatever the report's own.
    private func terms(_ numbering: inout Numbering) -> Page.Section {
        let terms = ["m", "u", "h", "weight", "threshold", "blocking", "bridge", "precision", "recall", "f1"]
        let table = ReportTable(
            caption: numbering.table(words("terms.title")),
            columns: [ReportTable.Column(words("terms.term"))]
                + glossary.map { .init($0("terms.language"), broad: true) },
            rows: terms.map { term in
                ReportTable.Row([words("terms.\(term)")] + glossary.map { $0("terms.\(term).meaning") })
            }, look: .cardwise)
        return Page.Section("terms", words("section.terms")) { table.html }
    }
}

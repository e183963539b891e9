// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Linkage
import Problems
import Registry

/// Why two records are held to be one person or two, and what chain of pairs connects them.
struct LinkExplanation: Encodable {
    struct Part: Encodable {
        var comparison: String
        var level: String
        var weight: Double
    }

    struct Pair: Encodable {
        var id_l: String
        var id_r: String
        var prior: Double
        var parts: [Part]
        var frequency: Double
        var household: Double
        var weight: Double
        var probability: Double
        var verdict: String?

        init?(_ pair: LinkedPair, _ result: LinkageResult, _ ids: RecordIDs) {
            guard let why = result.explanation(pair) else { return nil }
            (id_l, id_r) = (ids[pair.left], ids[pair.right])
            (prior, frequency, household) = (why.prior, why.frequency, why.household)
            (weight, probability) = (why.weight, pair.probability)
            parts = why.parts.map { Part(comparison: $0.comparison, level: $0.level, weight: $0.weight) }
            verdict = result.known.first { $0.pair == pair }?.verdict.rawValue
        }
    }

    /// What joining both would contradict.
    struct Bridge: Encodable {
        /// `verdict`, `contradiction`, `list`, `partner` or `weights`.
        var reason: String
        /// The two records that it is about, one of each cluster.
        var id_l: String
        var id_r: String
        /// The conditions that hold of them.
        var rule: String?
        /// The most records of one list.
        var most: Int?

        init(_ found: Separation, _ ids: RecordIDs) {
            (id_l, id_r) = (ids[found.left], ids[found.right])
            switch found.reason {
            case .verdict: reason = "verdict"
            case .contradiction(let rule): (reason, self.rule) = ("contradiction", rule)
            case .list(let most): (reason, self.most) = ("list", most)
            case .partner: reason = "partner"
            case .weights: reason = "weights"
            }
        }
    }

    var pair: Pair
    /// The blocking rule that brings both together; nil where none does.
    var rule: String?
    var within_list: Bool
    var same_cluster: Bool
    /// Whether the pair was not joined though it reaches the threshold, and why: absent for all others.
    var bridge: Bridge?
    /// The chain of pairs between both where they are of one cluster.
    var chain: [Pair]

    init?(_ found: ExaminedPair, _ result: LinkageResult, _ ids: RecordIDs) {
        guard let pair = Pair(found.pair, result, ids) else { return nil }
        self.pair = pair
        (rule, within_list) = (found.rule, found.isWithinList)
        bridge = found.separation.map { Bridge($0, ids) }
        let path = result.path(from: found.pair.left, to: found.pair.right, ids: ids)
        same_cluster = path != nil
        chain = (path ?? []).compactMap { Pair($0, result, ids) }
    }
}

/// The explanation for a terminal.
struct LinkExplainText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func text(_ explanation: LinkExplanation) -> String {
        let pair = explanation.pair
        var lines = [title(pair), "", waterfall(pair)]
        if explanation.within_list {
            lines.append(console.say("link.explain.within-list"))
        } else if let rule = explanation.rule {
            lines.append(console.say("link.explain.rule", ["rule": rule]))
        } else {
            lines.append(console.say("link.explain.no-rule"))
        }
        if let verdict = pair.verdict { lines.append(console.say("link.explain.known." + verdict)) }
        if let bridge = explanation.bridge {
            let words = [
                "a": bridge.id_l, "b": bridge.id_r, "rule": bridge.rule ?? "",
                "most": bridge.most.map(console.language.integer) ?? "",
            ]
            let lead = [console.say("link.explain.bridge"), console.say("link.explain.bridge." + bridge.reason, words)]
            return (lines + lead).joined(separator: "\n") + "\n"
        }
        guard explanation.same_cluster else {
            return (lines + [console.say("link.explain.apart")]).joined(separator: "\n") + "\n"
        }
        guard explanation.chain.count > 1 else {
            return (lines + [console.say("link.explain.together")]).joined(separator: "\n") + "\n"
        }
        lines.append(
            console.say("link.explain.chain", ["pairs": console.integer(explanation.chain.count)]))
        for step in explanation.chain { lines += ["", title(step), "", waterfall(step)] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func title(_ pair: LinkExplanation.Pair) -> String { pair.id_l + " – " + pair.id_r }

    /// One line for each part, and what they come to so far.
    private func waterfall(_ pair: LinkExplanation.Pair) -> String {
        func bits(_ value: Double) -> String { console.decimal(value, places: 2) }
        var grid = TextGrid(
            ["part", "level", "weight", "sum"].map { console.say("link.explain." + $0) }, numeric: [2, 3])
        var sum = 0.0
        func add(_ part: String, _ level: String, _ weight: Double) {
            sum += weight
            grid.add([part, level, bits(weight), bits(sum)])
        }
        add(console.say("link.explain.prior"), "", pair.prior)
        for part in pair.parts {
            add(
                LinkageWords.comparison(part.comparison, in: console.language),
                LinkageWords.level(part.level, in: console.language), part.weight)
        }
        add(console.say("link.explain.frequency"), "", pair.frequency)
        add(console.say("link.explain.household"), "", pair.household)
        let probability = console.decimal(pair.probability, places: 6)
        return grid.text
            + console.say("link.explain.total", ["weight": bits(pair.weight), "probability": probability])
    }
}

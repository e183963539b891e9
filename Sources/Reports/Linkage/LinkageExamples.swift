import Charts
import Linkage
import Problems

/// Pairs taken apart, some from each stratum of weight.
struct LinkageExamples {
    let frame: LinkageFrame

    private var words: Words { frame.words }
    private var result: LinkageResult { frame.result }

    /// Why a pair is shown.
    enum Stratum: String, CaseIterable {
        case usual, above, below, lowest, bridge
    }

    func section(_ numbering: inout Numbering) -> Page.Section? {
        let chosen = chosen
        guard !chosen.isEmpty, result.model.parameters != nil else { return nil }
        var parts: [HTML] = []
        for stratum in Stratum.allCases {
            let pairs = chosen.filter { $0.stratum == stratum }
            guard !pairs.isEmpty else { continue }
            parts.append(tag(.h3, "", words("examples.\(stratum.rawValue)")))
            for (place, item) in pairs.enumerated() {
                parts.append(figure(item.pair, "\(stratum.rawValue)-\(place)", &numbering))
            }
        }
        return Page.Section("examples", words("section.examples")) {
            tag(.p, "", words("examples.text"))
            parts
            tag(.p, "small", words("examples.note"))
        }
    }

    /// The pairs that are shown. They follow from weights and ids alone, whatever the order of the rows.
    var chosen: [(stratum: Stratum, pair: LinkedPair)] {
        let bound = frame.bound
        let sure = result.pairs.lazy.filter { $0.weight >= bound }
        let weights = sure.map(\.weight).sorted()
        var chosen: [(stratum: Stratum, pair: LinkedPair)] = []
        func choose(
            _ stratum: Stratum, _ count: Int, _ pairs: some Sequence<LinkedPair>, _ distance: (Double) -> Double
        ) {
            let known = Set(chosen.map(\.pair))
            chosen += nearest(count, pairs.lazy.filter { !known.contains($0) }, distance).map { (stratum, $0) }
        }
        if !weights.isEmpty {
            let middle = weights[weights.count / 2]
            choose(.usual, 1, sure) { abs($0 - middle) }
        }
        choose(.above, 2, sure) { $0 }
        let open = result.pairs.lazy.filter { $0.weight < bound }
        choose(.below, 2, open) { -$0 }
        choose(.lowest, 1, open) { $0 }
        choose(.bridge, 2, result.bridges) { -$0 }
        return chosen
    }

    /// The pairs with the smallest distances, each with another vector.
    private func nearest(
        _ count: Int, _ pairs: some Sequence<LinkedPair>, _ distance: (Double) -> Double
    ) -> [LinkedPair] {
        var best: [(distance: Double, pair: LinkedPair)] = []
        func comesBefore(_ a: (distance: Double, pair: LinkedPair), _ b: (distance: Double, pair: LinkedPair)) -> Bool {
            a.distance != b.distance ? a.distance < b.distance : key(a.pair) < key(b.pair)
        }
        for pair in pairs {
            let item = (distance: distance(pair.weight), pair: pair)
            if let place = best.firstIndex(where: { $0.pair.vector == pair.vector }) {
                if comesBefore(item, best[place]) { best[place] = item } else { continue }
            } else if best.count < count {
                best.append(item)
            } else if let last = best.last, comesBefore(item, last) {
                best[best.count - 1] = item
            } else {
                continue
            }
            best.sort(by: comesBefore)
        }
        return best.map(\.pair)
    }

    private func key(_ pair: LinkedPair) -> (String, String) {
        let ids = [pair.left, pair.right].map { frame.run.ids.indices.contains($0) ? frame.run.ids[$0] : "" }.sorted()
        return (ids[0], ids[1])
    }

    private func figure(_ pair: LinkedPair, _ id: String, _ numbering: inout Numbering) -> HTML {
        guard let explanation = result.explanation(pair) else { return .empty }
        let (left, right) = key(pair)
        let title = words(
            "examples.title",
            [
                "a": frame.id(left), "b": frame.id(right), "weight": frame.bits(explanation.weight),
                "probability": frame.percent(pair.probability),
            ])
        return HTML.figure(
            LinkageWaterfall(frame: frame).figure(explanation, id: "pair-" + id, title: title),
            caption: numbering.figure(title), dataLabel: frame.data, source: frame.source)
    }
}

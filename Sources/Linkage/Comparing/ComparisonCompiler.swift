import Kernels
import Problems

/// Turns the conditions of a comparison into questions about packed records.
struct ComparisonCompiler {
    let frame: RecordFrame
    let custom: [String: @Sendable (Int, Int) -> Bool]

    /// - Throws: `linkage.comparison` where a condition does not fit its field or there are too many of them.
    func comparison(_ comparison: Comparison) throws(Problem) -> PairComparison {
        try compile(comparison.levels.map(\.when), name: comparison.name)
    }

    /// - Parameter levels: for each level its alternatives; one more level stands behind the last.
    func compile(_ levels: [[[Condition]]], name: String) throws(Problem) -> PairComparison {
        var quick: [PairTest] = []
        var bits: [Condition: Int] = [:]
        var slow: [(key: FieldKey, measure: TextMeasure, bounds: [Double])] = []
        var customs: [Condition] = []
        for condition in levels.flatMap({ $0.flatMap { $0.map(\.plain) } }) where bits[condition] == nil {
            if let (measure, bound) = measure(condition) {
                if let place = slow.firstIndex(where: { $0.key == condition.key && $0.measure == measure }) {
                    if !slow[place].bounds.contains(bound) { slow[place].bounds.append(bound) }
                } else {
                    slow.append((condition.key, measure, [bound]))
                }
            } else if condition.test == .custom {
                if !customs.contains(condition) { customs.append(condition) }
            } else {
                guard let test = quickTest(condition) else {
                    throw Problem("linkage.comparison", value: condition.text, ["name": name])
                }
                bits[condition] = quick.count
                quick.append(test)
            }
        }
        var width = quick.count
        var slowTests: [SlowTest] = []
        var graded: [(key: FieldKey, measure: TextMeasure, bound: Double, bit: Int)] = []
        for item in slow {
            guard let units = frame.units[item.key.text], let part = frame.layout.part(item.key) else {
                throw Problem("linkage.comparison", value: item.key.text, ["name": name])
            }
            let bounds = item.bounds.sorted { item.measure.isSimilarity ? $0 > $1 : $0 < $1 }
            slowTests.append(.text(units, part, item.measure, bounds: bounds))
            for bound in bounds {
                graded.append((item.key, item.measure, bound, width))
                width += 1
            }
        }
        for condition in customs {
            guard let test = custom[condition.key.field] else {
                throw Problem("linkage.comparison", value: condition.text, ["name": name])
            }
            slowTests.append(.custom(test))
            bits[condition] = width
            width += 1
        }
        guard width <= PairComparison.mostBits, levels.count < 64 else {
            throw Problem("linkage.comparison", value: name, ["name": name])
        }
        func bit(_ condition: Condition) -> Int {
            if let bit = bits[condition.plain] { return bit }
            guard let (measure, bound) = measure(condition) else { return 0 }
            return graded.first { $0.key == condition.key && $0.measure == measure && $0.bound == bound }?.bit ?? 0
        }
        let plans = levels.map { $0.map { $0.map { (bit: bit($0), isNegated: $0.isNegated) } } }
        return PairComparison(tests: quick, slow: slowTests, levels: levels.count + 1) { answers in
            plans.firstIndex { alternatives in
                alternatives.contains { all in all.allSatisfy { (answers >> UInt32($0.bit) & 1 == 1) != $0.isNegated } }
            } ?? levels.count
        }
    }

    private func measure(_ condition: Condition) -> (TextMeasure, Double)? {
        switch condition.test {
        case .similar(.levenshtein, _) where frame.layout.kinds[condition.key.field] != .text: nil
        case .similar(let measure, let bound): (measure, bound)
        case .edits(let limit) where frame.layout.kinds[condition.key.field] == .text:
            (.optimalAlignment, Double(limit))
        default: nil
        }
    }

    private func quickTest(_ condition: Condition) -> PairTest? {
        let (layout, key) = (frame.layout, condition.key)
        guard let part = layout.part(key), let kind = layout.kinds[key.field] else { return nil }
        let hasDigits = kind == .digits || kind == .date
        switch condition.test {
        case .same: return .same(part)
        case .missing: return .missing(part)
        case .edits(let limit):
            return hasDigits && limit <= 3 ? .digitEdits(part, shift: layout.lift(key.field), limit: limit) : nil
        case .similar(.levenshtein, let bound):
            guard hasDigits, bound <= 3 else { return nil }
            return .digitEdits(part, shift: layout.lift(key.field), limit: Int(bound), swaps: false)
        case .differ(let limit):
            return hasDigits ? .digitsDiffer(part, shift: layout.lift(key.field), limit: limit) : nil
        case .swapped: return kind == .date ? .swappedDayMonth(part, shift: layout.lift(key.field)) : nil
        case .days(let limit):
            guard kind == .date, let slot = layout.slots[key.field + "#days"] else { return nil }
            return .within(PackedPart(word: slot.word, mask: slot.mask), limit: UInt64(limit))
        case .gap(let limit): return kind == .number ? .numberWithin(part, limit: limit, isShare: false) : nil
        case .share(let limit): return kind == .number ? .numberWithin(part, limit: limit, isShare: true) : nil
        case .similar, .custom: return nil
        }
    }
}

extension LinkageModel {
    /// The question whether two records contradict each other, yes being level 0; nil where nothing does.
    func contradictions(_ compiler: ComparisonCompiler) throws(Problem) -> PairProgram? {
        guard !clustering.contradictions.isEmpty else { return nil }
        return PairProgram([try compiler.compile([clustering.contradictions], name: "contradictions")])
    }
}

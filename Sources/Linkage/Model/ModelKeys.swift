import Kernels
import Problems

extension LinkageModel {
    /// All keys that the records must hold, each once.
    var keys: [FieldKey] {
        var seen: Set<FieldKey> = []
        var keys: [FieldKey] = []
        func add(_ key: FieldKey) { if seen.insert(key).inserted { keys.append(key) } }
        for rule in blocking { (rule.keys + (rule.refine ?? [])).forEach(add) }
        for condition in conditions where condition.test != .custom { add(condition.key) }
        for comparison in comparisons { comparison.levels.compactMap(\.frequency).forEach(add) }
        return keys
    }

    /// The keys whose values' frequencies are used in scoring, each once.
    public var frequencyKeys: [FieldKey] {
        var keys: [FieldKey] = []
        for key in comparisons.flatMap({ $0.levels.compactMap(\.frequency) }) where !keys.contains(key) {
            keys.append(key)
        }
        return keys
    }

    /// Keys whose texts are compared by a measure.
    var measuredKeys: Set<FieldKey> {
        let texts = Set(fields.filter { $0.kind == .text }.map(\.name))
        return Set(
            conditions.filter { condition in
                switch condition.test {
                case .similar: true
                case .edits: texts.contains(condition.key.field)
                default: false
                }
            }.map(\.key))
    }

    private var conditions: [Condition] {
        comparisons.flatMap { $0.levels.flatMap { $0.when.flatMap { $0 } } } + clustering.contradictions.flatMap { $0 }
    }

    /// - Throws: `linkage.model` with what is wrong, `linkage.field` for a key whose field is not declared.
    func check() throws(Problem) {
        func fail(_ what: String) -> Problem { Problem("linkage.model", value: what) }
        guard version == Self.currentVersion else { throw fail("version \(version)") }
        guard !fields.isEmpty, Set(fields.map(\.name)).count == fields.count else { throw fail("fields") }
        guard !comparisons.isEmpty, Set(comparisons.map(\.name)).count == comparisons.count else {
            throw fail("comparisons")
        }
        guard !blocking.isEmpty, blocking.allSatisfy({ !$0.keys.isEmpty }) else { throw fail("blocking") }
        guard largestBlock >= 2 else { throw fail("largest_block") }
        let names = Set(fields.map(\.name))
        for key in keys where !names.contains(key.field) {
            throw Problem("linkage.field", at: Place(column: key.field), ["kind": key.text])
        }
        for comparison in comparisons {
            guard !comparison.levels.isEmpty, comparison.levels.count < 64,
                comparison.levels.contains(where: { !$0.isNeutral })
            else { throw fail(comparison.name) }
            guard comparison.levels.allSatisfy({ ($0.relatives ?? 0.1) > 0 && ($0.relatives ?? 0.1) <= 0.5 }) else {
                throw fail("\(comparison.name): relatives")
            }
            for (level, item) in comparison.levels.enumerated() where item.isTied {
                let isNextNeutral = level + 1 < comparison.levels.count && comparison.levels[level + 1].isNeutral
                guard !item.isNeutral, !isNextNeutral else { throw fail("\(comparison.name): tied") }
            }
            // How common a value is says something of a pair only where both records have it.
            for level in comparison.levels {
                guard let key = level.frequency else { continue }
                guard !level.when.isEmpty,
                    level.when.allSatisfy({ all in
                        all.contains { $0.test == .same && !$0.isNegated && $0.key == key }
                    })
                else { throw fail("\(comparison.name): frequency \(key.text)") }
            }
        }
        if let household {
            guard let anchor = comparisons.first(where: { $0.name == household.anchor }), anchor.isShared,
                household.levels > 0, household.levels <= anchor.levels.count
            else { throw fail("household: \(household.anchor)") }
        }
        if let parameters {
            guard parameters.comparisons.count == comparisons.count,
                zip(parameters.comparisons, comparisons).allSatisfy({
                    $0.name == $1.name && $0.m.count == $1.levels.count + 1 && $0.u.count == $0.m.count
                        && $0.h.count == $0.m.count && $0.isCounted.count == $0.m.count
                        && ($0.m + $0.u + $0.h).allSatisfy { $0 > 0 && $0 <= 1 }
                }), parameters.match > 0, parameters.match < 1, parameters.household >= 0, parameters.household < 1
            else { throw fail("parameters") }
        }
        // One that was fitted to other weights says nothing of these.
        if let calibration, parameters == nil || !calibration.isSound { throw fail("calibration") }
    }
}

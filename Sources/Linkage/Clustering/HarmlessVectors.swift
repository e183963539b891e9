import Kernels

extension LinkageModel {
    /// Marks the comparison vectors whose pairs cannot contradict each other, whatever their records are: a level that
    /// they reach asks for something that rules out each contradiction. So the records need not be looked at again.
    func harmlessVectors(_ program: PairProgram) -> [Bool] {
        let levels = comparisons.map { $0.levels.map(isHarmless) + [false] }
        return (0..<program.vectorCount).map { vector in
            var rest = vector
            for comparison in levels {
                if comparison[rest % comparison.count] { return true }
                rest /= comparison.count
            }
            return false
        }
    }

    private func isHarmless(_ level: ComparisonLevel) -> Bool {
        level.when.allSatisfy { all in
            clustering.contradictions.allSatisfy { contradiction in
                all.contains { given in contradiction.contains { given.excludes($0) } }
            }
        }
    }
}

extension Condition {
    /// Whether the other cannot hold where this one does; false where that is not certain.
    func excludes(_ other: Condition) -> Bool {
        guard key == other.key else { return false }
        if test == other.test { return isNegated != other.isNegated }
        switch (test, isNegated, other.test, other.isNegated) {
        case (.same, false, .missing, false), (.missing, false, .same, false): return true
        case (.same, false, .differ(let least), false): return least > 0
        case (.missing, false, .differ, false): return key.part == .whole && key.positions == nil
        default: return false
        }
    }
}

import Evaluation
import Indonesia
import Tabular

/// People to be visited, drawn from those with an unsettled finding.
///
/// Stratified by category, a person in the first of theirs; at least two of each stratum and the rest in proportion;
/// within a stratum every person has the same chance. The same list, answers, size and seed give the same people.
public struct AuditSample: Sendable, Hashable {
    public struct Person: Sendable, Hashable {
        /// The stratum.
        public var category: FindingCategory
        /// All categories that the person is found in.
        public var categories: [FindingCategory]
        /// Rows of the audited list.
        public var rows: [Int]
        /// Masked.
        public var nik: String
        public var name: String
    }

    public struct Stratum: Sendable, Hashable {
        public var category: FindingCategory
        public var people: Int
        public var drawn: Int

        /// How many people of the stratum one that was drawn stands for.
        public var weight: Double { drawn == 0 ? 0 : Double(people) / Double(drawn) }
    }

    public let size: Int
    public let seed: UInt64
    public let strata: [Stratum]
    public let people: [Person]

    public init(_ result: AuditResult, size: Int, seed: UInt64) {
        var masks = [UInt16](repeating: 0, count: result.rows)
        for (place, finding) in result.findings.enumerated() {
            let isSettled = result.answers.indices.contains(place) && result.answers[place].state == .settled
            if !isSettled { masks[Int(finding.line)] |= finding.category.bit }
        }
        AuditTotals.join(&masks, result.index)
        let all = FindingCategory.allCases
        var members = [[UInt32]](repeating: [], count: all.count)
        for (line, mask) in masks.enumerated() where mask != 0 {
            members[mask.trailingZeroBitCount].append(UInt32(truncatingIfNeeded: line))
        }
        let used = all.filter { !members[Int($0.rawValue)].isEmpty }
        let draw = StratifiedDraw(strata: used.map { members[Int($0.rawValue)].count }, size: size, seed: seed)
        strata = zip(used, draw.sizes).map { category, drawn in
            Stratum(category: category, people: members[Int(category.rawValue)].count, drawn: drawn)
        }
        people = zip(used, draw.places).flatMap { category, places in
            places.map { place in
                let first = members[Int(category.rawValue)][place]
                let lines = [first] + result.index.repeats(of: first)
                return Person(
                    category: category, categories: all.filter { masks[Int(first)] & $0.bit != 0 },
                    rows: lines.map { Int(result.lines.rows[Int($0)]) }, nik: result.maskedNumber(Int(first)),
                    name: PersonName.masked(raw: result.lines.name(Int(first))))
            }
        }
        self.size = size
        self.seed = seed
    }
}

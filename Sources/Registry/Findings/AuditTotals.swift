import Tabular

/// What findings come to. A person found in several categories is counted once in the total, and so is the money of a line;
/// what was counted more than once is told, so that the sum over the categories reconciles with the total.
public struct AuditTotals: Sendable, Hashable {
    public struct Category: Sendable, Hashable {
        public var people = 0
        /// Findings: one for each line.
        public var lines = 0
        public var rupiah: Int64 = 0
    }

    /// In the order of ``FindingCategory``.
    public private(set) var categories = [Category](repeating: Category(), count: FindingCategory.allCases.count)
    /// People with a finding at least, each once. A line whose number is none is a person of its own.
    public private(set) var people = 0
    public private(set) var lines = 0
    public private(set) var rupiah: Int64 = 0
    /// People by the number of categories they are found in, from one on.
    public private(set) var byNumber: [Int] = []

    public subscript(category: FindingCategory) -> Category { categories[Int(category.rawValue)] }

    /// The sum of people over all categories.
    public var peopleSummed: Int { categories.reduce(0) { $0 + $1.people } }
    /// How often people are counted beyond once: the sum less the total.
    public var peopleRepeated: Int { peopleSummed - people }
    public var linesSummed: Int { categories.reduce(0) { $0 + $1.lines } }
    public var linesRepeated: Int { linesSummed - lines }
    public var rupiahSummed: Int64 { categories.lazy.map(\.rupiah).boundedSum }
    public var rupiahRepeated: Int64 { rupiahSummed - rupiah }

    init(_ findings: some Sequence<PackedFinding>, _ lines: AuditedLines, _ index: NumberIndex) {
        var masks = [UInt16](repeating: 0, count: lines.count)
        for finding in findings {
            masks[Int(finding.line)] |= finding.category.bit
            categories[Int(finding.category.rawValue)].lines += 1
            categories[Int(finding.category.rawValue)].rupiah.addRupiah(finding.rupiah)
            if finding.category.hasOwnMoney { rupiah.addRupiah(finding.rupiah) }
        }
        let own = FindingCategory.allCases.filter(\.hasOwnMoney).reduce(0) { $0 | $1.bit }
        for (line, mask) in masks.enumerated() where mask != 0 {
            self.lines += 1
            if mask & ~own != 0 { rupiah.addRupiah(lines.amount(line)) }
        }
        Self.join(&masks, index)
        byNumber = [Int](repeating: 0, count: FindingCategory.allCases.count)
        for mask in masks where mask != 0 {
            people += 1
            byNumber[mask.nonzeroBitCount - 1] += 1
            for place in categories.indices where mask & 1 << UInt16(place) != 0 { categories[place].people += 1 }
        }
        byNumber = Array(byNumber.prefix((byNumber.lastIndex { $0 > 0 } ?? -1) + 1))
    }

    /// Puts what is found on any line of a person on the first one.
    static func join(_ masks: inout [UInt16], _ index: NumberIndex) {
        for (first, later) in index.allRepeats {
            for line in later {
                masks[Int(first)] |= masks[Int(line)]
                masks[Int(line)] = 0
            }
        }
    }
}

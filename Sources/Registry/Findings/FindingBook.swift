/// Findings as they come up, one for each line and category.
struct FindingBook {
    private(set) var findings: [PackedFinding] = []
    /// For each line the categories found.
    private(set) var masks: [UInt16]
    /// For each line the categories that could not be decided.
    private(set) var undecided: [UInt16]

    init(lines: Int) {
        masks = [UInt16](repeating: 0, count: lines)
        undecided = masks
    }

    /// Keeps a finding unless the line has one of that category.
    mutating func add(_ finding: PackedFinding) {
        let (line, bit) = (Int(finding.line), finding.category.bit)
        guard masks[line] & bit == 0 else { return }
        masks[line] |= bit
        findings.append(finding)
    }

    /// Adds money to the finding of a payment that came once more.
    mutating func pay(_ finding: PackedFinding, known: inout [UInt32: Int]) {
        if let place = known[finding.line] {
            findings[place].rupiah.addRupiah(finding.rupiah)
            return
        }
        known[finding.line] = findings.count
        add(finding)
    }

    mutating func leaveOpen(_ line: Int, _ category: FindingCategory) { undecided[line] |= category.bit }

    /// By category, then by line.
    mutating func sort() {
        findings.sort { ($0.category.rawValue, $0.line) < ($1.category.rawValue, $1.line) }
    }

    /// Lines of a category that nothing decided.
    func undecidedLines() -> [Int] {
        var counts = [Int](repeating: 0, count: FindingCategory.allCases.count)
        for (line, open) in undecided.enumerated() where open & ~masks[line] != 0 {
            for category in FindingCategory.allCases where (open & ~masks[line]) & category.bit != 0 {
                counts[Int(category.rawValue)] += 1
            }
        }
        return counts
    }
}

import Problems
import Registry
import Store

/// Overlaps with the addresses of their pages: pairs are named by their batches, which do not change their numbers.
struct OverlapLists {
    let batches: [BatchRecord]
    let result: OverlapResult
    let titles: [String]
    let words: Words
    /// What the addresses of pairs end with, so that whoever reads the past stays in it.
    private let suffix: String

    init(_ snapshot: Findings.Overlap, _ names: Names, _ words: Words, suffix: String = "") {
        self.suffix = suffix
        batches = snapshot.batches
        result = snapshot.result
        titles = snapshot.batches.map(names.list)
        self.words = words
    }

    /// The place of a batch among the lists; nil when it is not committed.
    func index(_ batch: Int64) -> Int? { batches.firstIndex { $0.id == batch } }

    func head(_ list: Int) -> OverlapPage.Head {
        OverlapPage.Head(number: String(list + 1), name: titles[list], address: "/daftar/\(batches[list].id)")
    }

    /// - Parameter verdict: the part of the pair's page for a verdict.
    func address(_ a: Int, _ b: Int, verdict: String? = nil) -> String {
        "/tumpang-tindih/\(batches[min(a, b)].id)/\(batches[max(a, b)].id)" + (verdict.map { "/" + $0 } ?? "") + suffix
    }

    /// What one rule, or none, says of a pair; the gravest first.
    func findings(_ a: Int, _ b: Int) -> [OverlapResult.Finding] {
        let all = result.findings.filter { ($0.a, $0.b) == (min(a, b), max(a, b)) }
        return Verdict.allCases.flatMap { verdict in all.filter { $0.verdict == verdict } }
    }

    func cell(_ row: Int, _ column: Int) -> OverlapPage.Cell {
        let findings = findings(row, column)
        let count = result.matrix[row][column]
        let gravest = findings.first { $0.unit == .person } ?? findings.first
        // Where the verdict concerns not all of the people counted, the cell says how many.
        let note = gravest.map { finding in
            let name = words("verdict.\(finding.verdict.rawValue)")
            if finding.unit == .family { return words("overlap.cell", ["verdict": name, "n": concerned(finding)]) }
            let people = findings.filter { $0.unit == .person && $0.verdict == finding.verdict }
                .reduce(0) { $0 + $1.people }
            return people == count ? name : words("overlap.cell", ["verdict": name, "n": words.count(people)])
        }
        return OverlapPage.Cell(
            count: count == 0 ? "–" : words.count(count), address: findings.isEmpty ? nil : address(row, column),
            verdict: gravest?.verdict.rawValue, verdictName: note,
            isOwn: row == column)
    }

    func name(_ a: Int, _ b: Int) -> String {
        a == b
            ? words("overlap.within", ["list": titles[a]])
            : words("overlap.pair", ["a": titles[min(a, b)], "b": titles[max(a, b)]])
    }

    /// Pairs with somebody on both, those with the gravest verdict first.
    func pairs() -> [OverlapPage.PairRow] {
        var order: [(rank: Int, people: Int, row: OverlapPage.PairRow)] = []
        for a in batches.indices {
            for b in a..<batches.count {
                let findings = findings(a, b)
                guard let first = findings.first else { continue }
                let people = findings.filter { $0.unit == .person }.reduce(0) { $0 + $1.people }
                let families = findings.filter { $0.unit == .family }.reduce(0) { $0 + $1.families }
                order.append(
                    (
                        Verdict.allCases.firstIndex(of: first.verdict) ?? 0, people,
                        OverlapPage.PairRow(
                            name: name(a, b), address: address(a, b), people: words.count(people),
                            families: words.count(families), findings: findings.map(line))
                    ))
            }
        }
        return order.sorted { ($0.rank, -$0.people) < ($1.rank, -$1.people) }.map(\.row)
    }

    /// How many a finding concerns, in words.
    func concerned(_ finding: OverlapResult.Finding) -> String {
        guard finding.unit == .person else {
            return words("overlap.families", ["n": words.count(finding.families)])
        }
        let people = words("overlap.people", ["n": words.count(finding.people)])
        guard finding.namesDiffer > 0 else { return people }
        return people + " (" + words("overlap.names-differ", ["n": words.count(finding.namesDiffer)]) + ")"
    }

    private func line(_ finding: OverlapResult.Finding) -> OverlapPage.Finding {
        OverlapPage.Finding(
            verdict: finding.verdict.rawValue, verdictName: words("verdict.\(finding.verdict.rawValue)"),
            concerned: concerned(finding), amount: words.money(finding.amount))
    }

    func complements(_ complements: [OverlapResult.Complement]) -> [ComplementRow] {
        complements.sorted { $0.people > $1.people }.map { ComplementRow($0, self) }
    }
}

/// People whom one programme serves and whom a fitting other one, present in their village, does not.
struct ComplementRow: Sendable {
    struct Village: Sendable {
        var name: String
        var people: String
    }

    var served: String
    var other: String
    var people: String
    var condition: String
    var villages: [Village]

    init(_ complement: OverlapResult.Complement, _ lists: OverlapLists) {
        served = lists.titles[complement.servedBy]
        other = lists.titles[complement.notOn]
        people = lists.words.count(complement.people)
        condition = lists.words.pick(complement.conditionId, complement.conditionEn)
        villages = complement.villages.map { Village(name: $0.name, people: lists.words.count($0.people)) }
    }
}

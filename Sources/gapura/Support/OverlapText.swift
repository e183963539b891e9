import Problems
import Registry

/// Overlaps for a terminal.
struct OverlapText {
    private let result: OverlapResult
    private let console: Console

    init(_ result: OverlapResult, _ console: Console) {
        self.result = result
        self.console = console
    }

    var text: String {
        let language = console.language
        var text =
            console.say(
                "overlap.people",
                ["people": language.integer(result.peopleOnSeveral), "all": language.integer(result.people)]) + "\n\n"
        var matrix = TextGrid([""] + result.lists.map(\.name), numeric: Set(1...max(1, result.lists.count)))
        for (index, list) in result.lists.enumerated() {
            matrix.add([list.name] + result.matrix[index].map { language.integer($0) })
        }
        text += matrix.text + "\n" + identities
        var findings = TextGrid(
            ["verdict", "pair", "heads", "families", "amount", "basis"].map { console.say("overlap." + $0) },
            numeric: [2, 3, 4])
        for finding in result.findings {
            let pair =
                finding.a == finding.b
                ? result.lists[finding.a].name + " ↻"
                : result.lists[finding.a].name + " × " + result.lists[finding.b].name
            let basis = finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 } ?? console.say("overlap.no-basis")
            findings.add([
                console.say("verdict." + finding.verdict.rawValue), pair,
                finding.people > 0 ? language.integer(finding.people) : "–", language.integer(finding.families),
                language.rupiah(finding.amount), finding.verdict == .unregulated ? "–" : basis,
            ])
        }
        text += findings.text
        let differing = result.findings.reduce(0) { $0 + $1.namesDiffer }
        if differing > 0 {
            text += console.say("overlap.names-differ", ["n": language.integer(differing)]) + "\n"
        }
        guard !result.complements.isEmpty else { return text }
        text += "\n" + console.say("overlap.complements") + "\n"
        for complement in result.complements {
            text +=
                "  "
                + console.say(
                    "overlap.complement",
                    [
                        "people": language.integer(complement.people), "a": result.lists[complement.servedBy].name,
                        "b": result.lists[complement.notOn].name,
                        "villages": language.integer(complement.villages.count),
                    ]) + "\n"
        }
        return text
    }

    /// What matches add beside the counts by number; empty where nobody has searched for any.
    private var identities: String {
        guard let found = result.identities else { return "" }
        let language = console.language
        let text =
            console.say(
                "overlap.identities",
                [
                    "confirmed": language.integer(found.confirmed), "probable": language.integer(found.probable),
                    "open": language.integer(found.open),
                ]) + "\n"
        guard !found.pairs.isEmpty else { return text + "\n" }
        var grid = TextGrid(
            ["pair", "by-number", "confirmed", "probable"].map { console.say("overlap." + $0) }, numeric: [1, 2, 3])
        for pair in found.pairs where pair.confirmed + pair.probable > 0 {
            grid.add([
                result.lists[pair.a].name + " × " + result.lists[pair.b].name,
                language.integer(result.matrix[pair.a][pair.b]), language.integer(pair.confirmed),
                language.integer(pair.probable),
            ])
        }
        return text + grid.text + "\n" + matched(found)
    }

    /// What rules about pairs of programmes say of people and families that matches bring together.
    private func matched(_ found: IdentityOverlap) -> String {
        guard !found.findings.isEmpty else { return "" }
        let language = console.language
        var grid = TextGrid(
            ["verdict", "pair", "basis-of-match", "unit", "cases", "amount", "basis"].map {
                console.say("overlap." + $0)
            }, numeric: [4, 5])
        for finding in found.findings {
            let pair =
                finding.a == finding.b
                ? result.lists[finding.a].name + " ↻"
                : result.lists[finding.a].name + " × " + result.lists[finding.b].name
            var amount = finding.amountA
            amount.addRupiah(finding.amountB)
            grid.add([
                console.say("verdict." + finding.verdict.rawValue), pair,
                console.say(finding.isConfirmed ? "overlap.confirmed" : "overlap.probable"),
                console.say("overlap.unit." + finding.unit.rawValue), language.integer(finding.count),
                language.rupiah(amount), finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 } ?? "–",
            ])
        }
        return console.say("overlap.matched") + "\n" + grid.text + "\n"
    }
}

import Problems
import Registry
import Reports

/// Which letters were written.
struct RuleLettersAnswer: Encodable {
    private struct Letter: Encodable {
        var row: Int
        var nik: String
        var verdict: String
        var rules: [String]
    }

    private var file: String?
    private var letters: [Letter]

    init(_ cases: [RuledCase], file: String?) {
        self.file = file
        letters = cases.map {
            Letter(
                row: $0.row, nik: $0.maskedNIK, verdict: $0.verdict.rawValue, rules: $0.reasons.map(\.rule.code))
        }
    }

    func sentence(_ console: Console) -> String {
        console.say("rules.letters", ["count": console.integer(letters.count)])
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(["row", "nik", "verdict", "code"].map { console.say("rules.column." + $0) }, numeric: [0])
        for letter in letters {
            grid.add([
                String(letter.row), letter.nik, console.say("rules.verdict." + letter.verdict),
                letter.rules.joined(separator: " "),
            ])
        }
        return grid
    }
}

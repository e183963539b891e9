import Rules
import Synchronization

/// The questions that conditions turn out to ask while they are written as SQL, each once.
final class AskedQuestions: Sendable {
    private let questions: CaseQuestions
    private let found = Mutex<[CaseQuestion]>([])

    init(_ judge: RuleJudge, _ layout: FactLayout) { questions = judge.questions(layout) }

    var all: [CaseQuestion] { found.withLock { $0 } }

    /// The column with the answer; nil where an argument differs from row to row.
    func fragment(_ name: String, _ arguments: [SQLFragment], isNumber: Bool) -> SQLFragment? {
        var values: [RuleValue] = []
        for (place, argument) in arguments.enumerated() {
            guard let value = argument.constant else { return nil }
            // A point in time is written as its seconds.
            if name == "age", place == 0, case .int(let seconds) = value {
                guard let point = TimePoint(seconds: seconds) else { return nil }
                values.append(.timestamp(point))
            } else {
                values.append(value)
            }
        }
        let question = questions.question(name, values)
        let place = found.withLock { found in
            if let known = found.firstIndex(where: { $0.shown == question.shown }) { return known }
            found.append(question)
            return found.count - 1
        }
        let column = "j.q" + String(place)
        return SQLFragment(isNumber ? column : "(" + column + " = 1)")
    }
}

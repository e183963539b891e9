/// Rows of a query that is being read.
final class AnswerStream {
    var isComplete = false
    private var waiting: [ServerAnswer] = []
    private var taken = 0

    func keep(_ answer: ServerAnswer) { waiting.append(answer) }

    func take() -> ServerAnswer? {
        guard taken < waiting.count else { return nil }
        taken += 1
        return waiting[taken - 1]
    }
}

import Rules

/// Which facts the lines of a list tell, and where each of them is read: the same for all of its lines.
final class FactLayout: Sendable {
    struct Entry: Sendable {
        /// The path of a value, or the call of a question in its one way of writing.
        var name: String
        /// Whether it answers a question.
        var isAnswer: Bool
        var source: FactSource
    }

    let entries: [Entry]
    private let values: [String: [Int]]
    private let answers: [String: [Int]]

    init(_ entries: [Entry]) {
        self.entries = entries
        func places(_ isAnswer: Bool) -> [String: [Int]] {
            // Where two columns say the same, the later one counts, unless its cell is empty.
            Dictionary(
                grouping: entries.indices.reversed().filter { entries[$0].isAnswer == isAnswer },
                by: { entries[$0].name })
        }
        values = places(false)
        answers = places(true)
    }

    /// Where a value may stand, the place that counts first.
    func places(of path: String) -> [Int] { values[path] ?? [] }

    /// Where the line itself may answer a call, the place that counts first.
    func places(answering call: String) -> [Int] { answers[call] ?? [] }

    static let empty = FactLayout([])
}

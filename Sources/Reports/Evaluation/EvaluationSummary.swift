import Problems
import Studies

/// The few sentences that a reader in a hurry takes away. They count and quote; they do not judge and name no cause.
struct EvaluationSummary {
    let result: StudyResult
    let words: Words

    var sentences: [String] { [] }
}

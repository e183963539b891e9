import Evaluation
import Problems

/// Rows per category, with what is missing and what no category holds.
struct CategoryCounts: Sendable {
    /// All rows.
    let n: Int
    /// Rows without an answer.
    let missing: Int
    /// Rows per category.
    let counts: [Int]
    /// Rows with an answer that no category holds.
    let unlisted: Int

    /// Rows with an answer.
    var valid: Int { n - missing }

    init(_ categories: [Category], _ context: StudyContext) throws(Problem) {
        var memberships: [[Double]] = []
        for category in categories { memberships.append(try context.values(category.condition)) }
        var counts = Array(repeating: 0, count: categories.count)
        var missing = 0
        var unlisted = 0
        for row in 0..<context.count {
            let values = memberships.map { $0[row] }
            if values.allSatisfy(\.isNaN) {
                missing += 1
                continue
            }
            for (index, value) in values.enumerated() where value == 1 { counts[index] += 1 }
            if !values.contains(1) { unlisted += 1 }
        }
        n = context.count
        self.missing = missing
        self.counts = counts
        self.unlisted = unlisted
    }
}

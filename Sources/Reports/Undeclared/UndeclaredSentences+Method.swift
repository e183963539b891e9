import Charts
import Evaluation
import Problems
public import Registry

/// What was searched, how, and what that leaves open.
extension UndeclaredSentences {
    /// That nothing was found, and why that says little where it does. It is an all-clear only where all decisions could be
    /// read and there were refusals.
    public func nothing(_ report: UndeclaredReport) -> String? {
        guard report.findings.isEmpty else { return nil }
        if report.unreadRows > 0 { return words("nothing.unread", ["unread": words.count(report.unreadRows)]) }
        if Self.refused(report) == 0 { return words("nothing.no-refusals") }
        if report.result.limits.contains(.nothingUnexplained) { return words("nothing.explained") }
        return words("nothing", ["level": words.numbers.percent(report.result.options.level, 0)])
    }

    private func limit(_ limit: UndeclaredCriteria.Limit, _ report: UndeclaredReport) -> String {
        switch limit {
        case .nothingUnexplained: nothing(report) ?? words("nothing.explained")
        case .nobodyAccepted: words("limit.nobody-accepted")
        case .tooFew(let unexplained, let accepted):
            words("limit.too-few", ["unexplained": words.count(unexplained), "accepted": words.count(accepted)])
        case .held(let count): words("limit.held", ["count": words.count(count)])
        case .linesWithoutComparison(let count): words("limit.no-comparison", ["count": words.count(count)])
        case .identifier(let name): words("limit.identifier", ["name": rules.label(name)])
        case .missing(let name, let count):
            words("limit.missing", ["name": rules.label(name), "count": words.count(count)])
        case .singleConditionsOnly: words("limit.single")
        }
    }

    /// All that limits a search.
    public func limits(_ report: UndeclaredReport) -> [String] {
        report.result.limits.map { limit($0, report) }
    }

    /// How it was searched.
    public func method(_ report: UndeclaredReport) -> String {
        let (extent, options) = (report.result.extent, report.result.options)
        return words(
            "method",
            [
                "conditions": words.count(extent.conditions), "compared": words.count(extent.compared),
                "unexplained": words.count(extent.unexplained), "strata": words.count(extent.strata),
                "draws": words.count(options.draws), "level": words.numbers.percent(options.level, 0),
                "reaches": words.count(extent.reaches),
            ])
    }

    /// What keeps a reader from a wrong conclusion; the same under every search.
    public var cautions: [String] {
        ["association", "stand-ins", "small", "stated", "unseen", "rules"].map { words("caution." + $0) }
    }
}

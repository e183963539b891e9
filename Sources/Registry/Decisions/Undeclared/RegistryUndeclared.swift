public import Indonesia
public import Problems
import Store

extension Registry {
    /// Holds the decisions in stages that are recorded about a committed list against rules, and searches what they do not
    /// explain. Stores nothing; the log is told that the lines were read.
    ///
    /// - Parameters:
    ///   - id: the import.
    ///   - files: the rules that decide, where they rest on a regulation; all other bundled rules of the programme are
    ///     compared.
    ///   - day: the day of the decision; the list's own when nil.
    ///   - further: lists beside those of the registry.
    /// - Throws: `import.unknown`, `import.not-committed`, `rules.no-stages`; what ``RuleJudge`` and ``UndeclaredSearch`` throw.
    public func undeclared(
        batch id: Int64, by files: [RuleFile], on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(),
        against further: [ReferenceList] = [], forms: [ScoringForm] = [],
        asking: UndeclaredQuestion = UndeclaredQuestion()
    ) throws(Problem) -> UndeclaredReport {
        let rules = try RuleLibrary.withCatalogue(files)
        let opened = try openCases(of: id, for: rules, on: day, given: given, against: further, forms: forms)
        let history = StageHistory(
            try database.read { try EnrolmentQueries($0).stageEvents(batch: id) }, name: "\(opened.batch.name) #\(id)")
        guard history.people > 0 else {
            throw Problem("rules.no-stages", .refuse, at: Place(file: opened.batch.name), ["id": String(id)])
        }
        var search = UndeclaredSearch(Set(files.map(\.name)), opened.judge)
        search.asking = asking
        var searched = try SearchedLines(opened.judge, columns: opened.columns, list: opened.batch.name, asking)
        try searched.add(try opened.lines())
        return try search.report(searched, history)
    }
}

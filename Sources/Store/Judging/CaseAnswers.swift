/// The answers to questions as expressions of SQL: people and families are gathered from the lists once, with a column for each
/// group of lists that is asked together, and joined to the cases.
struct CaseAnswers {
    private struct Group: Hashable {
        var lists: [Int]
        var asked: CaseTables.Asked
    }

    private var groups: [Group] = []
    private var families: [[Int]] = []
    private var texts: [String] = []

    init(_ questions: [CaseTables.Question]) {
        for question in questions { texts.append(text(question)) }
    }

    /// What is selected beside the case: the answers, `q0` and so on.
    var columns: String { texts.enumerated().map { ", \($1) AS q\($0)" }.joined() }

    var joins: String {
        (groups.isEmpty ? "" : " LEFT JOIN rule_person p ON p.nik = c.nik")
            + (families.isEmpty ? "" : " LEFT JOIN rule_card f ON f.family_card = c.family_card")
    }

    /// A query of people with a mark for each group of lists: 2 for a yes, 1 where it is not known, else 0; nil where none is
    /// asked.
    var people: String? {
        guard !groups.isEmpty else { return nil }
        let columns = groups.enumerated().map { place, group in
            let mark =
                switch group.asked {
                case .isListed: "2"
                case .received: "2 * m.received"
                case .runs: "m.runs"
                }
            return "MAX(CASE WHEN m.list IN (\(Self.numbers(group.lists))) THEN \(mark) ELSE 0 END) AS g\(place)"
        }
        return "SELECT m.nik AS nik, \(columns.joined(separator: ", ")) FROM rule_member m GROUP BY m.nik"
    }

    /// A query of families with the first and the last member on each group of lists: another than one member is there
    /// where they differ, or where the one that there is is not that member.
    var cards: String? {
        guard !families.isEmpty else { return nil }
        let columns = families.enumerated().map { place, lists in
            let member = "CASE WHEN m.list IN (\(Self.numbers(lists))) THEN m.member END"
            return "MIN(\(member)) AS first\(place), MAX(\(member)) AS last\(place)"
        }
        return """
            SELECT m.family_card AS family_card, \(columns.joined(separator: ", ")) FROM rule_family m
            GROUP BY m.family_card
            """
    }

    private static func numbers(_ lists: [Int]) -> String {
        lists.map { String($0) }.joined(separator: ", ")
    }

    private mutating func text(_ question: CaseTables.Question) -> String {
        switch question {
        case .listed(let sources): return settled(sources)
        case .ever(let own, let years, let isComplete): return ever(own, years, isComplete: isComplete)
        case .family(let sources): return family(sources)
        case .age(let birth, let year, let month, let day): return Self.age("c." + birth, year, month, day)
        case .unanswerable: return Self.nothing
        }
    }

    private static let nothing = "CAST(NULL AS BIGINT)"

    /// What lists say; nil where none does.
    private mutating func listed(_ sources: CaseTables.Sources) -> String? {
        guard !sources.lists.isEmpty else { return nil }
        let group = Group(lists: sources.lists, asked: sources.asked)
        let place = groups.firstIndex(of: group) ?? groups.count
        if place == groups.count { groups.append(group) }
        let no = sources.saysNo ? " WHEN 0 THEN 0" : ""
        return "CASE WHEN c.nik IS NOT NULL THEN CASE COALESCE(p.g\(place), 0) WHEN 2 THEN 1\(no) END END"
    }

    /// The answer of line and lists; nothing where they disagree, that of the line where the lists say nothing.
    private mutating func settled(_ sources: CaseTables.Sources) -> String {
        let own = sources.own.map { "c." + $0 }
        guard let listed = listed(sources) else { return own ?? Self.nothing }
        guard let own else { return listed }
        return """
            CASE WHEN \(own) IS NULL THEN \(listed) WHEN (\(listed)) IS NULL OR \(own) = (\(listed)) THEN \(own) END
            """
    }

    private mutating func ever(_ own: String?, _ years: [CaseTables.Sources], isComplete: Bool) -> String {
        var disagreeing: [String] = []
        var answers: [String] = []
        for year in years {
            answers.append("(" + settled(year) + ")")
            if let own = year.own, let listed = listed(year) {
                disagreeing.append("c.\(own) <> (\(listed))")
            }
        }
        var text = "CASE"
        if let own { text += " WHEN c.\(own) IS NOT NULL THEN c.\(own)" }
        if !disagreeing.isEmpty { text += " WHEN \(disagreeing.joined(separator: " OR ")) THEN NULL" }
        if !answers.isEmpty {
            text += " WHEN \(answers.map { $0 + " = 1" }.joined(separator: " OR ")) THEN 1"
        }
        if isComplete {
            let needed = zip(years, answers).filter { !$0.0.isOptional }.map { $0.1 + " = 0" }
            text += " WHEN \(needed.isEmpty ? "0 = 0" : needed.joined(separator: " AND ")) THEN 0"
        }
        return text == "CASE" ? Self.nothing : text + " END"
    }

    private mutating func family(_ sources: CaseTables.Sources) -> String {
        let own = sources.own.map { "c." + $0 }
        guard !sources.lists.isEmpty else { return own ?? Self.nothing }
        let place = families.firstIndex(of: sources.lists) ?? families.count
        if place == families.count { families.append(sources.lists) }
        let known = own.map { " WHEN \($0) IS NOT NULL THEN \($0)" } ?? ""
        let no = sources.saysNo ? "0" : "NULL"
        return """
            CASE\(known) WHEN c.family_card IS NULL THEN NULL WHEN f.first\(place) IS NULL THEN \(no) \
            WHEN c.nik IS NULL OR f.first\(place) <> c.nik OR f.last\(place) <> c.nik THEN 1 ELSE \(no) END
            """
    }

    /// Who is not born yet has no age: the dates are wrong.
    private static func age(_ birth: String, _ year: Int, _ month: Int, _ day: Int) -> String {
        let born = "CAST(substr(\(birth), 1, 4) AS BIGINT)"
        let within = "(CAST(substr(\(birth), 6, 2) AS BIGINT) * 100 + CAST(substr(\(birth), 9, 2) AS BIGINT))"
        let years = "(\(year) - \(born) - CASE WHEN \(month * 100 + day) < \(within) THEN 1 ELSE 0 END)"
        return "CASE WHEN \(years) >= 0 THEN \(years) END"
    }
}

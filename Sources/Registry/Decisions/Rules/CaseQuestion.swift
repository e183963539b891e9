import Indonesia
import Rules

/// How one question is answered for each line of a list: from a column of its own, from what was given, from other lists.
/// Whoever judges line by line and whoever judges in a database go by it.
struct CaseQuestion: Sendable {
    /// Who may answer; where they disagree, a person has to look.
    final class Sources: Sendable {
        /// The question as readers see it.
        let shown: String
        /// The question in its one way of writing.
        let call: String
        /// Places of the line that may answer, the one that counts first.
        let own: [Int]
        /// What was given for lines that do not answer themselves.
        let given: RuleValue?
        /// Places of the lists that answer together; none: no list does.
        let lists: [Int]
        /// What is asked of somebody on these lists.
        let question: ReferencePeople.Question
        /// The place of the first list on which who is not there counts as a no; nil where none reaches far enough.
        let noFrom: Int?
        /// The fiscal year that is asked for, where one is.
        let year: Int?
        /// Whether only a yes counts: of years that need no answer.
        let isOptional: Bool

        /// - Parameter said: what is known without any list.
        init(
            _ said: (shown: String, call: String, own: [Int], given: RuleValue?),
            _ question: ReferencePeople.Question = .received, _ lists: [Int] = [], noFrom: Int? = nil,
            year: Int? = nil, isOptional: Bool = false
        ) {
            (shown, call, own, given) = said
            (self.question, self.lists, self.noFrom) = (question, lists, noFrom)
            (self.year, self.isOptional) = (year, isOptional)
        }
    }

    enum Kind: Sendable {
        case listed(Sources)
        /// Ever: the line's word for it, or else the years one by one; they tell a no only where none is left out.
        case ever(Sources, years: [Sources], isComplete: Bool)
        case family(Sources)
        /// Full years on a day; nil where the argument is no day.
        case age(on: CalendarDate?)
        case unanswerable
    }

    var name: String
    var shown: String
    var kind: Kind
}

/// Finds out how questions are answered for the lines of one list.
struct CaseQuestions: Sendable {
    let schema: FactSchema
    let references: ReferenceLists
    let day: CalendarDate
    let year: Int
    let given: GivenFacts
    let layout: FactLayout

    func question(_ function: Int, _ arguments: [RuleValue]) -> CaseQuestion {
        question(schema.questions[function].name, arguments)
    }

    func question(_ name: String, _ arguments: [RuleValue]) -> CaseQuestion {
        let shown = CaseAge.shown(name, arguments)
        func made(_ kind: CaseQuestion.Kind) -> CaseQuestion { CaseQuestion(name: name, shown: shown, kind: kind) }
        if name == "age" {
            guard case .timestamp(let point) = arguments.first else { return made(.unanswerable) }
            return made(.age(on: CaseAge.day(of: point)))
        }
        guard case .string(let programme) = arguments.first else { return made(.unanswerable) }
        var asked: Int?
        if arguments.count > 1, case .int(let number) = arguments[1] { asked = Int(exactly: number) }
        let said = said(name, arguments)
        switch name {
        case "received":
            guard arguments.count > 1 else { return made(ever(programme, CaseQuestion.Sources(said))) }
            guard let asked else { return made(.listed(CaseQuestion.Sources(said))) }
            return made(.listed(sources(said, .received, recipients(of: programme, year: asked), year: asked)))
        case "active": return made(.listed(sources(said, .runs, recipients(of: programme))))
        case "in_list":
            let lists = references.lists.indices.filter { references.lists[$0].kind == programme }
            return made(.listed(sources(said, .isListed, lists)))
        case "member_of_family_receiving":
            let lists = recipients(of: programme, year: asked).filter { references.lists[$0].tellsFamilies }
            return made(.family(sources(said, .received, lists, year: asked)))
        default: return made(.unanswerable)
        }
    }

    private typealias Said = (shown: String, call: String, own: [Int], given: RuleValue?)

    /// What the line itself answers, or else what was given.
    private func said(_ name: String, _ arguments: [RuleValue]) -> Said {
        let call = GivenFacts.call(name, arguments)
        return (
            CaseAge.shown(name, arguments), call, layout.places(answering: call), given.answer(name, arguments)
        )
    }

    /// Asks lists a question; whose no does not reach the day, or the year, says only yes.
    private func sources(
        _ said: Said, _ question: ReferencePeople.Question, _ lists: [Int], year: Int? = nil, isOptional: Bool = false
    ) -> CaseQuestion.Sources {
        CaseQuestion.Sources(
            said, question, lists,
            noFrom: lists.first { references.lists[$0].saysNo(question, on: day, year: year) }, year: year,
            isOptional: isOptional)
    }

    private func recipients(of programme: String, year: Int? = nil) -> [Int] {
        references.lists.indices.filter { references.lists[$0].tells(programme, year: year) }
    }

    /// Every year since the programme began, and every year up to that of the decision that a list speaks of: of those beside
    /// the others a list may be too old for a no, or there may be none.
    private func ever(_ programme: String, _ sources: CaseQuestion.Sources) -> CaseQuestion.Kind {
        let first = references.firstYears[programme]
        let needed = Set((first ?? year)..<max(year, first ?? year))
        let told = recipients(of: programme).map { references.lists[$0].year }.filter { $0 <= year }
        let each = needed.union(told).sorted().map { asked in
            self.sources(
                said("received", [.string(programme), .int(Int64(asked))]), .received,
                recipients(of: programme, year: asked), year: asked, isOptional: !needed.contains(asked))
        }
        return .ever(sources, years: each, isComplete: first != nil)
    }
}

import Indonesia
import Rules

/// How one question is answered for each line of a list: from a column of its own, from what was given, from other lists.
/// Whoever judges line by line and whoever judges in a database go by it.
struct CaseQuestion: Sendable {
    /// Who may answer; where they disagree, a person has to look.
    struct Sources: Sendable {
        /// The question as readers see it.
        var shown: String
        /// The question in its one way of writing.
        var call: String
        /// Places of the line that may answer, the one that counts first.
        var own: [Int]
        /// What was given for lines that do not answer themselves.
        var given: RuleValue?
        /// Places of the lists that answer together; none: no list does.
        var lists: [Int] = []
        /// Whether an entry of a list counts only while it runs.
        var asksRunning = false
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
        var sources = said(name, arguments)
        switch name {
        case "received":
            guard arguments.count > 1 else { return made(ever(programme, sources)) }
            if let asked { sources.lists = recipients(of: programme, year: asked) }
            return made(.listed(sources))
        case "active":
            sources.lists = recipients(of: programme)
            sources.asksRunning = true
            return made(.listed(sources))
        case "in_list":
            sources.lists = references.lists.indices.filter { references.lists[$0].kind == programme }
            return made(.listed(sources))
        case "member_of_family_receiving":
            sources.lists = recipients(of: programme, year: asked).filter { references.lists[$0].tellsFamilies }
            return made(.family(sources))
        default: return made(.unanswerable)
        }
    }

    /// What the line itself answers, or else what was given.
    private func said(_ name: String, _ arguments: [RuleValue]) -> CaseQuestion.Sources {
        let call = GivenFacts.call(name, arguments)
        return CaseQuestion.Sources(
            shown: CaseAge.shown(name, arguments), call: call, own: layout.places(answering: call),
            given: given.answer(name, arguments))
    }

    private func recipients(of programme: String, year: Int? = nil) -> [Int] {
        references.lists.indices.filter { references.lists[$0].tells(programme, year: year) }
    }

    /// Every year since the programme began, and every year that a list speaks of.
    private func ever(_ programme: String, _ sources: CaseQuestion.Sources) -> CaseQuestion.Kind {
        let first = references.firstYears[programme]
        let years = Set((first ?? year)..<max(year, first ?? year)).union(
            recipients(of: programme).map { references.lists[$0].year })
        let each = years.sorted().map { asked in
            var sources = said("received", [.string(programme), .int(Int64(asked))])
            sources.lists = recipients(of: programme, year: asked)
            return sources
        }
        return .ever(sources, years: each, isComplete: first != nil)
    }
}

import Problems
import Rules

/// Answers to questions, from the line, from what was given and from other lists.
extension CaseActivation {
    /// What stands for a problem where nobody asks which.
    private static let disagreement = RuleOutcome.error(Problem("rules.sources-disagree"))

    private static let undecided = RuleOutcome.error(Problem("rules.match-open"))

    func answer(_ question: CaseQuestion, _ arguments: [RuleValue]) -> RuleOutcome {
        switch question.kind {
        case .listed(let sources):
            let found = listed(sources)
            return proved(sources) ?? doubted(sources, found) ?? settle(sources, found)
        case .ever(let sources, let years, let isComplete):
            return proved(sources) ?? ever(question.shown, sources, years, isComplete: isComplete)
        case .family(let sources): return proved(sources) ?? family(sources)
        case .age: return age(question.name, arguments)
        case .unanswerable: return .unknown([question.shown])
        }
    }

    private func age(_ name: String, _ arguments: [RuleValue]) -> RuleOutcome {
        guard let birth, case .value(let value) = value(at: birth) else { return CaseAge.missing(name, arguments) }
        return CaseAge.answer(name, arguments, value) ?? CaseAge.missing(name, arguments)
    }

    /// What was proved since the lists were drawn up.
    private func proof(_ sources: CaseQuestion.Sources) -> KnownFact? {
        facts.evidence.isEmpty ? nil : facts.evidence[sources.call]
    }

    /// An answer that was proved: it goes before whatever lists say.
    private func proved(_ sources: CaseQuestion.Sources) -> RuleOutcome? {
        proof(sources).map { proved(sources.shown, $0) }
    }

    /// What the line itself answers, or else what was given.
    private func said(_ sources: CaseQuestion.Sources) -> RuleValue? {
        for place in sources.own {
            if let value = facts.cells[place] { return value }
        }
        return given(sources)
    }

    /// What was given for lines that do not answer; one that answers what nobody understands does.
    private func given(_ sources: CaseQuestion.Sources) -> RuleValue? {
        facts.unread[sources.call] == nil ? sources.given : nil
    }

    /// The question as it is told to be missing, with the cell that nobody understands.
    private func gap(_ sources: CaseQuestion.Sources) -> String {
        facts.unread[sources.call].map { Self.unread($0, of: sources.shown) } ?? sources.shown
    }

    /// What lists answer together: yes where one of them does, no where none does and one reaches far enough to say so;
    /// nothing where an entry does not decide it.
    private func listed(_ sources: CaseQuestion.Sources) -> (answer: Bool, list: Int)? {
        guard !sources.lists.isEmpty, let nik = key else { return nil }
        var isOpen = false
        for place in sources.lists {
            switch people[place].answer(sources.question, nik) {
            case .yes: return (true, place)
            case .open: isOpen = true
            case .no: break
            }
        }
        return isOpen ? nil : sources.noFrom.map { (false, $0) }
    }

    /// Where no list answers yes, but one does if a match holds that nobody has decided: then a person has to look.
    private func doubted(_ sources: CaseQuestion.Sources, _ listed: (answer: Bool, list: Int)?) -> RuleOutcome? {
        guard isOpen, let nik = key, let listed, !listed.answer else { return nil }
        for place in sources.lists {
            let list = references.lists[place]
            guard let pair = list.doubt(sources.question, about: nik, on: day) else { continue }
            return open(sources.shown, pair, list)
        }
        return nil
    }

    private func open(_ shown: String, _ pair: String, _ list: ReferenceList) -> RuleOutcome {
        guard explains else { return Self.undecided }
        return .error(Problem("rules.match-open", value: shown, ["pair": pair, "list": list.name]))
    }

    private func family(_ sources: CaseQuestion.Sources) -> RuleOutcome {
        guard said(sources) == nil else { return settle(sources, nil) }
        guard let card = facts.familyCard else { return missing(FactSchema.card) }
        let rivals = isOpen ? key.flatMap { references.rivals[$0] } ?? [:] : [:]
        let list = sources.lists.first { people[$0].holdsAnother(than: key, on: card, rivals: rivals) }
        if isOpen, list == nil {
            for place in sources.lists {
                let list = references.lists[place]
                let pair =
                    people[place].members(on: card).lazy.compactMap { rivals[$0] }.first
                    ?? list.doubt(aboutOther: key, on: card, by: day)
                if let pair { return open(sources.shown, pair, list) }
            }
        }
        return settle(sources, list.map { (true, $0) } ?? sources.noFrom.map { (false, $0) })
    }

    /// Ever: yes where any year says so; no where every year since the programme began does.
    private func ever(
        _ shown: String, _ sources: CaseQuestion.Sources, _ years: [CaseQuestion.Sources], isComplete: Bool
    ) -> RuleOutcome {
        if said(sources) != nil { return settle(sources, nil) }
        var missing: Set<String> = []
        var isMissing = !isComplete
        if !isComplete, explains { missing.insert(gap(sources)) }
        var found: [KnownFact] = []
        var isYes = false
        var doubt: RuleOutcome?
        for year in years {
            if let proof = proof(year) {
                if proof.value == .bool(true) { isYes = true }
                if explains { found.append(proof) }
                continue
            }
            let (own, listed) = (said(year), listed(year))
            guard own != nil || listed != nil else {
                if year.isOptional { continue }
                isMissing = true
                if explains { missing.insert(gap(year)) }
                continue
            }
            if let open = doubted(year, listed) {
                doubt = doubt ?? open
                continue
            }
            if let own, let listed, own != .bool(listed.answer) { return settle(year, listed) }
            if own == .bool(true) || listed?.answer == true { isYes = true }
            if explains { found += known(year, listed) }
        }
        if isYes {
            if let yes = found.first(where: { $0.value == .bool(true) }) { look(shown, [yes]) }
            return .value(.bool(true))
        }
        if let doubt { return doubt }
        guard !isMissing else { return .unknown(missing) }
        if explains { look(shown, found.map { KnownFact(.bool(false), $0.source) }) }
        return .value(.bool(false))
    }

    private func missing(_ name: String) -> RuleOutcome { explains ? .unknown([name]) : .missing }

    /// All answers with their sources.
    private func known(_ sources: CaseQuestion.Sources, _ listed: (answer: Bool, list: Int)?) -> [KnownFact] {
        var answers = facts.fact(sources.own).map { [$0] } ?? []
        if answers.isEmpty, let given = given(sources) { answers = [KnownFact(given, FactSource(kind: .given))] }
        if let listed { answers.append(KnownFact(.bool(listed.answer), references.lists[listed.list].source)) }
        return answers
    }

    /// The answer of several sources; where they disagree, a person has to look.
    private func settle(_ sources: CaseQuestion.Sources, _ listed: (answer: Bool, list: Int)?) -> RuleOutcome {
        let own = said(sources)
        guard let first = own ?? listed.map({ .bool($0.answer) }) else { return missing(gap(sources)) }
        let isSettled = listed.map { first == .bool($0.answer) } ?? true
        guard explains else { return isSettled ? .value(first) : Self.disagreement }
        let facts = known(sources, listed)
        look(sources.shown, facts)
        guard !isSettled, let one = facts.first, let other = facts.last else { return .value(first) }
        return .error(
            Problem(
                "rules.sources-disagree", value: sources.shown,
                ["yes": Self.name(one, or: other, saying: true), "no": Self.name(one, or: other, saying: false)]))
    }

    /// The one of two sources that says yes, or no.
    private static func name(_ one: KnownFact, or other: KnownFact, saying answer: Bool) -> String {
        (one.value == .bool(answer) ? one : other).source.name ?? "–"
    }
}

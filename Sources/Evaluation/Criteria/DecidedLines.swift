/// One attribute of all lines of a list, which a condition may speak of.
public struct CriterionAttribute: Sendable, Hashable {
    /// What stands in the cells.
    public enum Values: Sendable, Hashable {
        /// Texts, also yes and no; nil is missing.
        case categories([String?])
        /// Numbers; nil is missing.
        case numbers([Double?])
    }

    /// As the caller calls it, such as a column.
    public var name: String
    /// One value each line.
    public var values: Values

    /// An attribute with one value for each line.
    public init(_ name: String, _ values: Values) {
        self.name = name
        self.values = values
    }

    var count: Int {
        switch values {
        case .categories(let values): values.count
        case .numbers(let values): values.count
        }
    }
}

/// What the declared rules say of a line.
public enum DeclaredVerdict: Sendable, Hashable {
    /// No rule stands against it.
    case eligible
    /// Rules stand against it, by their codes.
    case refused([String])
    /// Rules cannot be evaluated, because a value is missing: a person has to look. Holds the rules and what is missing:
    /// lines that are held by the same are compared with one another.
    case held([String])

    /// Whether no rule stands against the line, though one may be waiting for a value.
    public var isOpen: Bool {
        if case .refused = self { false } else { true }
    }

    /// What lines must share so that the rules say the same of them.
    var likeness: String? {
        if case .held(let reasons) = self { reasons.sorted().joined(separator: "\n") } else { nil }
    }
}

/// What became of a line in the end.
public enum LineDecision: String, Sendable, Hashable, Codable, CaseIterable {
    /// Decided for it, against it, or not decided yet.
    case accepted, refused, pending
}

/// One decision about one line: somebody let it pass or refused it.
public struct DecisionStep: Sendable, Hashable {
    /// Who decides where.
    public struct Decider: Sendable, Hashable, Codable {
        /// The step that lists pass.
        public var stage: String
        /// Whoever decides there.
        public var actor: String

        /// An actor at a stage.
        public init(stage: String, actor: String) {
            self.stage = stage
            self.actor = actor
        }
    }

    /// Who decided where.
    public var decider: Decider
    /// Whether the line was refused; otherwise it was let pass.
    public var isRefusal: Bool

    /// A decision of an actor at a stage.
    public init(stage: String, actor: String, isRefusal: Bool) {
        decider = Decider(stage: stage, actor: actor)
        self.isRefusal = isRefusal
    }
}

/// A list with what is known of each line, what the rules say of it, and what was decided.
public struct DecidedLines: Sendable {
    /// What a condition may speak of.
    public var attributes: [CriterionAttribute]
    /// What the declared rules say.
    public var verdicts: [DeclaredVerdict]
    /// What became of each line.
    public var decisions: [LineDecision]
    /// Who decided on it, in the order of time; without refusals that were overturned. Empty where it is not known.
    public var steps: [[DecisionStep]]
    /// Where the line lives: lines are compared with lines of the same area. nil is an area of its own.
    public var areas: [String?]

    /// How many lines there are.
    public var count: Int { verdicts.count }

    /// Lines, one value each in every array.
    ///
    /// - Parameters:
    ///   - steps: empty where it is not known who decided.
    ///   - areas: empty where all lines are of one area.
    /// - Throws: `invalid-option` when the lengths differ, `empty-data` without lines.
    public init(
        attributes: [CriterionAttribute], verdicts: [DeclaredVerdict], decisions: [LineDecision],
        steps: [[DecisionStep]] = [], areas: [String?] = []
    ) throws(EvaluationRefusal) {
        let count = verdicts.count
        guard count > 0 else { throw EvaluationRefusal(.emptyData) }
        guard decisions.count == count, attributes.allSatisfy({ $0.count == count }),
            steps.isEmpty || steps.count == count, areas.isEmpty || areas.count == count
        else { throw EvaluationRefusal(.invalidOption, "length") }
        self.attributes = attributes
        self.verdicts = verdicts
        self.decisions = decisions
        self.steps = steps.isEmpty ? Array(repeating: [], count: count) : steps
        self.areas = areas.isEmpty ? Array(repeating: nil, count: count) : areas
    }
}

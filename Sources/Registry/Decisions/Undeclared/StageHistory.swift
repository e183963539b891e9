import Evaluation
public import Foundation
public import Indonesia
public import Problems
import Store

/// What was decided about people, stage by stage, as a file of decisions or the registry tells it.
public struct StageHistory: Sendable {
    /// A refusal with what was said about it.
    struct Refusal: Sendable {
        var stage: String
        var actor: String
        var reason: String?
        var rule: String?
    }

    public let name: String
    /// Rows that could not be read.
    public let problems: [Problem]
    /// Rows of decisions, and how many of them say nothing here since they could not be read.
    public let rows: (all: Int, unread: Int)
    /// In the order in which lists pass them.
    public let stages: [String]
    private let events: [String: [StageEventRecord]]
    private let hasAcceptance: Bool

    /// - Parameter today: nothing can have been decided after it.
    /// - Throws: as a file of stages that is taken in: `stages.columns`, `stages.empty`.
    public init(_ url: URL, today: CalendarDate) throws(Problem) {
        let file = try StageFile(url, today: today)
        self.init(
            file.rows.map(\.event), name: file.name, problems: file.problems,
            unread: file.count - file.rows.count)
    }

    /// - Parameters:
    ///   - decisions: in the order in which they were recorded.
    ///   - name: of the file or list that they are about.
    ///   - unread: so many decisions more could not be read.
    init(_ decisions: [StageEventRecord], name: String, problems: [Problem] = [], unread: Int = 0) {
        self.name = name
        rows = (decisions.count + unread, unread)
        self.problems = problems
        events = Dictionary(grouping: decisions, by: \.nik).mapValues { own in
            own.enumerated().sorted { ($0.element.happenedAt, $0.offset) < ($1.element.happenedAt, $1.offset) }
                .map(\.element)
        }
        hasAcceptance = decisions.contains(where: Self.accepts)
        // A stage stands where most people pass it: after how many others.
        var places: [String: (sum: Int, count: Int)] = [:]
        for own in events.values {
            for (place, event) in own.enumerated() {
                places[event.stage, default: (0, 0)].sum += place
                places[event.stage, default: (0, 0)].count += 1
            }
        }
        stages = places.map { (name: $0.key, place: Double($0.value.sum) / Double($0.value.count)) }
            .sorted { ($0.place, $0.name) < ($1.place, $1.name) }.map(\.name)
    }

    /// How many people the decisions are about.
    public var people: Int { events.count }

    func knows(_ nik: String) -> Bool { events[nik] != nil }

    private static func accepts(_ event: StageEventRecord) -> Bool {
        StageDecision(rawValue: event.decision).map(StageDecision.accepting.contains) ?? false
    }

    /// Whether a decision sends somebody on; the first proposal is where a course begins, and decides nothing.
    private static func passes(_ event: StageEventRecord, isFirst: Bool) -> Bool {
        switch StageDecision(rawValue: event.decision) {
        case .forwarded: true
        case .proposed: !isFirst
        default: false
        }
    }

    private static func refuses(_ event: StageEventRecord) -> Bool {
        event.decision == StageDecision.refused.rawValue
    }

    /// What became of somebody in the end: accepted once decreed or paid, unless a refusal comes later. In a file without
    /// decrees whoever passes the last stage is accepted; who was merely proposed, and decided on by nobody, is not.
    func decision(of nik: String) -> LineDecision {
        guard let own = events[nik] else { return .pending }
        for (place, event) in own.enumerated().reversed() {
            if Self.refuses(event) { return .refused }
            if Self.accepts(event) { return .accepted }
            if !hasAcceptance, event.stage == stages.last, Self.passes(event, isFirst: place == 0) { return .accepted }
        }
        return .pending
    }

    /// The refusal that stands at the end.
    func refusal(of nik: String) -> Refusal? {
        guard decision(of: nik) == .refused, let event = events[nik]?.last(where: Self.refuses) else { return nil }
        return Refusal(stage: event.stage, actor: event.actor, reason: event.reason, rule: event.rule)
    }

    /// Who let somebody pass, and who refused. A refusal that was overturned, as after an appeal, and what was sent back are
    /// no decisions that stand.
    func steps(of nik: String) -> [DecisionStep] {
        let isRefused = decision(of: nik) == .refused
        let own = events[nik] ?? []
        let standing = isRefused ? own.lastIndex(where: Self.refuses) : nil
        return own.enumerated().compactMap { place, event in
            guard event.decision != StageDecision.returned.rawValue else { return nil }
            guard !Self.refuses(event) || place == standing else { return nil }
            return DecisionStep(stage: event.stage, actor: event.actor, isRefusal: Self.refuses(event))
        }
    }

    /// Hours from the decision before, by stage and actor.
    func hours(among niks: Set<String>) -> [DecisionStep.Decider: [Double]] {
        var hours: [DecisionStep.Decider: [Double]] = [:]
        for (nik, own) in events where niks.contains(nik) {
            for (before, event) in zip(own, own.dropFirst()) {
                guard let start = try? Date(before.happenedAt, strategy: .iso8601),
                    let end = try? Date(event.happenedAt, strategy: .iso8601)
                else { continue }
                hours[DecisionStep.Decider(stage: event.stage, actor: event.actor), default: []]
                    .append(end.timeIntervalSince(start) / 3600)
            }
        }
        return hours
    }
}

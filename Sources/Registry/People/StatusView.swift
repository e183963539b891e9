import Store

/// What other sources say of one thing about a person: the one that holds, and all that stand beside it.
public struct StatusView: Sendable, Hashable {
    /// Why a source goes before the others.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// No other source says anything else.
        case agreed
        /// It speaks of the latest day.
        case newest
        /// A letter of pay-off or the like overrules what a system said as of an earlier day, or the same one.
        case letter
        /// A life event says otherwise than one of them, and goes before all.
        case event
    }

    public var kind: ExternalStatus.Kind
    /// The newest of each source, the one that holds first.
    public var sources: [ExternalStatus]
    public var rule: Rule
    /// The life event that goes before what the sources say; nil where there is none, or none denies it.
    public var event: LifeEvent?

    public var holding: ExternalStatus { sources[0] }
    /// What says something else than what holds.
    public var contradicting: [ExternalStatus] {
        let value = event == nil ? holding.value : ExternalStatus.dead
        return sources.filter { $0.value != value }
    }

    /// - Parameter statuses: of one person and kind; not empty.
    init?(_ kind: ExternalStatus.Kind, _ statuses: some Sequence<ExternalStatus>) {
        self.kind = kind
        var newest: [String: ExternalStatus] = [:]
        for status in statuses {
            guard let known = newest[status.source], known.asOf >= status.asOf else {
                newest[status.source] = status
                continue
            }
        }
        sources = newest.values.sorted { left, right in
            if left.asOf != right.asOf { return left.asOf > right.asOf }
            let (first, second) = (left.source == ExternalStatus.letter, right.source == ExternalStatus.letter)
            return first == second ? left.source < right.source : first
        }
        guard let first = sources.first else { return nil }
        let differs = sources.contains { $0.value != first.value }
        rule = differs ? (first.source == ExternalStatus.letter ? .letter : .newest) : .agreed
    }

    /// The statuses of one person, in the order of the kinds.
    ///
    /// - Parameter events: what happened to the person. Who is told to have died is dead, whatever the sources say.
    static func all(_ told: some Sequence<ExternalStatus>, beside events: [LifeEvent]) -> [StatusView] {
        let byKind = Dictionary(grouping: told, by: \.kind)
        return ExternalStatus.Kind.allCases.compactMap { kind in
            guard var view = byKind[kind].flatMap({ StatusView(kind, $0) }) else { return nil }
            if kind == .deceased, let death = events.first(where: { $0.event == .died }),
                view.sources.contains(where: { $0.value != ExternalStatus.dead })
            {
                view.event = death
                view.rule = .event
            }
            return view
        }
    }
}

extension ExternalStatus {
    /// Those among some entries.
    static func told(_ entries: [EntryRecord]) -> [ExternalStatus] {
        entries.filter { $0.kind == kind }.compactMap { LedgerJSON.value(ExternalStatus.self, $0.document) }
    }
}

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
    }

    public var kind: ExternalStatus.Kind
    /// The newest of each source, the one that holds first.
    public var sources: [ExternalStatus]
    public var rule: Rule

    public var holding: ExternalStatus { sources[0] }
    /// What says something else than the one that holds.
    public var contradicting: [ExternalStatus] { sources.dropFirst().filter { $0.value != holding.value } }

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
    static func all(_ ledger: LedgerQueries, of numbers: some Collection<String>) throws -> [StatusView] {
        let told = try ledger.current(ExternalStatus.kind, of: numbers).compactMap {
            LedgerJSON.value(ExternalStatus.self, $0.document)
        }
        let byKind = Dictionary(grouping: told, by: \.kind)
        return ExternalStatus.Kind.allCases.compactMap { kind in byKind[kind].flatMap { StatusView(kind, $0) } }
    }
}

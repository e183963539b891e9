import Store

/// Who is dead by what other sources say (`deceased`). A life event goes before it: see ``EffectJudge``.
struct ReportedDeaths {
    /// What makes each dead, by the person's current number.
    private let statuses: [String: ExternalStatus]

    /// - Parameter told: what sources say of anything about some people; all they say of `deceased` must be among it.
    init(_ told: some Sequence<ExternalStatus>, _ corrections: NumberCorrections) {
        let own = told.filter { $0.kind == .deceased }
        statuses = Dictionary(grouping: own) { corrections.current(of: $0.nik) }.compactMapValues(Self.death)
    }

    /// All that sources say.
    init(_ ledger: LedgerQueries, _ corrections: NumberCorrections) throws {
        let entries = try ledger.current(
            ExternalStatus.kind, keyHolding: "/" + ExternalStatus.Kind.deceased.rawValue + "/")
        // Most sources say of most people that they live: only where one says otherwise is more read than a word.
        let dead = Set(entries.lazy.filter { $0.document.contains("\"\(ExternalStatus.dead)\"") }.map(\.subject))
        self.init(
            entries.lazy.filter { dead.contains($0.subject) }.compactMap {
                LedgerJSON.value(ExternalStatus.self, $0.document)
            }, corrections)
    }

    var isEmpty: Bool { statuses.isEmpty }
    /// The current numbers of those who are dead.
    var numbers: some Collection<String> { statuses.keys }

    subscript(nik: String) -> ExternalStatus? { statuses[nik] }

    /// The status by which a person is dead: where the one that holds says so, the earliest that says it and that no
    /// later one denies, for whoever was dead on a day is so on every day after it.
    private static func death(_ told: [ExternalStatus]) -> ExternalStatus? {
        guard let view = StatusView(.deceased, told), view.holding.value == ExternalStatus.dead else { return nil }
        let alive = told.lazy.filter { $0.value != ExternalStatus.dead }.map(\.asOf).max() ?? ""
        return told.filter { $0.value == ExternalStatus.dead && $0.asOf > alive }
            .min { ($0.asOf, $0.source) < ($1.asOf, $1.source) } ?? view.holding
    }
}

import Store

/// Something a person, a group or a village needs.
public struct Need: Sendable, Hashable, Codable {
    public var code: String
    /// Whose need it is: a person's, a group's, or, without both, the village's.
    public var nik: String?
    public var group: String?
    /// Village code; nil only in needs recorded before villages were asked for.
    public var region: String?
    /// `K1` production, `K2` marketing, `K3` human resources, `K4` design and technology, `K5` finance, `K6` legality.
    public var need: String
    /// The kind of aid asked for, `J01` to `J16`.
    public var aid: String?
    public var statement: String?
    /// `registration`, `survey`, `village-meeting`, `officer`, or `rule` where a rule inferred it.
    public var origin: String
    /// `yyyy-mm-dd`.
    public var date: String
    public var institution: String?
    /// The code of the rule that inferred it.
    public var rule: String?

    /// The year in which it was stated; 0 where the day is not known.
    var year: Int { Int(date.prefix(4)) ?? 0 }

    /// Whom it concerns: an identity number, a group's code or a village's.
    public var subject: String { nik ?? group ?? region ?? code }
}

/// What has become of a need, by its referrals.
public enum NeedState: String, Sendable, Hashable, CaseIterable {
    case open, referred, met

    public init(_ steps: [ReferralStep]) {
        let last = Dictionary(steps.map { ($0.code, $0.step) }, uniquingKeysWith: { $1 }).values
        self =
            last.contains { $0 == .served || $0 == .outcome }
            ? .met : last.contains(where: \.isOpen) ? .referred : .open
    }
}

/// Needs and their referrals in the ledger.
struct Needs {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// What somebody needs, each with the steps of its referrals in their order.
    func needs(of subject: String) throws -> [(need: Need, referrals: [ReferralStep])] {
        let ledger = LedgerQueries(connection)
        return try ledger.current(.init("need", subject: subject)).compactMap { entry in
            guard let need = LedgerJSON.value(Need.self, entry.document) else { return nil }
            return (need, try referrals(of: need.code).flatMap(\.self))
        }
    }

    /// The referrals of a need, each as its steps.
    func referrals(of need: String) throws -> [[ReferralStep]] {
        let ledger = LedgerQueries(connection)
        return try ledger.keys(kind: "referral", refersTo: "need:" + need).map { key in
            try ledger.versions(kind: "referral", key: key).compactMap {
                LedgerJSON.value(ReferralStep.self, $0.entry.document)
            }
        }
    }
}

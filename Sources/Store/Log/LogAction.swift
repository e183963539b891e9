/// What an entry of the log tells. Raw values are stored; one that is stored never changes its meaning.
public enum LogAction: String, Sendable, Hashable, CaseIterable {
    /// The chain begins; its detail names the registry.
    case begin
    /// What was in the registry before it had a chain: from here on it is guarded.
    case adopt
    /// Parts of the registry are guarded as wholes from here on; see ``GuardedPart``.
    case guardParts = "guard"
    // Changes.
    case stage, commit, undo, discard
    case takeIn = "take-in"
    case takeBack = "take-back"
    case stages, catalogue, institutions, regions, classes, compute
    case matchFind = "match-find"
    case matchPropose = "match-propose"
    case matchDecide = "match-decide"
    case matchUndo = "match-undo"
    case matchCarry = "match-carry"
    case matchReveal = "match-reveal"
    /// Rules were applied to a list and what they came to was stored; an appeal was judged.
    case rule, appeal
    /// A newer program brought the registry to its shape.
    case migrate
    /// The registry was put back from a backup, and goes on from there.
    case restore
    // Reading, files that go out, and who comes in.
    case readPerson = "read-person"
    case readPair = "read-pair"
    case readLines = "read-lines"
    case readCases = "read-cases"
    case readNeeds = "read-needs"
    case readLog = "read-log"
    case export
    /// Nobody signs in yet; the log knows the kind already.
    case signIn = "sign-in"
}

/// Two chains: a look must be told without waiting for a list that is being stored.
public enum LogChain: String, Sendable, Hashable, CaseIterable {
    /// What was changed. It lies in the registry: a change and its entry are stored together or not at all.
    case changes
    /// Who looked, what was written out, who signed in.
    case access

    /// The table in which it lies.
    public var table: String {
        switch self {
        case .changes: "log_entry"
        case .access: "access_entry"
        }
    }
}

import Store

/// The words a decision can have, as lists write them and as the registry keeps them.
public enum StageDecision: String, Sendable, Hashable, Codable, CaseIterable {
    case proposed, forwarded, refused, decreed, cashed, returned

    /// Decisions after which a candidate is a recipient, unless a later one says otherwise.
    static let accepting: [StageDecision] = [.decreed, .cashed]

    init?(word: String) {
        switch word.lowercased() {
        case "diusulkan", "proposed": self = .proposed
        case "diteruskan", "forwarded": self = .forwarded
        case "ditolak", "refused": self = .refused
        case "ditetapkan", "decreed": self = .decreed
        case "dicairkan", "cashed": self = .cashed
        case "dikembalikan", "returned": self = .returned
        default: return nil
        }
    }
}

extension CandidateLists {
    /// The lists that the bundled profiles call lists of candidates.
    static let bundled = CandidateLists(
        profiles: ProfileLibrary.bundled.profiles.filter { $0.holds == .candidates }.map(\.name),
        accepting: StageDecision.accepting.map(\.rawValue))
}

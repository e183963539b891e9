import Problems

/// What words in a column of states mean.
struct StateWords: Sendable {
    private let over: Set<String>
    private let returned: Set<String>
    private let negations: Set<String>

    init(_ catalogue: FindingCatalogue) {
        over = Set(catalogue.words("over"))
        returned = Set(catalogue.words("returned"))
        negations = Set(catalogue.words("not"))
    }

    /// - Throws: `findings.catalogue` where the bundled words are missing.
    init() throws(Problem) { self.init(try FindingCatalogue.bundled()) }

    func state(_ cell: String?) -> ReferenceState {
        guard let cell, !cell.isEmpty else { return .none }
        let words = Set(cell.lowercased().split { !$0.isLetter }.map(String.init))
        // What is not paid off yet runs, and what did not fail was given.
        guard negations.isDisjoint(with: words) else { return .none }
        if !returned.isDisjoint(with: words) { return .returned }
        return over.isDisjoint(with: words) ? .none : .over
    }

    /// The states of many cells, most of which hold one of a few texts.
    struct Reading {
        private let words: StateWords
        private var known: [String: ReferenceState] = [:]

        init(_ words: StateWords) { self.words = words }

        mutating func state(_ cell: String?) -> ReferenceState {
            guard let cell else { return .none }
            if let state = known[cell] { return state }
            let state = words.state(cell)
            // Texts that differ from row to row are not worth keeping.
            if known.count < 256 { known[cell] = state }
            return state
        }
    }
}

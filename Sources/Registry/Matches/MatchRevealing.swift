public import Problems
public import Store

extension Registry {
    /// Two records side by side with the weight of the pair, which is remembered: what who sees it decides about the pair
    /// is not blind. For others it stays hidden.
    ///
    /// - Throws: as ``matchPair(_:)``.
    public func revealMatch(_ pair: SubjectPair) throws(Problem) -> MatchPairView {
        let hidden = try matchPair(pair)
        guard hidden.candidate != nil, !hidden.isRevealed else { return hidden }
        let today = self.today
        return try change(.matchReveal) { connection, log in
            let queries = MatchRevealQueries(connection)
            if try queries.isShown(pair, to: log.actor) {
                log.changesNothing()
            } else {
                let examined = try log.examine([.reveals])
                try queries.add(pair, to: log.actor, at: log.instant)
                try log.tell(.matchReveal, guarding: examined, detail: ["a": pair.a, "b": pair.b])
            }
            return try Self.view(of: pair, for: log.actor, today, connection)
        }
    }
}

public import Problems
public import Store

extension Registry {
    /// Two records side by side with the weight of the pair, which is remembered: what who sees it decides about the pair
    /// is not blind. For others it stays hidden.
    ///
    /// - Throws: as ``matchPair(_:)``.
    public func revealMatch(_ pair: SubjectPair) throws(Problem) -> MatchPairView {
        let (instant, actor) = (now, self.actor)
        if try matchPair(pair).candidate != nil {
            try database.write { try MatchRevealQueries($0).add(pair, to: actor, at: instant) }
        }
        return try matchPair(pair)
    }
}

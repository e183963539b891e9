public import Problems
public import Store

extension Registry {
    /// Records what a person needs.
    ///
    /// - Parameters:
    ///   - kind: `K1` production, `K2` marketing, `K3` human resources, `K4` design and technology, `K5` finance,
    ///     `K6` legality.
    ///   - source: who says so.
    /// - Returns: the need's number.
    /// - Throws: `need.kind` for a kind that is none of these.
    public func addNeed(
        of person: Int64, kind: String, statement: String?, source: String
    ) throws(Problem) -> Int64 {
        guard ["K1", "K2", "K3", "K4", "K5", "K6"].contains(kind) else {
            throw Problem("need.kind", .refuse, value: kind, ["kind": kind])
        }
        let need = NeedRecord(
            id: 0, person: person, enterprise: nil, kind: kind, statement: statement, source: source, recordedAt: now,
            state: .open)
        return try database.write { try ModelQueries($0).insert(need) }
    }

    /// Adds a step to the referral of a need to a programme; the need's state follows.
    public func refer(
        need: Int64, to programme: String, state: ReferralRecord.State, reason: String? = nil
    ) throws(Problem) {
        let step = ReferralRecord(
            id: 0, need: need, programme: programme, actor: actor, happenedAt: now, state: state, reason: reason)
        try database.write { connection in
            let model = ModelQueries(connection)
            try model.insert(step)
            switch state {
            case .proposed, .accepted: try model.setState(.referred, ofNeed: need)
            case .served: try model.setState(.met, ofNeed: need)
            case .refused: try model.setState(.open, ofNeed: need)
            }
        }
    }
}

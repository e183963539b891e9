import Store

/// What lists say of people of several records, and of those who may have several.
extension SamePeople {
    /// Whether one of these people is the person of a record.
    func concerns(_ people: Set<Int64>, _ record: Int64) -> Bool {
        key(of: record) != nil && records(with: record).contains(where: people.contains)
    }

    /// Whoever has several records is of the families of all of them.
    func addFamilies(_ places: [RegistryReferences.Place], to recipients: inout ReferenceList) {
        let received = Dictionary(grouping: places.filter(\.isRecipient), by: \.key)
        for unit in joined {
            guard let own = received[unit.key] else { continue }
            for card in unit.cards.union(own.compactMap(\.familyCard)) {
                for place in own { recipients.addFamily(card: card, member: unit.key, place.span) }
            }
        }
    }

    /// What stands on a list if proposals hold that nobody has decided.
    ///
    /// - Parameter people: those who are judged.
    func addDoubts(
        _ places: [RegistryReferences.Place], about people: Set<Int64>, to recipients: inout ReferenceList,
        _ candidates: inout ReferenceList
    ) {
        let places = Dictionary(grouping: places, by: \.key)
        for guess in guesses {
            let keys = Set(guess.units.map(\.key))
            for unit in guess.units {
                guard let pair = guess.pair(about: unit)?.text else { continue }
                let isJudged = unit.records.contains(where: people.contains)
                for place in guess.units.filter({ $0.key != unit.key }).flatMap({ places[$0.key] ?? [] }) {
                    let doubt = ReferenceList.Doubt(span: place.span, pair: pair)
                    if isJudged, place.isRecipient { recipients.doubt(unit.key, doubt) }
                    if isJudged, !place.isRecipient { candidates.doubt(unit.key, doubt) }
                    guard place.isRecipient else { continue }
                    for card in unit.cards where card != place.familyCard {
                        recipients.doubt(card: card, .init(people: keys, span: place.span, pair: pair))
                    }
                }
            }
        }
    }

    /// For each of these people those who may be the same, with the proposal that says so.
    func rivals(of people: Set<Int64>) -> [String: [String: String]] {
        var rivals: [String: [String: String]] = [:]
        for guess in guesses {
            for unit in guess.units where unit.records.contains(where: people.contains) {
                guard let pair = guess.pair(about: unit)?.text else { continue }
                for other in guess.units where other.key != unit.key {
                    rivals[unit.key, default: [:]][other.key] = pair
                }
            }
        }
        return rivals
    }
}

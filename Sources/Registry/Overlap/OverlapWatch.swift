/// Some people and family cards of whom somebody wants to know the lists that they stand on: found while all are counted.
struct OverlapWatch {
    /// The people asked for, by the source's word.
    let people: Set<UInt64>
    /// The cards asked for beside those of the people.
    let cards: Set<String>

    /// The lists of each person asked for who is on one, and the card known of them.
    var lists: [UInt64: Set<Int>] = [:]
    var cardOf: [UInt64: String] = [:]
    /// The lists on which people of a card stand.
    var listsOfCard: [String: Set<Int>] = [:]
    /// These people.
    var peopleOfCard: [String: Set<UInt64>] = [:]

    init(people: Set<UInt64> = [], cards: Set<String> = []) {
        self.people = people
        self.cards = cards
    }
}

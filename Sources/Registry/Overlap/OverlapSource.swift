/// Where the lines come from whose overlaps are asked for.
///
/// All of them are handed over once, with what counting needs; what finding needs besides is asked for by those people alone
/// of whom there is something to find.
protocol OverlapSource {
    associatedtype Failure: Error

    /// Hands over the lines of all lists, in any order.
    func forEachLine(_ body: (OverlapLine) -> Void) throws(Failure)

    /// All lines of these people.
    func entries(of people: ArraySlice<UInt64>) throws(Failure) -> [OverlapEntry]
}

/// What counting needs of a line.
struct OverlapLine {
    /// A word of the source's own for the person; never 0.
    var person: UInt64
    var list: Int
    var row: Int
    var familyCard: String?
    var cardThen: String?
    var amount: Int64
    var village: String?
}

/// Lines that are in memory already.
struct EntriesInMemory: OverlapSource {
    private let entries: [OverlapEntry]
    private let people: [UInt64]
    /// Places of the entries in the order of their people.
    private let order: [Int]

    init(_ entries: [OverlapEntry]) {
        var codes = NumberCodes()
        let people = entries.map { codes.code(of: $0.nik) }
        self.entries = entries
        self.people = people
        order = people.indices.sorted { people[$0] < people[$1] }
    }

    func forEachLine(_ body: (OverlapLine) -> Void) throws(Never) {
        for (person, entry) in zip(people, entries) {
            body(
                OverlapLine(
                    person: person, list: entry.list, row: entry.row, familyCard: entry.familyCard,
                    cardThen: entry.cardThen, amount: entry.amount, village: entry.village))
        }
    }

    func entries(of people: ArraySlice<UInt64>) throws(Never) -> [OverlapEntry] {
        people.flatMap { person in
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if self.people[order[middle]] < person { low = middle + 1 } else { high = middle }
            }
            return order[low...].prefix { self.people[$0] == person }.map { entries[$0] }
        }
    }
}

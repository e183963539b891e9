/// The lines of all lists in columns: some thirty bytes for each.
struct OverlapLines {
    private(set) var people: [UInt64] = []
    private(set) var lists: [UInt32] = []
    /// Row numbers in the lists.
    private(set) var rows: [UInt32] = []
    /// Words for family cards: first what each line says; see ``settle(_:)``.
    private(set) var cards: [UInt64] = []
    /// Numbers of villages as they are spelled; 0 where a line names none.
    private(set) var villages: [UInt32] = []
    /// The card that held on the list's date, by line, where the person's family split.
    private var cardsThen: [UInt32: UInt64] = [:]
    private(set) var codes = NumberCodes()

    /// Lines and rupiah of each list.
    private(set) var counts: [Int]
    private(set) var amounts: [Int64]

    private var villageNames: [String] = [""]
    private var villageNumbers: [String: UInt32] = [:]
    /// For each spelling the number of the village whatever its capitals.
    private var plainVillages: [UInt32] = [0]
    private var plainNumbers: [String: UInt32] = [:]
    /// Villages of each list, whatever their capitals.
    private(set) var reached: [Set<UInt32>]

    init(lists count: Int) {
        counts = [Int](repeating: 0, count: count)
        amounts = [Int64](repeating: 0, count: count)
        reached = [Set<UInt32>](repeating: [], count: count)
    }

    mutating func append(_ line: OverlapLine) {
        let place = UInt32(truncatingIfNeeded: people.count)
        people.append(line.person)
        lists.append(UInt32(truncatingIfNeeded: line.list))
        rows.append(UInt32(truncatingIfNeeded: line.row))
        cards.append(line.familyCard.map { codes.code(of: $0) } ?? NumberCodes.none)
        if let card = line.cardThen { cardsThen[place] = codes.code(of: card) }
        counts[line.list] += 1
        amounts[line.list].addRupiah(line.amount)
        let village = line.village.map { number(of: $0) } ?? 0
        villages.append(village)
        if village != 0 { reached[line.list].insert(plainVillages[Int(village)]) }
    }

    private mutating func number(of village: String) -> UInt32 {
        if let number = villageNumbers[village] { return number }
        let number = UInt32(truncatingIfNeeded: villageNames.count)
        villageNames.append(village)
        villageNumbers[village] = number
        let plain = village.lowercased()
        let known = plainNumbers[plain] ?? number
        plainNumbers[plain] = known
        plainVillages.append(known)
        return number
    }

    /// The number of a village whatever its capitals.
    func plain(_ village: UInt32) -> UInt32 { plainVillages[Int(village)] }

    func villageName(_ village: UInt32) -> String { villageNames[Int(village)] }

    /// Whether a line comes before another of the same person: by list, then by row.
    func isBefore(_ a: UInt32, _ b: UInt32) -> Bool {
        let (a, b) = (Int(a), Int(b))
        return lists[a] == lists[b] ? rows[a] < rows[b] : lists[a] < lists[b]
    }

    /// Gives all lines of a person the family card that they count under: the first that any list names, and where the
    /// family split, the one that held on the list's date.
    ///
    /// - Parameter own: all lines of one person in their order.
    /// - Returns: the first card that a list names.
    @discardableResult
    mutating func settle(_ own: ArraySlice<UInt32>) -> UInt64 {
        var first = NumberCodes.none
        for line in own where first == NumberCodes.none { first = cards[Int(line)] }
        for line in own {
            cards[Int(line)] = cardsThen.isEmpty ? first : cardsThen[line] ?? first
        }
        return first
    }

    mutating func code(ofCard card: String) -> UInt64 { codes.code(of: card) }
}

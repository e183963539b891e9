import Store
import Tabular

/// Counts people and families on lists, one after the other, and notes of whom there is something to find.
struct OverlapCounter {
    /// What is on offer to the people of one list.
    struct Offer {
        var servedBy: Int
        var notOn: Int
        /// Lists of the programme that is offered.
        var lists: [Int]
        var rule: CompatibilityRecord
        /// Villages where it is at work, whatever their capitals.
        var reached: Set<UInt32> = []
        /// People who could have it, by the number of their village.
        var people: [UInt32: Int] = [:]
    }

    /// Families of whom there is something to find: the word for the card and where the next family's people begin.
    struct Families {
        var cards: [UInt64] = []
        var ends: [Int] = []
        var people: [UInt64] = []
    }

    private(set) var matrix: [[Int]]
    private(set) var people = 0
    private(set) var onSeveral = 0
    private var alone: [Int]
    private var together: [[Int]: Int] = [:]
    private(set) var offers: [Offer]
    /// Where in `offers` those for the people of a list stand.
    private let offersOf: [[Int]]

    /// People of whom there is something to find.
    private(set) var found: [UInt64] = []
    private(set) var families = Families()
    /// Families on both of two lists, and those of them without a person on both.
    private(set) var familiesOnBoth: [[Int]]
    private(set) var familiesOnly: [[Int]]

    /// Lists on which several lines of a person, or several people of a family, may be against a rule.
    private let mayRepeat: [Bool]
    private let mayShare: [Bool]
    private let threads: Int

    init(_ lists: [OverlapList], _ compatibility: Compatibility, threads: Int) {
        let none = [[Int]](repeating: [Int](repeating: 0, count: lists.count), count: lists.count)
        matrix = none
        familiesOnBoth = none
        familiesOnly = none
        alone = [Int](repeating: 0, count: lists.count)
        mayRepeat = lists.map { compatibility.concerns($0, $0, unit: .person) }
        mayShare = lists.map { compatibility.concerns($0, $0, unit: .family) }
        let offers = Self.offers(lists, compatibility)
        offersOf = lists.indices.map { list in offers.indices.filter { offers[$0].servedBy == list } }
        self.offers = offers
        self.threads = threads
    }

    /// "Served by A, needs B, B exists here, not offered": the study's main complaint made countable.
    private static func offers(_ lists: [OverlapList], _ compatibility: Compatibility) -> [Offer] {
        lists.indices.flatMap { a -> [Offer] in
            // Several lists of one programme are one offer: the first of them stands for it.
            var offered: Set<String> = []
            return lists.indices.compactMap { b -> Offer? in
                guard lists[b].programme != lists[a].programme,
                    let rule = compatibility.complement(of: lists[a], by: lists[b]),
                    offered.insert(lists[b].programme).inserted
                else { return nil }
                return Offer(
                    servedBy: a, notOn: b, lists: lists.indices.filter { lists[$0].programme == lists[b].programme },
                    rule: rule)
            }
        }
    }

    /// People on exactly these lists.
    var combinations: [OverlapResult.Combination] {
        let single = alone.enumerated().filter { $0.element > 0 }.map { (lists: [$0.offset], people: $0.element) }
        return (single + together.map { (lists: $0.key, people: $0.value) }).map {
            OverlapResult.Combination(lists: $0.lists, people: $0.people)
        }.sorted { left, right in
            if left.people != right.people { return left.people > right.people }
            return left.lists.lexicographicallyPrecedes(right.lists)
        }
    }

    /// Pairs of lists that people or families are on both of.
    var pairs: [OverlapResult.Pair] {
        matrix.indices.flatMap { a in
            matrix.indices.dropFirst(a + 1).compactMap { b in
                guard matrix[a][b] > 0 || familiesOnBoth[a][b] > 0 else { return nil }
                return OverlapResult.Pair(
                    a: a, b: b, people: matrix[a][b], families: familiesOnBoth[a][b], familiesOnly: familiesOnly[a][b])
            }
        }
    }

    /// Counts all people. The lines come to know the card that they count under.
    mutating func countPeople(_ lines: inout OverlapLines, _ watch: inout OverlapWatch) {
        for place in offers.indices {
            offers[place].reached = offers[place].lists.reduce(into: []) { $0.formUnion(lines.reached[$1]) }
        }
        let groups = RowGroups(lines.people, threads: threads)
        var on: [Int] = []
        groups.forEach { group in
            let own = group.count == 1 ? group : group.sorted { lines.isBefore($0, $1) }[...]
            let card = lines.settle(own)
            on.removeAll(keepingCapacity: true)
            var isRepeated = false
            for line in own {
                let list = Int(lines.lists[Int(line)])
                if on.last == list { isRepeated = isRepeated || mayRepeat[list] } else { on.append(list) }
            }
            count(on)
            offer(own, on, lines)
            let person = lines.people[Int(own[own.startIndex])]
            if on.count > 1 || isRepeated { found.append(person) }
            if watch.people.contains(person) {
                watch.lists[person] = Set(on)
                if card != NumberCodes.none { watch.cardOf[person] = lines.codes.text(card) }
            }
        }
    }

    private mutating func count(_ on: [Int]) {
        people += 1
        if on.count == 1 {
            alone[on[0]] += 1
            matrix[on[0]][on[0]] += 1
            return
        }
        onSeveral += 1
        together[on, default: 0] += 1
        for a in on { for b in on { matrix[a][b] += 1 } }
    }

    private mutating func offer(_ own: ArraySlice<UInt32>, _ on: [Int], _ lines: OverlapLines) {
        for list in on {
            for place in offersOf[list] where !on.contains(where: offers[place].lists.contains) {
                let named = own.first { lines.lists[Int($0)] == list && lines.villages[Int($0)] != 0 }
                guard let village = named.map({ lines.villages[Int($0)] }),
                    offers[place].reached.contains(lines.plain(village))
                else { continue }
                offers[place].people[village, default: 0] += 1
            }
        }
    }

    /// Counts all families, once the lines know the cards that they count under.
    mutating func countFamilies(_ lines: inout OverlapLines, _ watch: inout OverlapWatch) {
        let watched = Set(
            watch.cards.union(watch.cardOf.values).map { lines.code(ofCard: $0) })
        let groups = RowGroups(lines.cards, threads: threads)
        var members: [(list: Int, person: UInt64)] = []
        let all = lines
        groups.forEach { group in
            let card = all.cards[Int(group[group.startIndex])]
            if watched.contains(card) {
                let text = all.codes.text(card)
                watch.listsOfCard[text] = Set(group.map { Int(all.lists[Int($0)]) })
                watch.peopleOfCard[text] = Set(group.map { all.people[Int($0)] })
            }
            guard group.count > 1 else { return }
            members.removeAll(keepingCapacity: true)
            for line in group { members.append((Int(all.lists[Int(line)]), all.people[Int(line)])) }
            members.sort { ($0.list, $0.person) < ($1.list, $1.person) }
            count(family: members, card)
        }
    }

    /// - Parameter members: by list, then by person.
    private mutating func count(family members: [(list: Int, person: UInt64)], _ card: UInt64) {
        var onList: [(list: Int, people: [UInt64])] = []
        for member in members {
            if onList.last?.list != member.list { onList.append((member.list, [])) }
            if onList[onList.count - 1].people.last != member.person {
                onList[onList.count - 1].people.append(member.person)
            }
        }
        var isFound = false
        for (place, a) in onList.enumerated() {
            for b in onList[(place + 1)...] {
                familiesOnBoth[a.list][b.list] += 1
                guard !a.people.contains(where: b.people.contains) else { continue }
                familiesOnly[a.list][b.list] += 1
                isFound = true
            }
            isFound = isFound || (a.people.count > 1 && mayShare[a.list])
        }
        guard isFound else { return }
        families.cards.append(card)
        families.people.append(contentsOf: Set(members.map(\.person)).sorted())
        families.ends.append(families.people.count)
    }
}

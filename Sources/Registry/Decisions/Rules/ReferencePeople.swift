import Indonesia
import Tabular

/// Who stands on a list with which entries, and whose families: some forty bytes a person. Numbers of sixteen digits are kept
/// as numbers, other texts beside them.
struct ReferencePeople: Sendable {
    /// When an entry runs, in days since 1970; a side without a date is open.
    private struct Entry: Sendable {
        var start: Int32
        var end: Int32
        /// The place of the person's next entry.
        var next: UInt32
    }

    private static let none = UInt32.max

    private var numbers = NumberCodes()
    private var people = KeyRegister()
    private var codes: [UInt64] = []
    /// Of each person the place of an entry; none where one entry is open on both sides.
    private var heads: [UInt32] = []
    private var entries: [Entry] = []
    private var cards = KeyRegister()
    /// Of each card its code, one member and, where there is one, another: more does not matter.
    private var families: [(card: UInt64, first: UInt64, second: UInt64)] = []

    var tellsFamilies: Bool { !families.isEmpty }

    mutating func add(nik: String, _ entry: ReferenceList.Entry) {
        let code = numbers.code(of: nik)
        let (start, end) = (Self.day(entry.startedOn) ?? .min, Self.day(entry.endedOn) ?? .max)
        let isOpen = start == .min && end == .max
        guard let known = people.enter(code, row: codes.count) else {
            codes.append(code)
            heads.append(isOpen ? Self.none : append(start, end, next: Self.none))
            return
        }
        // Who has an entry that is open on both sides is there whatever others say.
        guard heads[known] != Self.none else { return }
        heads[known] = isOpen ? Self.none : append(start, end, next: heads[known])
    }

    private mutating func append(_ start: Int32, _ end: Int32, next: UInt32) -> UInt32 {
        entries.append(Entry(start: start, end: end, next: next))
        return UInt32(truncatingIfNeeded: entries.count - 1)
    }

    private static func day(_ date: CalendarDate?) -> Int32? {
        date.map { Int32(truncatingIfNeeded: $0.daysSince1970) }
    }

    mutating func add(card: String, member: String) {
        let (card, member) = (numbers.code(of: card), numbers.code(of: member))
        guard let known = cards.enter(card, row: families.count) else { return families.append((card, member, 0)) }
        if families[known].first != member { families[known].second = member }
    }

    func contains(_ nik: String) -> Bool { place(nik) != nil }

    private func place(_ nik: String) -> Int? { numbers.known(nik).flatMap { people[$0] } }

    func runs(_ nik: String, on day: CalendarDate) -> Bool {
        place(nik).map { runs($0, on: Int32(truncatingIfNeeded: day.daysSince1970)) } ?? false
    }

    private func runs(_ person: Int, on day: Int32) -> Bool {
        var next = heads[person]
        guard next != Self.none else { return true }
        while next != Self.none {
            let entry = entries[Int(next)]
            if entry.start <= day, entry.end > day { return true }
            next = entry.next
        }
        return false
    }

    func holdsAnother(than nik: String?, on card: String) -> Bool {
        guard let place = numbers.known(card).flatMap({ cards[$0] }) else { return false }
        let family = families[place]
        return family.second != 0 || nik.flatMap { numbers.known($0) } != family.first
    }

    /// Hands over each member, and whether an entry of theirs runs on a day.
    func forEachMember(on day: CalendarDate, _ each: (String, Bool) throws -> Void) rethrows {
        let day = Int32(truncatingIfNeeded: day.daysSince1970)
        for (place, code) in codes.enumerated() { try each(numbers.text(code), runs(place, on: day)) }
    }

    /// Hands over one member of each family, and another where there is one.
    func forEachFamily(_ each: (String, String) throws -> Void) rethrows {
        for family in families {
            try each(numbers.text(family.card), numbers.text(family.first))
            if family.second != 0 { try each(numbers.text(family.card), numbers.text(family.second)) }
        }
    }
}

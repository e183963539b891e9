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
    /// Of each card its code and the place of a member.
    private var families: [(card: UInt64, head: UInt32)] = []
    private var members: [(code: UInt64, next: UInt32)] = []

    var tellsFamilies: Bool { !families.isEmpty }

    mutating func add(nik: String, _ entry: ReferenceList.Entry) {
        let code = numbers.code(of: nik)
        let (start, end) = (Self.day(entry.startedOn) ?? .min, Self.day(entry.endedOn) ?? .max)
        let isOpen = start == .min && end == .max
        enter(code, isOpen ? nil : Entry(start: start, end: end, next: Self.none))
    }

    /// - Parameter entry: nil where it is open on both sides.
    private mutating func enter(_ code: UInt64, _ entry: Entry?) {
        guard let known = people.enter(code, row: codes.count) else {
            codes.append(code)
            heads.append(entry.map { append($0, next: Self.none) } ?? Self.none)
            return
        }
        // Who has an entry that is open on both sides is there whatever others say.
        guard heads[known] != Self.none else { return }
        heads[known] = entry.map { append($0, next: heads[known]) } ?? Self.none
    }

    private mutating func append(_ entry: Entry, next: UInt32) -> UInt32 {
        entries.append(entry)
        entries[entries.count - 1].next = next
        return UInt32(truncatingIfNeeded: entries.count - 1)
    }

    private static func day(_ date: CalendarDate?) -> Int32? {
        date.map { Int32(truncatingIfNeeded: $0.daysSince1970) }
    }

    mutating func add(card: String, member: String) {
        let (card, member) = (numbers.code(of: card), numbers.code(of: member))
        guard let known = cards.enter(card, row: families.count) else {
            return families.append((card, append(member, next: Self.none)))
        }
        // The same one again, as lists tell them, changes nothing.
        guard members[Int(families[known].head)].code != member else { return }
        families[known].head = append(member, next: families[known].head)
    }

    private mutating func append(_ member: UInt64, next: UInt32) -> UInt32 {
        members.append((member, next))
        return UInt32(truncatingIfNeeded: members.count - 1)
    }

    /// Puts people under other numbers as well, and these in their place among families.
    mutating func rename(_ keys: [String: String]) {
        guard !keys.isEmpty else { return }
        var codes: [UInt64: UInt64] = [:]
        for (number, key) in keys.sorted(by: { $0.key < $1.key }) {
            guard let code = numbers.known(number) else { continue }
            codes[code] = numbers.code(of: key)
            guard let person = people[code] else { continue }
            var next = heads[person]
            guard next != Self.none else {
                enter(numbers.code(of: key), nil)
                continue
            }
            while next != Self.none {
                let entry = entries[Int(next)]
                enter(numbers.code(of: key), entry)
                next = entry.next
            }
        }
        for place in members.indices {
            if let code = codes[members[place].code] { members[place].code = code }
        }
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

    /// - Parameter rivals: those who may be the same person, and so do not certainly count.
    func holdsAnother(than nik: String?, on card: String, rivals: [String: String] = [:]) -> Bool {
        guard let family = numbers.known(card).flatMap({ cards[$0] }) else { return false }
        let own = nik.flatMap { numbers.known($0) }
        var next = families[family].head
        while next != Self.none {
            let member = members[Int(next)]
            if member.code != own, rivals.isEmpty || rivals[numbers.text(member.code)] == nil { return true }
            next = member.next
        }
        return false
    }

    /// The members of a family.
    func members(on card: String) -> [String] {
        guard let family = numbers.known(card).flatMap({ cards[$0] }) else { return [] }
        return codes(of: family).map { numbers.text($0) }
    }

    private func codes(of family: Int) -> [UInt64] {
        var found: [UInt64] = []
        var next = families[family].head
        while next != Self.none {
            found.append(members[Int(next)].code)
            next = members[Int(next)].next
        }
        return found
    }

    /// Hands over each member, and whether an entry of theirs runs on a day.
    func forEachMember(on day: CalendarDate, _ each: (String, Bool) throws -> Void) rethrows {
        let day = Int32(truncatingIfNeeded: day.daysSince1970)
        for (place, code) in codes.enumerated() { try each(numbers.text(code), runs(place, on: day)) }
    }

    /// Hands over each member of each family.
    func forEachFamily(_ each: (String, String) throws -> Void) rethrows {
        for (place, family) in families.enumerated() {
            for member in codes(of: place) { try each(numbers.text(family.card), numbers.text(member)) }
        }
    }
}

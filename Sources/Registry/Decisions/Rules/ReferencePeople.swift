import Indonesia
import Tabular

/// Who stands on a list with which entries, and whose families: some forty bytes a person. Numbers of sixteen digits are kept
/// as numbers, other texts beside them.
struct ReferencePeople: Sendable {
    /// What is asked of somebody.
    enum Question: Sendable, Hashable { case isListed, received, runs }

    /// A span in twelve bytes. A side without a date is open; the end of what is over on a day that is not told is the first day
    /// of all, the start of what was never received the last.
    struct Entry: Sendable {
        private static let open = (start: Int32.min, end: Int32.max)
        private var start: Int32
        private var end: Int32
        /// The place of the person's next entry.
        var next = ReferencePeople.none

        init(_ span: BenefitSpan) {
            start = span.state == .returned ? .max : span.start
            end = span.end != BenefitSpan.noDay ? span.end : span.state == .over ? .min : .max
        }

        var isOpen: Bool { start == Self.open.start && end == Self.open.end }

        var span: BenefitSpan {
            BenefitSpan(
                start: start, end: end == .max ? BenefitSpan.noDay : end,
                state: start == .max ? .returned : end == .min ? .over : .none)
        }
    }

    /// A member of a family, and when they first received.
    struct Member: Sendable {
        var code: UInt64
        var start: Int32
        var next: UInt32
    }

    static let none = UInt32.max

    private(set) var numbers = NumberCodes()
    private(set) var people = KeyRegister()
    private(set) var codes: [UInt64] = []
    /// Of each person the place of an entry; none where one entry is open on both sides.
    private(set) var heads: [UInt32] = []
    private(set) var entries: [Entry] = []
    private(set) var cards = KeyRegister()
    /// Of each card its code and the place of a member.
    private(set) var families: [(card: UInt64, head: UInt32)] = []
    private(set) var members: [Member] = []

    var tellsFamilies: Bool { !families.isEmpty }

    mutating func add(nik: String, _ span: BenefitSpan) { enter(numbers.code(of: nik), Entry(span)) }

    private mutating func enter(_ code: UInt64, _ entry: Entry) {
        guard let known = people.enter(code, row: codes.count) else {
            codes.append(code)
            heads.append(entry.isOpen ? Self.none : append(entry, next: Self.none))
            return
        }
        // Who has an entry that is open on both sides is there whatever others say.
        guard heads[known] != Self.none else { return }
        heads[known] = entry.isOpen ? Self.none : append(entry, next: heads[known])
    }

    private mutating func append(_ entry: Entry, next: UInt32) -> UInt32 {
        entries.append(entry)
        entries[entries.count - 1].next = next
        return UInt32(truncatingIfNeeded: entries.count - 1)
    }

    mutating func add(card: String, member: String, _ span: BenefitSpan) {
        let (card, member) = (numbers.code(of: card), numbers.code(of: member))
        let start = span.state == .returned ? Int32.max : span.start
        let known = cards.enter(card, row: families.count)
        let place = known ?? families.count
        if known == nil { families.append((card, Self.none)) }
        let head = families[place].head
        // The same one again, as lists tell them.
        if head != Self.none, members[Int(head)].code == member {
            members[Int(head)].start = min(members[Int(head)].start, start)
            return
        }
        members.append(Member(code: member, start: start, next: head))
        families[place].head = UInt32(truncatingIfNeeded: members.count - 1)
    }

    /// Puts people under other numbers as well, and these in their place among families.
    mutating func rename(_ keys: [String: String]) {
        guard !keys.isEmpty else { return }
        var renamed: [UInt64: UInt64] = [:]
        for (number, key) in keys.sorted(by: { $0.key < $1.key }) {
            guard let code = numbers.known(number) else { continue }
            let key = numbers.code(of: key)
            renamed[code] = key
            guard let person = people[code] else { continue }
            for entry in entries(of: person) { enter(key, entry) }
        }
        for place in members.indices {
            if let code = renamed[members[place].code] { members[place].code = code }
        }
    }

    private func entries(of person: Int) -> [Entry] {
        guard heads[person] != Self.none else {
            return [Entry(BenefitSpan(start: BenefitSpan.noDay, end: BenefitSpan.noDay, state: .none))]
        }
        return entries.chain(from: heads[person], \.next)
    }

    /// Hands over each member by the word of ``numbers``, whether they received by a day, and whether it runs on that day.
    func forEachMember(
        on day: CalendarDate, asOf: CalendarDate, _ each: (UInt64, Bool, BenefitSpan.Answer) throws -> Void
    ) rethrows {
        let (day, asOf) = (BenefitSpan.number(day), BenefitSpan.number(asOf))
        for (place, code) in codes.enumerated() {
            var (isReceived, runs) = (heads[place] == Self.none, BenefitSpan.Answer.no)
            if isReceived { runs = .yes }
            var next = heads[place]
            while next != Self.none {
                let span = entries[Int(next)].span
                isReceived = isReceived || span.isReceived(by: day)
                runs = runs.or(span.runs(on: day, asOf: asOf))
                next = entries[Int(next)].next
            }
            try each(code, isReceived, runs)
        }
    }

    /// Hands over each member of each family who received by a day: the words of card and member.
    func forEachFamily(by day: CalendarDate, _ each: (UInt64, UInt64) throws -> Void) rethrows {
        let day = BenefitSpan.number(day)
        for family in families {
            var next = family.head
            while next != Self.none {
                let member = members[Int(next)]
                if member.start <= day { try each(family.card, member.code) }
                next = member.next
            }
        }
    }
}

extension Array {
    /// The elements from a place on, each naming the place of the next.
    func chain(from head: UInt32, _ next: (Element) -> UInt32) -> [Element] {
        var found: [Element] = []
        var place = head
        while place != ReferencePeople.none {
            found.append(self[Int(place)])
            place = next(self[Int(place)])
        }
        return found
    }
}

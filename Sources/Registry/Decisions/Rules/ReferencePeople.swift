import Indonesia
import Tabular

/// Who stands on a list with which entries, and whose families: some forty bytes a person. Numbers of sixteen digits are kept
/// as numbers, other texts beside them.
struct ReferencePeople: Sendable {
    /// What is asked of somebody.
    enum Question: Sendable, Hashable { case isListed, received, runs }

    /// A span in twelve bytes. A side without a date is open; the end of what is over on a day that is not told is the first day
    /// of all, the start of what was never received the last.
    private struct Entry: Sendable {
        static let open = (start: Int32.min, end: Int32.max)
        var start: Int32
        var end: Int32
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

    /// A card with the two of its members who received first: whoever else there is came later.
    private struct Family: Sendable {
        var card: UInt64
        var first: UInt64
        var second = NumberCodes.none
        var firstStart: Int32
        var secondStart = Int32.max

        init(card: UInt64, member: UInt64, start: Int32) { (self.card, first, firstStart) = (card, member, start) }

        mutating func add(_ member: UInt64, _ start: Int32) {
            if member == first {
                firstStart = min(firstStart, start)
            } else if member == second || second == NumberCodes.none || start < secondStart {
                secondStart = member == second ? min(secondStart, start) : start
                second = member
                guard secondStart < firstStart else { return }
                swap(&first, &second)
                swap(&firstStart, &secondStart)
            }
        }

        func members(by day: Int32) -> [UInt64] {
            (firstStart <= day ? [first] : [])
                + (second != NumberCodes.none && secondStart <= day ? [second] : [])
        }
    }

    private static let none = UInt32.max

    private var numbers = NumberCodes()
    private var people = KeyRegister()
    private var codes: [UInt64] = []
    /// Of each person the place of an entry; none where one entry is open on both sides.
    private var heads: [UInt32] = []
    private var entries: [Entry] = []
    private var cards = KeyRegister()
    private var families: [Family] = []

    var tellsFamilies: Bool { !families.isEmpty }

    mutating func add(nik: String, _ span: BenefitSpan) {
        let code = numbers.code(of: nik)
        let entry = Entry(span)
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
        guard let known = cards.enter(card, row: families.count) else {
            return families.append(Family(card: card, member: member, start: start))
        }
        families[known].add(member, start)
    }

    private func place(_ nik: String) -> Int? { numbers.known(nik).flatMap { people[$0] } }

    /// - Parameters:
    ///   - day: the day that is asked for.
    ///   - asOf: the day as of which the list speaks.
    func answer(_ question: Question, _ nik: String, on day: CalendarDate, asOf: CalendarDate) -> BenefitSpan.Answer {
        guard let person = place(nik) else { return .no }
        switch question {
        case .isListed: return .yes
        case .received: return isReceived(person, BenefitSpan.number(day)) ? .yes : .no
        case .runs: return runs(person, BenefitSpan.number(day), BenefitSpan.number(asOf))
        }
    }

    private func isReceived(_ person: Int, _ day: Int32) -> Bool {
        anyEntry(of: person) { $0.isReceived(by: day) ? .yes : .no } == .yes
    }

    private func runs(_ person: Int, _ day: Int32, _ asOf: Int32) -> BenefitSpan.Answer {
        anyEntry(of: person) { $0.runs(on: day, asOf: asOf) }
    }

    /// Yes where one entry says so, open where none does and of one it is not known.
    private func anyEntry(of person: Int, _ answer: (BenefitSpan) -> BenefitSpan.Answer) -> BenefitSpan.Answer {
        var next = heads[person]
        guard next != Self.none else { return .yes }
        var found = BenefitSpan.Answer.no
        while next != Self.none {
            let entry = entries[Int(next)]
            switch answer(entry.span) {
            case .yes: return .yes
            case .open: found = .open
            case .no: break
            }
            next = entry.next
        }
        return found
    }

    /// Whether another member of a family received by a day.
    func holdsAnother(than nik: String?, on card: String, by day: CalendarDate) -> Bool {
        guard let place = numbers.known(card).flatMap({ cards[$0] }) else { return false }
        let own = nik.flatMap { numbers.known($0) }
        return families[place].members(by: BenefitSpan.number(day)).contains { $0 != own }
    }

    /// Hands over each member, whether they received by a day, and whether it runs on that day.
    func forEachMember(
        on day: CalendarDate, asOf: CalendarDate, _ each: (String, Bool, BenefitSpan.Answer) throws -> Void
    ) rethrows {
        let (day, asOf) = (BenefitSpan.number(day), BenefitSpan.number(asOf))
        for (place, code) in codes.enumerated() {
            try each(numbers.text(code), isReceived(place, day), runs(place, day, asOf))
        }
    }

    /// Hands over one member of each family who received by a day, and another where there is one.
    func forEachFamily(by day: CalendarDate, _ each: (String, String) throws -> Void) rethrows {
        for family in families {
            for member in family.members(by: BenefitSpan.number(day)) {
                try each(numbers.text(family.card), numbers.text(member))
            }
        }
    }
}

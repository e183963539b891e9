import Indonesia
import Tabular

/// The people of a list as they are asked for: one object, so that a look costs no copy of what it looks at.
final class ReferencedPeople: Sendable {
    private let numbers: NumberCodes
    private let people: KeyRegister
    private let heads: [UInt32]
    private let entries: [ReferencePeople.Entry]
    private let cards: KeyRegister
    private let families: [(card: UInt64, head: UInt32)]
    private let members: [ReferencePeople.Member]
    /// The day as of which the list speaks, and the day that is asked for.
    private let asOf: Int32
    private let day: Int32

    init(_ list: ReferenceList, on day: CalendarDate) {
        let people = list.people
        numbers = people.numbers
        self.people = people.people
        heads = people.heads
        entries = people.entries
        cards = people.cards
        families = people.families
        members = people.members
        asOf = BenefitSpan.number(list.asOf)
        self.day = BenefitSpan.number(day)
    }

    private func code(_ text: String) -> UInt64? { NumberCodes.code(ofNumber: text) ?? numbers.known(text) }

    /// What the list says of somebody on the day.
    func answer(_ question: ReferencePeople.Question, _ nik: String) -> BenefitSpan.Answer {
        guard let code = code(nik), let person = people[code] else { return .no }
        var next = heads[person]
        guard question != .isListed, next != ReferencePeople.none else { return .yes }
        var found = BenefitSpan.Answer.no
        while next != ReferencePeople.none {
            let entry = entries[Int(next)]
            found = found.or(
                question == .runs
                    ? entry.span.runs(on: day, asOf: asOf) : entry.span.isReceived(by: day) ? .yes : .no)
            if found == .yes { return .yes }
            next = entry.next
        }
        return found
    }

    /// Whether another member of a family received by the day.
    ///
    /// - Parameter rivals: those who may be the same person, and so do not certainly count.
    func holdsAnother(than nik: String?, on card: String, rivals: [String: String] = [:]) -> Bool {
        guard let family = code(card).flatMap({ cards[$0] }) else { return false }
        let own = nik.flatMap(code)
        var next = families[family].head
        while next != ReferencePeople.none {
            let member = members[Int(next)]
            if member.start <= day, member.code != own,
                rivals.isEmpty || rivals[numbers.text(member.code)] == nil
            {
                return true
            }
            next = member.next
        }
        return false
    }

    /// The members of a family who received by the day.
    func members(on card: String) -> [String] {
        guard let family = numbers.known(card).flatMap({ cards[$0] }) else { return [] }
        return members.chain(from: families[family].head, \.next).filter { $0.start <= day }
            .map { numbers.text($0.code) }
    }
}

import Indonesia
import Store

/// What one source says of a field.
public struct Claim: Sendable, Hashable {
    public struct Source: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable {
            case list, event, document, number
        }
        public var kind: Kind
        /// The list's name, the event's source, or the document's kind.
        public var name: String
        /// The batch or sending and the row; nil for the number itself.
        public var batch: Int64?
        public var row: Int?
        /// The day as of which it speaks, `yyyy-mm-dd`; nil for the number itself.
        public var date: String?
    }

    public var value: String
    public var sources: [Source]
    public var isShown: Bool
}

/// A field of a person with all that is said of it, side by side.
public struct ClaimedField: Sendable, Hashable {
    public enum Name: String, Sendable, Hashable, CaseIterable {
        case nik, name, sex, birthDate, familyCard, phone, address, village

        /// Whether two values contradict each other. People move and have several telephones; nobody has two birthdays.
        var isFixed: Bool {
            switch self {
            case .nik, .name, .sex, .birthDate, .familyCard: true
            case .phone, .address, .village: false
            }
        }
    }

    /// What picks the value that is shown.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// All say the same.
        case agreed
        /// What a list said first stays; the same list may correct it.
        case first
        /// A life event goes before what lists say.
        case event
    }

    public var name: Name
    /// The one that is shown first, then in the order of their days.
    public var claims: [Claim]
    public var rule: Rule

    public var isConflict: Bool { name.isFixed && rule == .first && claims.count > 1 }
}

extension PersonView {
    /// Fields of the person with what every source says of them; those nobody speaks of are left out.
    public var fields: [ClaimedField] { ClaimReader(self).fields }

    /// Fields of which sources say what cannot both be true.
    public var conflicts: [ClaimedField] { fields.filter(\.isConflict) }
}

/// Gathers claims from lists, life events, documents and the number itself.
struct ClaimReader {
    private let view: PersonView
    private var said: [ClaimedField.Name: [(value: String, source: Claim.Source)]] = [:]
    /// Values that life events set, by field.
    private var set: [ClaimedField.Name: String] = [:]

    init(_ view: PersonView) {
        self.view = view
        readLists()
        readNumber()
        readEvents()
    }

    var fields: [ClaimedField] {
        ClaimedField.Name.allCases.compactMap { name in
            guard let said = said[name] else { return nil }
            var claims: [Claim] = []
            for (value, source) in said {
                if let place = claims.firstIndex(where: { Self.folded($0.value, name) == Self.folded(value, name) }) {
                    claims[place].sources.append(source)
                } else {
                    claims.append(Claim(value: value, sources: [source], isShown: false))
                }
            }
            let shown = set[name] ?? registered(name) ?? claims[0].value
            let first = claims.firstIndex { Self.folded($0.value, name) == Self.folded(shown, name) } ?? 0
            claims.insert(claims.remove(at: first), at: 0)
            claims[0].isShown = true
            let rule: ClaimedField.Rule =
                claims.count == 1 ? .agreed : isExplained(name, claims) ? .event : .first
            return ClaimedField(name: name, claims: claims, rule: rule)
        }
    }

    /// Whether life events tell why there are several values.
    private func isExplained(_ name: ClaimedField.Name, _ claims: [Claim]) -> Bool {
        guard let value = set[name] else { return false }
        switch name {
        case .nik: return Set(claims.map(\.value)).isSubset(of: view.story.numbers)
        case .familyCard: return Set(claims.map(\.value)).isSubset(of: view.story.cards.map(\.number))
        // Beside the name that holds there may be the one before it.
        case .name:
            return claims.count <= 2 && claims.contains { Self.folded($0.value, name) == Self.folded(value, name) }
        default: return true
        }
    }

    /// What the registry shows today.
    private func registered(_ name: ClaimedField.Name) -> String? {
        guard let person = view.person else { return nil }
        return switch name {
        case .nik: person.nik
        case .name: person.name.isEmpty ? nil : person.name
        case .sex: person.sex
        case .birthDate: person.birthDate
        case .familyCard: person.familyCard
        case .phone: person.phone
        case .village: person.village
        case .address: nil
        }
    }

    /// What each list says in force: its newest line, and where that has a blank, the one before it.
    private mutating func readLists() {
        let taken = view.lines.filter { $0.line.outcome != .refused && $0.batch.state == .committed }
        var lists: [[PersonView.Line]] = []
        var places: [String: Int] = [:]
        for item in taken.sorted(by: { ($0.batch.id, $0.line.row) < ($1.batch.id, $1.line.row) }) {
            let key = "\(item.batch.list)|\(item.line.nik ?? "")|\(item.line.key)"
            if let place = places[key] {
                lists[place].append(item)
            } else {
                places[key] = lists.count
                lists.append([item])
            }
        }
        for lines in lists {
            for name in ClaimedField.Name.allCases {
                let filled = lines.last { Self.value(name, $0.line) != nil }
                guard let item = filled, let value = Self.value(name, item.line) else { continue }
                say(
                    name, value,
                    .init(
                        kind: .list, name: item.batch.name, batch: item.batch.id, row: item.line.row,
                        date: item.batch.referenceDate))
            }
        }
    }

    private static func value(_ name: ClaimedField.Name, _ line: LineRecord) -> String? {
        let value =
            switch name {
            case .nik: line.nik
            case .name: line.name
            case .sex: line.sex
            case .birthDate: line.birthDate
            case .familyCard: line.familyCard
            case .phone: line.phone
            case .address: line.address
            case .village: line.village
            }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The number holds sex and day of birth. The century is not in it: it is that of the dates that lists give.
    private mutating func readNumber() {
        guard let nik = view.person.flatMap({ NIK.parse($0.nik).value }) else { return }
        let source = Claim.Source(kind: .number, name: "NIK", batch: nil, row: nil, date: nil)
        if said[.sex] != nil { say(.sex, nik.sex.letter, source) }
        guard let first = said[.birthDate]?.first.flatMap({ CalendarDate($0.value) }) else { return }
        let century = first.year / 100 * 100
        if let born = CalendarDate(year: century + nik.birthYear, month: nik.birthMonth, day: nik.birthDay) {
            say(.birthDate, born.description, source)
        }
    }

    private mutating func readEvents() {
        for told in view.story.own {
            let event = told.event
            let source = Claim.Source(
                kind: .event, name: event.source, batch: told.sending, row: told.row, date: event.date)
            switch event.event {
            case .nameChanged:
                if let name = event.newName { say(.name, name, source) }
            case .numberCorrected:
                if let new = event.newNik { say(.nik, new, source) }
            case .moved:
                if let address = event.address { say(.address, address, source) }
            case .died, .refused, .replaced, .familySplit: continue
            }
        }
        if let name = view.story.newName { set[.name] = name }
        if view.story.numbers.count > 1 { set[.nik] = view.story.numbers[0] }
        for card in view.story.cards {
            guard let since = card.since else { continue }
            say(
                .familyCard, card.number,
                .init(kind: .event, name: card.source ?? "", batch: nil, row: nil, date: since))
        }
        if let card = view.story.cards.last { set[.familyCard] = card.number }
    }

    private mutating func say(_ name: ClaimedField.Name, _ value: String, _ source: Claim.Source) {
        said[name, default: []].append((value, source))
    }

    /// A value as it is compared: spelling in capitals and blanks say nothing.
    private static func folded(_ value: String, _ name: ClaimedField.Name) -> String {
        switch name {
        case .name, .address, .village:
            value.uppercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        case .nik, .sex, .birthDate, .familyCard, .phone: value
        }
    }
}

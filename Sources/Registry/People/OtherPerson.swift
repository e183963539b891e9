import Indonesia
import Store

extension SheetRules {
    /// Refuses a correction that would make two people one. Whether records of two numbers are one person is nothing that a
    /// sheet decides by the way: where name, sex or day of birth speak against it, somebody has to say so first.
    func other(_ nik: String, _ new: String, _ row: inout SheetRow) throws {
        guard let own = try people.person(nik: nik) else { return }
        let known = try numbers(of: new).compactMap { try people.person(nik: $0) }.filter { $0.id != own.id }
        guard !known.isEmpty else { return }
        let graph = IdentityGraph(try MatchDecisionQueries(connection).standing())
        for other in known {
            let pair = SubjectPair(own.id, other.id)
            let isApart = graph.areApart(pair)
            guard isApart || (!graph.areSame(pair) && !Self.mayBeOne(own, other)) else { continue }
            row.refuse(
                isApart ? "life-event.apart" : "life-event.other-person", kind, "newNik", in: file,
                value: NIK.masked(raw: new), ["pair": pair.text, "list": SubjectPair.text(other.id)])
            return
        }
        row.warn("life-event.joins", kind, "newNik", in: file, value: NIK.masked(raw: new))
    }

    /// Whether nothing that lists say of two records contradicts that they are one person.
    private static func mayBeOne(_ one: PersonRecord, _ other: PersonRecord) -> Bool {
        if let first = one.sex, let second = other.sex, first != second { return false }
        // A number that was mistyped brings a day of birth that was: one part of it is no other person yet.
        if let first = one.birthDate, let second = other.birthDate {
            let parts = zip(first.split(separator: "-"), second.split(separator: "-"))
            guard parts.count(where: { $0.0 != $0.1 }) < 2 else { return false }
        }
        return areAlike(one.name, other.name)
    }

    /// Whether two names may be spellings of one: each word of the shorter stands in the longer, but for a letter or so.
    static func areAlike(_ one: String, _ other: String) -> Bool {
        func words(_ name: String) -> [[UInt8]] {
            PersonName(name).oldSpellingKey.split(separator: " ").map { Array($0.utf8) }
        }
        let (first, second) = (words(one), words(other))
        let (short, long) = first.count <= second.count ? (first, second) : (second, first)
        // A record without a name says nothing against it.
        return short.allSatisfy { word in
            long.contains { against in
                if word.count == 1 || against.count == 1 { return word.first == against.first }
                return WordSteps.between(word, against) <= max(word.count, against.count) / 4
            }
        }
    }
}

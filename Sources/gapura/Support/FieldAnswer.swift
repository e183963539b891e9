// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry

/// What sources say of a field, side by side; values are masked unless told.
struct FieldAnswer: Encodable {
    struct Value: Encodable {
        var value: String
        var is_shown: Bool
        var sources: [String]
    }
    var field: String
    var rule: String
    var is_conflict: Bool
    var values: [Value]

    init(_ field: ClaimedField, _ console: Console, isFull: Bool = false) {
        self.field = field.name.rawValue
        rule = field.rule.rawValue
        is_conflict = field.isConflict
        let masked = field.shown({ Self.masked($0, field.name) }) { parts in
            let said = parts.map { console.say("claim.part." + $0.rawValue) }.joined(separator: ", ")
            return console.say(parts.isEmpty ? "claim.differs" : "claim.differs-in", ["parts": said])
        }
        let shown = isFull ? field.claims.map(\.value) : masked
        values = zip(field.claims, shown).map { claim, shown in
            Value(
                value: shown, is_shown: claim.isShown,
                sources: claim.sources.map { source in
                    let place = source.batch.map { " \($0):\(source.row ?? 0)" } ?? ""
                    let date = source.date.map { " " + console.say("claim.as-of", ["date": $0]) } ?? ""
                    return source.name + place + date
                })
        }
    }

    func tell(_ console: Console) throws {
        try console.line(
            console.say(
                "claim.field", ["field": console.say("claim." + field), "rule": console.say("claim.rule." + rule)]))
        for value in values {
            try console.line(
                "  " + (value.is_shown ? "→ " : "  ") + value.value + " — " + value.sources.joined(separator: "; "))
        }
    }

    static func masked(_ value: String, _ field: ClaimedField.Name) -> String {
        switch field {
        case .nik, .familyCard: NIK.masked(raw: value)
        case .name: PersonName.masked(raw: value)
        case .phone: PhoneNumber.masked(raw: value)
        // The day of birth is in the number and stays hidden with it; what tells two apart is shown.
        case .birthDate: "**-**-" + value.prefix(4)
        case .sex, .village: value
        case .address: NIK.masked(raw: value)
        }
    }
}

import Indonesia
public import Problems
import Store

/// One value that became known, changed or went, with who, when, why and from where.
public struct HistoryEntry: Sendable, Hashable {
    /// What was done: a list was held, taken in, thrown away or undone, a sheet was taken in or taken back, something was
    /// decided about a proposal or about a match.
    public enum Act: String, Sendable, Hashable, CaseIterable {
        case stage, commit, discard, undo, sheet, decision, match
        case sheetUndo = "sheet-undo"
        case matchUndo = "match-undo"
    }

    /// When the registry learned it: ISO 8601, UTC.
    public var at: String
    public var act: Act
    /// nil where an older program did not keep who acted.
    public var actor: String?
    /// In the words of whoever acted.
    public var reason: String?
    public var batch: Int64?
    public var sending: Int64?
    /// The row of that list or sheet.
    public var row: Int?
    /// `person`, `enrolment`, `enterprise`, `decision`, `list`, or the kind of a sheet.
    public var thing: String
    /// Which one: a programme and year, a key; empty where there is only one.
    public var key: String
    public var field: String
    public var before: String?
    public var after: String?
    /// The number of the person under which it was told; nil where it is nobody's history. Whole: see ``shownNumber``.
    public var nik: String?

    public var shownNumber: String? { nik.map { NIK.masked(raw: $0) } }

    /// The values as somebody may see them who may not see personal data.
    public var shownBefore: String? { shown(before) }
    public var shownAfter: String? { shown(after) }
    /// The key of a sheet may hold an identity number.
    public var shownKey: String {
        let parts = key.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard thing == PersonFacts.Document.kind, parts.count == 3 else { return LongNumbers.hidden(in: key) }
        return [LongNumbers.hidden(in: parts[0]), String(parts[1]), NIK.masked(raw: String(parts[2]))]
            .joined(separator: "/")
    }
    public var shownReason: String? { reason.map { LongNumbers.hidden(in: $0.prefix(400)) } }

    private func shown(_ value: String?) -> String? {
        guard let value else { return nil }
        switch field {
        case "nik", "family_card", "familyCard", "nib", "npwp": return NIK.masked(raw: value)
        case "number" where thing == PersonFacts.Document.kind: return NIK.masked(raw: value)
        case "name" where thing != ProgrammeLedger.kind: return PersonName.masked(raw: value)
        case "address", "newName", "oldName": return PersonName.masked(raw: value)
        case "phone": return PhoneNumber.masked(raw: value)
        case "birth_date", "birthDate": return "****-**-**"
        default: return LongNumbers.hidden(in: value.prefix(200))
        }
    }
}

extension [HistoryEntry] {
    /// In the order in which the registry learned it; what came at one instant stays as it was put.
    var inOrder: [HistoryEntry] {
        enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

/// Fields, acts and things of a history in a reader's language.
public enum HistoryWords {
    private static let phrases = try? RegistryWording.phrases()

    public static func act(_ act: HistoryEntry.Act, in language: Language) -> String {
        phrase("history.act." + act.rawValue, language) ?? act.rawValue
    }

    /// A thing's name; the kind's own name where it is a sheet.
    public static func thing(_ name: String, in language: Language) -> String {
        phrase("history.thing." + name, language)
            ?? SheetKinds.bundled.kinds.first { $0.name == name }?.title(language) ?? name
    }

    /// A field's name; the field itself where it has none.
    public static func field(_ name: String, in language: Language) -> String {
        phrase("history.field." + name, language) ?? name
    }

    private static func phrase(_ key: String, _ language: Language) -> String? {
        phrases.map { $0(key, language) }.flatMap { $0 == key ? nil : $0 }
    }
}

import Indonesia
import Problems
import Store

/// One value that became known, changed or went, with who, when, why and from where.
public struct HistoryEntry: Sendable, Hashable {
    /// What was done: a list was held, taken in, thrown away or undone, a sheet was taken in or taken back, something was
    /// decided about a proposal or about a match, rules were applied, or an appeal judged.
    public enum Act: String, Sendable, Hashable, CaseIterable {
        case stage, commit, discard, undo, sheet, decision, match, ruling, appeal
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
    public var shownKey: String { keyParts.map(\.shown).joined(separator: "/") }

    /// The parts of a key, each with the column of the sheet that it stands in.
    var keyParts: [(column: SheetKind.Column?, shown: String)] {
        let fields = sheetKind?.key ?? []
        let parts = key.split(separator: "/", maxSplits: max(0, fields.count - 1), omittingEmptySubsequences: false)
            .map(String.init)
        guard let kind = sheetKind, parts.count == fields.count else { return [(nil, LongNumbers.hidden(in: key))] }
        return zip(fields, parts).map { field, part in
            let column = kind.column(field)
            return (column, part.isEmpty ? "" : Self.shown(part, in: column))
        }
    }

    public var shownReason: String? { reason.map { LongNumbers.hidden(in: $0.prefix(400)) } }

    /// The kind of sheets that it comes from; nil where it comes from a list.
    var sheetKind: SheetKind? { SheetKinds.bundled.kinds.first { $0.name == thing } }

    private func shown(_ value: String?) -> String? {
        guard let value else { return nil }
        switch field {
        case "nik", "family_card", "familyCard", "nib", "npwp": return NIK.masked(raw: value)
        case "name" where thing != ProgrammeLedger.kind: return PersonName.masked(raw: value)
        case "address", "newName", "oldName": return PersonName.masked(raw: value)
        case "phone": return PhoneNumber.masked(raw: value)
        case "birth_date", "birthDate": return "****-**-**"
        default: return Self.shown(value, in: sheetKind?.column(field))
        }
    }

    /// A value of a sheet: numbers of people and papers are masked as everywhere, each of several by itself.
    private static func shown(_ value: String, in column: SheetKind.Column?) -> String {
        guard let column, [.nik, .niks, .card, .number].contains(column.type) else {
            return LongNumbers.hidden(in: value.prefix(200))
        }
        return value.split(separator: ";").prefix(20).map { NIK.masked(raw: String($0)) }.joined(separator: "; ")
    }
}

extension [HistoryEntry] {
    /// In the order in which the registry learned it; what came at one instant stays as it was put.
    var inOrder: [HistoryEntry] {
        enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

public import Problems

/// Fields, values, acts and things of a history in a reader's language.
public enum HistoryWords {
    private static let phrases = try? RegistryWording.phrases()

    public static func act(_ act: HistoryEntry.Act, in language: Language) -> String {
        phrase("history.act." + act.rawValue, language) ?? act.rawValue
    }

    /// What an entry is about: the thing, and which one where there are several.
    public static func subject(_ entry: HistoryEntry, in language: Language) -> String {
        let key = entry.keyParts.map { value($0.shown, of: $0.column, in: language) }.filter { !$0.isEmpty }
        return ([thing(entry.thing, in: language)] + [key.joined(separator: " · ")]).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// The name of the field that changed; its own where it has none.
    public static func field(_ entry: HistoryEntry, in language: Language) -> String {
        if let own = phrase("history.field." + entry.field, language) { return own }
        guard let column = entry.sheetKind?.column(entry.field) else { return plain(entry.field) }
        return language == .id ? column.header.replacing("_", with: " ") : plain(entry.field)
    }

    /// The value before, masked unless it was asked for whole.
    public static func before(_ entry: HistoryEntry, in language: Language) -> String? {
        entry.shownBefore.map { value($0, of: entry, in: language) }
    }

    /// The value after, masked unless it was asked for whole; that it differs is said where masking hides it.
    public static func after(_ entry: HistoryEntry, in language: Language) -> String? {
        entry.shownAfter.map { shown in
            value(shown, of: entry, in: language)
                + (entry.looksUnchanged ? phrase("history.differs", language).map { " " + $0 } ?? "" : "")
        }
    }

    /// A thing's name; the kind's own name where it is a sheet.
    private static func thing(_ name: String, in language: Language) -> String {
        phrase("history.thing." + name, language)
            ?? SheetKinds.bundled.kinds.first { $0.name == name }?.title(language) ?? name
    }

    private static func value(_ text: String, of entry: HistoryEntry, in language: Language) -> String {
        if let column = entry.sheetKind?.column(entry.field) ?? documentColumn(of: entry) {
            return value(text, of: column, in: language)
        }
        return phrase("history.value.\(entry.field).\(text)", language) ?? text
    }

    /// A programme's document has the main kind of aid by itself, and the others beside it.
    private static func documentColumn(of entry: HistoryEntry) -> SheetKind.Column? {
        guard ["kind", "otherKinds"].contains(entry.field) else { return nil }
        return entry.sheetKind?.column("kinds")
    }

    private static func value(_ text: String, of column: SheetKind.Column?, in language: Language) -> String {
        guard let column else { return text }
        switch column.type {
        case .choice, .choices:
            guard let vocabulary = column.vocabulary else { return text }
            return text.split(separator: "; ").map { code in
                SheetKinds.bundled.label(vocabulary, String(code), language) ?? String(code)
            }.joined(separator: "; ")
        case .flag: return phrase("history.value.flag." + text, language) ?? text
        default: return text
        }
    }

    /// `legalBasis` → `legal basis`.
    private static func plain(_ field: String) -> String {
        field.reduce(into: "") { text, character in
            if character.isUppercase { text.append(" ") }
            text.append(character == "_" ? " " : Character(character.lowercased()))
        }
    }

    private static func phrase(_ key: String, _ language: Language) -> String? {
        phrases.map { $0(key, language) }.flatMap { $0 == key ? nil : $0 }
    }
}

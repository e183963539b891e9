/// What Excel accepts as text and as the name of a sheet.
enum SheetText {
    /// UTF-16 units of the longest text a cell may hold.
    static let mostUnits = 32_767

    /// A text in which Excel reads back what was meant: signs that XML cannot hold at all are replaced.
    static func writable(_ text: String) -> String {
        let needsCare = text.unicodeScalars.contains { $0.value == 0 || $0.value == 0xFFFE || $0.value == 0xFFFF }
        let clean =
            needsCare
            ? String(String.UnicodeScalarView(text.unicodeScalars.map { isNoSign($0) ? "\u{FFFD}" : $0 })) : text
        return CellText.escaped(clean)
    }

    private static func isNoSign(_ scalar: UnicodeScalar) -> Bool {
        scalar.value == 0 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }

    static func isSheetName(_ name: String) -> Bool {
        let forbidden = "[]:*?/\\"
        return (1...31).contains(name.utf16.count)
            && !name.contains { forbidden.contains($0) || $0.isNewline }
            && !name.unicodeScalars.contains { $0.value < 32 || isNoSign($0) }
            && !name.hasPrefix("'") && !name.hasSuffix("'") && name.lowercased() != "history"
    }
}

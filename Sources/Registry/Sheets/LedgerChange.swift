import Problems
import Store

/// What an entry says that the ledger did not know, counted in rows of its sheet.
struct LedgerChange {
    private(set) var new = 0
    private(set) var updated = 0
    private(set) var unchanged = 0
    /// Lines of the version before that this one does not have: a version replaces the one before as a whole.
    private(set) var gone = 0
    /// Whether the entry becomes a version; where it says nothing new it does not.
    private(set) var isWorthAVersion = true

    init(_ kind: SheetKind, _ draft: SheetAssembly.Draft, _ before: EntryRecord?) {
        guard let before else {
            new = draft.rows.count
            return
        }
        guard let grouping = kind.grouped else {
            isWorthAVersion = before.document != draft.entry.document
            if isWorthAVersion { updated = 1 } else { unchanged = 1 }
            return
        }
        let known = Self.lines(before.document, grouping)
        let said = Self.lines(draft.entry.document, grouping)
        for (line, value) in said {
            switch known[line] {
            case nil: new += 1
            case value: unchanged += 1
            default: updated += 1
            }
        }
        gone = Set(known.keys).subtracting(said.keys).count
        let isRedated = Self.day(before.document) != Self.day(draft.entry.document)
        isWorthAVersion = said != known || isRedated
        // The same figures as of another day say something else.
        if isRedated { (updated, unchanged) = (updated + unchanged, 0) }
    }

    /// What is told where lines of the version before are missing.
    func warning(about draft: SheetAssembly.Draft, in file: String) -> Problem {
        Problem(
            "report.lines-gone", .warn, at: Place(file: file, row: draft.rows.first?.number),
            [
                "programme": draft.entry.programme ?? "", "period": draft.entry.period ?? "", "gone": String(gone),
                "kept": String(draft.rows.count),
            ])
    }

    private struct Document: Decodable {
        struct Line: Decodable {
            var region: String
            var measure: String
            var value: Int64
        }
        var figures: [Line]
        var asOf: String?
    }

    private static func day(_ document: String) -> String? { LedgerJSON.value(Document.self, document)?.asOf }

    /// The figures of a report by what they are about.
    private static func lines(_ document: String, _ grouping: SheetKind.Grouping) -> [String: Int64] {
        let lines = LedgerJSON.value(Document.self, document)?.figures ?? []
        return Dictionary(lines.map { ($0.region + "/" + $0.measure, $0.value) }, uniquingKeysWith: { $1 })
    }
}

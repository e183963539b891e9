import Foundation
import Problems

/// The words of the sheets that the writer itself adds.
enum Words {
    private static let phrases = ResourceFolder.find("gapura_Spreadsheets", built: { Bundle.module.resourceURL })
        .flatMap { try? Phrasebook(contentsOf: $0.appendingPathComponent("Wording/spreadsheets.json")) }

    static func text(_ key: String, _ language: Language) -> String { phrases?(key, language) ?? key }
}

/// A sheet that explains the columns of the others.
enum DataDictionary {
    static func layout(_ language: Language) -> SheetLayout {
        let columns = [("list", 20.0), ("column", 24), ("kind", 24), ("meaning", 60), ("choices", 60)]
        return SheetLayout(
            Words.text("dictionary.sheet", language),
            columns: columns.map { SheetColumn(Words.text("dictionary." + $0.0, language), width: $0.1) })
    }

    static func rows(_ layouts: [SheetLayout], _ language: Language) -> [[SheetValue]] {
        layouts.flatMap { layout in
            layout.columns.map { column in
                let meaning = column.meaning.isEmpty ? column.note ?? "" : column.meaning
                return [
                    .text(layout.name), .text(column.header),
                    .text(Words.text("kind." + column.kind.rawValue, language)), .text(meaning),
                    .text(shown(column.choices)),
                ]
            }
        }
    }

    /// The choices in one cell, cut where they are too many for one.
    private static func shown(_ choices: [String]) -> String {
        let most = 1000
        let text = choices.joined(separator: "; ")
        return text.count <= most ? text : String(text.prefix(most)) + "…"
    }
}

import Foundation
import Problems

/// Words of tables and figures, from this room's phrasebooks.
enum Wording {
    private static let phrases = ResourceFolder.find("gapura_Studies", built: { Bundle.module.resourceURL }).flatMap {
        try? Phrasebook(folder: $0.appendingPathComponent("Wording"))
    }

    /// The phrase of a key in every language, with `{name}` filled in.
    static func text(_ key: String, _ arguments: [String: String] = [:]) -> LocalText {
        text(key) { _ in arguments }
    }

    /// The phrase with numbers that each language writes its own way.
    static func text(_ key: String, _ arguments: (Language) -> [String: String]) -> LocalText {
        func phrase(_ language: Language) -> String { phrases?(key, language, arguments(language)) ?? key }
        return LocalText(phrase(.id), en: phrase(.en))
    }
}

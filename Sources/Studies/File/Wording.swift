import Problems

/// Words of tables and figures, from the catalogue of this room.
enum Wording {
    /// The phrase of a key in every language, with `{name}` filled in.
    static func text(_ key: String, _ arguments: [String: String] = [:]) -> LocalText {
        let problem = Problem("studies." + key, .note, arguments)
        let catalogue = Catalogue.bundled
        return LocalText(catalogue.reason(problem, .id), en: catalogue.reason(problem, .en))
    }

    /// The phrase with numbers that each language writes its own way.
    static func text(_ key: String, _ arguments: (Language) -> [String: String]) -> LocalText {
        let catalogue = Catalogue.bundled
        func phrase(_ language: Language) -> String {
            catalogue.reason(Problem("studies." + key, .note, arguments(language)), language)
        }
        return LocalText(phrase(.id), en: phrase(.en))
    }
}

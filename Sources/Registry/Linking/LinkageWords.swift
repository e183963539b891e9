public import Problems

/// Comparisons and levels of the models that ship with Gapura, in a reader's language.
public enum LinkageWords {
    private static let phrases = try? RegistryWording.phrases()

    /// A comparison by its name in the model; the name itself where it is not translated.
    public static func comparison(_ name: String, in language: Language) -> String {
        phrase("match.comparison." + name.replacing(" ", with: "-"), language) ?? name
    }

    /// A level by its label in the model; the label itself where it is not translated.
    public static func level(_ label: String, in language: Language) -> String {
        phrase("match.level." + label.replacing(" ", with: "-"), language) ?? label
    }

    private static func phrase(_ key: String, _ language: Language) -> String? {
        phrases.map { $0(key, language) }.flatMap { $0 == key ? nil : $0 }
    }
}

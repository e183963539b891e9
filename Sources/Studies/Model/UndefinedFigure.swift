import Problems

/// What is missing where a figure does not exist, in words.
enum UndefinedFigure {
    /// What indices that take logarithms or roots need of the values.
    private static let needs = [
        "theil_t": "not-negative", "theil_l": "positive", "atkinson_05": "not-negative", "atkinson_1": "positive",
    ]
    /// The subjects of the engine's refusals that the phrasebook explains.
    private static let known: Set<String> = ["n", "variance", "area", "regression", "p"]

    /// The refusal of a figure that came out as no number.
    static func warning(_ key: String) -> StudyWarning {
        StudyWarning("refused.not-defined", ["subject": Wording.text("undefined." + (needs[key] ?? "value"))])
    }

    /// The subject of a refusal; nothing to divide by where it names none.
    static func subject(_ name: String) -> LocalText {
        if name.isEmpty { return Wording.text("undefined.value") }
        return known.contains(name) ? Wording.text("undefined." + name) : LocalText(name)
    }
}

/// The words of a label as far as they tell it apart: without endings and without words that every label may carry.
enum LabelWords {
    private static let idle: Set<String> = [
        "the", "of", "and", "in", "for", "a", "an", "business", "sector", "field", "type", "kind", "dan", "di", "yang",
        "untuk", "usaha", "sektor", "bidang", "jenis",
    ]
    private static let endings = ["ings", "ing", "ers", "er", "es", "ed", "e", "s"]

    static func stems(_ label: String) -> Set<String> { Set(ordered(label)) }

    /// The same in the order of the label: "mother works" is not "works mother".
    static func ordered(_ label: String) -> [String] {
        let words = label.lowercased().split { !($0.isLetter || $0.isNumber || "<>≤≥=%,.".contains($0)) }
        let kept = words.map(String.init).filter { !idle.contains($0) }
        return (kept.isEmpty ? words.map(String.init) : kept).map(stem)
    }

    private static func stem(_ word: String) -> String {
        guard word.allSatisfy(\.isLetter) else { return word }
        for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 4 {
            return String(word.dropLast(ending.count))
        }
        return word
    }
}

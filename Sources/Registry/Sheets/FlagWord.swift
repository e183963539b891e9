/// Yes and no as people write them, in both languages.
enum FlagWord {
    /// What a cell says; nil where it is neither.
    static func value(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "ya", "y", "ada", "hadir", "yes", "true", "1": true
        case "tidak", "t", "tdk", "tidak ada", "tidak hadir", "no", "n", "false", "0": false
        default: nil
        }
    }
}

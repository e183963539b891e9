/// How far one word is from another, for misspelled headers and names.
public enum WordSteps {
    /// Letters to put in, take out or exchange to make one word of another (Levenshtein's distance).
    static func between(_ one: [UInt8], _ other: [UInt8]) -> Int {
        guard one.count <= 60 else { return .max / 4 }
        var row = Array(0...other.count)
        for (index, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, against) in other.enumerated() {
                let change = diagonal + (letter == against ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(change, row[place] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }

    /// The header or word that a misspelled one was meant to be: at most a third of its letters differ.
    public static func nearest(_ header: String, among known: [String]) -> String? {
        let word = Array(ColumnMapper.normalised(header).utf8)
        let ranked = known.map { (header: $0, steps: between(word, Array(ColumnMapper.normalised($0).utf8))) }
        guard let best = ranked.min(by: { $0.steps < $1.steps }), best.steps * 3 <= max(word.count, 3) else {
            return nil
        }
        return best.header
    }
}

/// How often each word stands among counted texts.
public struct WordTable: Sendable {
    private var words = TextStore()
    private var counts: [Double] = [0]
    /// How many words there are in all.
    public private(set) var total = 0.0
    /// Whether a text has more than one word.
    public private(set) var hasPhrases = false

    /// - Parameter weights: how often each text occurs, by code.
    public init(_ store: TextStore, weights: [Double]) {
        guard store.count > 0 else { return }
        for code in 1...UInt32(store.count) where weights[Int(code)] > 0 {
            var found = 0
            for word in store.slice(code).split(separator: 0x20) {
                let own = Int(words.code(of: word))
                if own == counts.count { counts.append(0) }
                counts[own] += weights[Int(code)]
                total += weights[Int(code)]
                found += 1
            }
            hasPhrases = hasPhrases || found > 1
        }
    }

    /// The product of the shares that a text's words have of all words, a word that is not there as if it stood there
    /// once; and how many words the text has.
    public func product(_ text: ArraySlice<UInt8>) -> (share: Double, words: Int) {
        var (share, count) = (1.0, 0)
        for word in text.split(separator: 0x20) {
            let code = Int(words.find(Array(word).span))
            share *= max(1, code == 0 ? 1 : counts[code]) / max(1, total)
            count += 1
        }
        return (share, count)
    }
}

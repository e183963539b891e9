/// How alike two texts are.
public enum TextMeasure: String, Sendable, Hashable, Codable {
    /// Jaro–Winkler similarity, 0 to 1.
    case jaroWinkler
    /// Jaro similarity, 0 to 1.
    case jaro
    /// Levenshtein distance.
    case levenshtein
    /// Optimal string alignment distance.
    case optimalAlignment
    /// Words in common, as a share of the words that either has (Jaccard), 0 to 1.
    case words

    /// Whether a larger number means more alike.
    public var isSimilarity: Bool { self == .jaroWinkler || self == .jaro || self == .words }
}

/// A question about two records that takes longer to answer, so it is asked only where the level hangs on it.
public enum SlowTest: Sendable {
    /// Texts compared by a measure; each bound is one answer, the strictest first.
    case text(TextUnits, PackedPart, TextMeasure, bounds: [Double])
    /// Whatever the caller wants to know of two rows.
    case custom(@Sendable (_ left: Int, _ right: Int) -> Bool)

    /// How many answers the test gives.
    var bits: Int {
        switch self {
        case .text(_, _, _, let bounds): bounds.count
        case .custom: 1
        }
    }
}

extension TextUnits {
    /// What is known of two texts before they are compared.
    enum Outlook { case all, none, open }

    /// Whether two texts are one, cannot keep even the loosest bound, or must be compared.
    @inline(__always)
    func outlook(_ left: Int, _ right: Int, _ measure: TextMeasure, loosest: Double) -> Outlook {
        guard left > 0, right > 0 else { return .none }
        if left == right { return .all }
        switch measure {
        case .words: return .open
        case .levenshtein, .optimalAlignment:
            return Double(max(size(left), size(right)) &- commonBound(left, right)) > loosest ? .none : .open
        case .jaro, .jaroWinkler:
            let common = Double(commonBound(left, right))
            var most = (common * (reciprocal(left) + reciprocal(right)) + 1) * (1.0 / 3)
            if measure == .jaroWinkler {
                let unlike = prefix(left) ^ prefix(right)
                let first = unlike == 0 ? 4 : unlike.trailingZeroBitCount &>> 3
                // The bound is rounded like the value, but not in the same way, so a hair is left between them.
                most += most > 0.7 - 1e-9 ? Double(first) * 0.1 * (1 - most) : 0
            }
            return common == 0 || most < loosest - 1e-9 ? .none : .open
        }
    }

    /// Answers of a text test: bit `i` is set where bound `i` is kept.
    @inline(__always)
    func answers(
        _ left: Int, _ right: Int, _ measure: TextMeasure, _ bounds: UnsafeBufferPointer<Double>,
        _ with: borrowing TextMeasures
    ) -> UInt32 {
        let (a, b) = (text(left), text(right))
        let value: Double
        switch measure {
        case .jaro: value = with.jaro(a, b)
        case .jaroWinkler: value = with.jaroWinkler(a, b)
        case .levenshtein: value = -Double(with.levenshtein(a, b))
        case .optimalAlignment: value = -Double(with.optimalAlignment(a, b))
        case .words: value = Self.sharedWords(a, b)
        }
        var answers: UInt32 = 0
        for place in 0..<bounds.count {
            let isKept = measure.isSimilarity ? value >= bounds[place] : value >= -bounds[place]
            answers |= isKept ? 1 &<< UInt32(place) : 0
        }
        return answers
    }

    /// Words in common as a share of all words of two texts; words end at blanks, at most 16 a text.
    static func sharedWords(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Double {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { words in
            let first = split(a, UnsafeMutableBufferPointer(rebasing: words[0..<16]))
            let second = split(b, UnsafeMutableBufferPointer(rebasing: words[16..<32]))
            guard first > 0, second > 0 else { return 0 }
            var common = 0
            for at in 0..<first {
                for other in 16..<(16 &+ second) where words[other] == words[at] {
                    words[other] = 0
                    common &+= 1
                    break
                }
            }
            return Double(common) / Double(first &+ second &- common)
        }
    }

    private static func split(_ text: UnsafeBufferPointer<UInt8>, _ words: UnsafeMutableBufferPointer<UInt64>) -> Int {
        var (count, start) = (0, 0)
        for at in 0...text.count where at == text.count || text[at] == 0x20 {
            if at > start, count < words.count {
                words[count] = KeyMixer.hash(UnsafeBufferPointer(rebasing: text[start..<at])) | 1
                count &+= 1
            }
            start = at &+ 1
        }
        return count
    }
}

import Kernels
import Problems

/// Pairs in the order of their rows, in a scratch file where memory is bounded; they are read through, never held.
public final class LinkedPairs: Sendable {
    /// Both rows, the vector and the weight's bits.
    static let wordsPerPair = 5
    /// How many pairs are read at a time.
    static let pairsAtOnce = 1 << 13

    /// How many pairs there are.
    public let count: Int
    private let file: (any ScratchFile)?

    /// Bytes in the scratch file.
    var byteCount: Int { count * Self.wordsPerPair * 4 }

    init(_ file: (any ScratchFile)?, count: Int) {
        self.file = file
        self.count = count
    }

    /// Calls `body` with each pair.
    ///
    /// - Throws: `linkage.scratch` where they cannot be read; what `body` throws.
    public func forEach(_ body: (LinkedPair) throws -> Void) throws { try forEach(in: 0..<count, body) }

    /// As ``forEach(_:)`` for the pairs at some places; several threads may ask for different ones at a time.
    func forEach(in places: Range<Int>, _ body: (LinkedPair) throws -> Void) throws {
        guard let file else { return }
        let size = Self.wordsPerPair * 4
        for start in stride(from: places.lowerBound, to: places.upperBound, by: Self.pairsAtOnce) {
            let number = min(Self.pairsAtOnce, places.upperBound - start)
            let words = WordBytes.words(try file.read(number * size, at: start * size))
            for place in 0..<number { try body(Self.pair(words, place)) }
        }
    }

    static func pair(_ words: [UInt32], _ place: Int) -> LinkedPair {
        let at = place * wordsPerPair
        let bits = UInt64(words[at + 4]) << 32 | UInt64(words[at + 3])
        return LinkedPair(
            left: Int(words[at]), right: Int(words[at + 1]), weight: Double(bitPattern: bits),
            vector: Int(words[at + 2]))
    }

    static func append(_ pair: LinkedPair, to words: inout [UInt32]) {
        let bits = pair.weight.bitPattern
        words.append(UInt32(truncatingIfNeeded: pair.left))
        words.append(UInt32(truncatingIfNeeded: pair.right))
        words.append(UInt32(truncatingIfNeeded: pair.vector))
        words.append(UInt32(truncatingIfNeeded: bits))
        words.append(UInt32(truncatingIfNeeded: bits >> 32))
    }
}

/// Writes pairs that come in the order of their rows.
struct LinkedPairsWriter {
    private let space: any ScratchSpace
    private let wordsAtOnce: Int
    private var file: (any ScratchFile)?
    private var words: [UInt32] = []
    private var count = 0

    /// - Parameter memory: how many bytes may wait to be written, about.
    init(_ space: any ScratchSpace, memory: Int) {
        self.space = space
        wordsAtOnce = max(1 << 8, min(1 << 18, memory / 8))
    }

    mutating func append(_ pair: LinkedPair) throws(Problem) {
        LinkedPairs.append(pair, to: &words)
        count += 1
        if words.count >= wordsAtOnce { try flush() }
    }

    private mutating func flush() throws(Problem) {
        guard !words.isEmpty else { return }
        let target: any ScratchFile
        if let file { target = file } else { target = try space.makeFile() }
        file = target
        try target.append(WordBytes.bytes(words))
        words.removeAll(keepingCapacity: true)
    }

    mutating func finish() throws(Problem) -> LinkedPairs {
        try flush()
        return LinkedPairs(file, count: count)
    }
}

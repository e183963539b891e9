/// What can be made of a text of words with one blank between them.
public enum TextDerivation: Sendable, Hashable {
    case whole, sorted, first, last

    /// For each text of a store the code of what is made of it, and the store of these.
    ///
    /// - Parameter positions: the characters that are picked then, from 1; texts that do not reach to the last are left
    ///   out (code 0).
    public func table(_ texts: TextStore, positions: ClosedRange<Int>?) -> (store: TextStore, codes: [UInt32]) {
        var store = TextStore()
        var codes: [UInt32] = [0]
        codes.reserveCapacity(texts.count + 1)
        var scratch: [UInt8] = []
        texts.forEach { _, text in
            let range = range(text, &scratch)
            let code = scratch.withUnsafeBufferPointer { sorted in
                let source = self == .sorted ? sorted : text
                return store.code(of: Self.picked(UnsafeBufferPointer(rebasing: source[range]), positions))
            }
            codes.append(code)
        }
        return (store, codes)
    }

    /// What is made of one text.
    public func made(_ text: Span<UInt8>, positions: ClosedRange<Int>?) -> [UInt8] {
        var scratch: [UInt8] = []
        return text.withUnsafeBufferPointer { text in
            let range = range(text, &scratch)
            return scratch.withUnsafeBufferPointer { sorted in
                let source = self == .sorted ? sorted : text
                return Array(Self.picked(UnsafeBufferPointer(rebasing: source[range]), positions))
            }
        }
    }

    /// Where in the text the part stands; sorted words are written to `scratch`.
    private func range(_ text: UnsafeBufferPointer<UInt8>, _ scratch: inout [UInt8]) -> Range<Int> {
        switch self {
        case .whole: return 0..<text.count
        case .first:
            var end = 0
            while end < text.count, text[end] != 0x20 { end &+= 1 }
            return 0..<end
        case .last:
            var start = text.count
            while start > 0, text[start &- 1] != 0x20 { start &-= 1 }
            return start..<text.count
        case .sorted:
            scratch.removeAll(keepingCapacity: true)
            sort(text, &scratch)
            return 0..<scratch.count
        }
    }

    private func sort(_ text: UnsafeBufferPointer<UInt8>, _ scratch: inout [UInt8]) {
        let most = 64
        withUnsafeTemporaryAllocation(of: Range<Int>.self, capacity: most) { words in
            var (count, start) = (0, 0)
            for at in 0...text.count where at == text.count || text[at] == 0x20 {
                if at > start, count < most {
                    // The last place takes what is left of a text of very many words.
                    let end = count == most - 1 ? text.count : at
                    var hole = count
                    while hole > 0, Self.precedes(text, start..<end, words[hole &- 1]) {
                        words[hole] = words[hole &- 1]
                        hole &-= 1
                    }
                    words[hole] = start..<end
                    count &+= 1
                }
                start = at &+ 1
            }
            for place in 0..<count {
                if place > 0 { scratch.append(0x20) }
                scratch.append(contentsOf: text[words[place]])
            }
        }
    }

    private static func precedes(
        _ text: UnsafeBufferPointer<UInt8>, _ left: Range<Int>, _ right: Range<Int>
    ) -> Bool {
        var (a, b) = (left.lowerBound, right.lowerBound)
        while a < left.upperBound, b < right.upperBound {
            if text[a] != text[b] { return text[a] < text[b] }
            a &+= 1
            b &+= 1
        }
        return left.count < right.count
    }

    /// The characters at some positions; a continuation byte belongs to the one before it.
    private static func picked(
        _ text: UnsafeBufferPointer<UInt8>, _ positions: ClosedRange<Int>?
    ) -> UnsafeBufferPointer<UInt8> {
        guard let positions else { return text }
        var (character, start, at) = (0, 0, 0)
        while at < text.count {
            if text[at] & 0xC0 != 0x80 {
                character &+= 1
                if character == positions.lowerBound { start = at }
                if character > positions.upperBound { break }
            }
            at &+= 1
        }
        guard character >= positions.upperBound else { return UnsafeBufferPointer(rebasing: text[0..<0]) }
        return UnsafeBufferPointer(rebasing: text[start..<at])
    }
}

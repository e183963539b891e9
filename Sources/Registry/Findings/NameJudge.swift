import Indonesia

/// Whether two names stand for two people: many a million comparisons, nearly all of them of equal names.
struct NameJudge: Sendable {
    private var maker = ComparisonName()
    private var left: [UInt8] = []
    private var right: [UInt8] = []

    /// Whether two names cannot be two writings of one; see ``NameDifference``. A missing name differs from none.
    mutating func isOther(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard !a.isEmpty, !b.isEmpty, !Self.areSame(a, b) else { return false }
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        maker.write(a, to: &left)
        maker.write(b, to: &right)
        guard !left.isEmpty, !right.isEmpty, left != right, !sharesWord() else { return false }
        return NameDifference.isWhole(Self.text(a), Self.text(b))
    }

    /// Whether two names are the same but for capitals.
    private static func areSame(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for place in a.indices where a[place] != b[place] {
            let (x, y) = (a[place] | 0x20, b[place] | 0x20)
            guard x == y, x >= 0x61, x <= 0x7A else { return false }
        }
        return true
    }

    private func sharesWord() -> Bool {
        let others = right.split(separator: 0x20)
        return left.split(separator: 0x20).contains { word in others.contains { $0 == word } }
    }

    private static func text(_ name: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        for place in name.indices { bytes.append(name[place]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

import Indonesia
import Problems
import Store

/// Whether two names cannot be two spellings of one: under one identity number they say that two people use it.
enum NameDifference {
    /// Whether two names share no word and no two of their words are nearly alike. Short of that, names that differ are common:
    /// nicknames, fathers' names, titles, letters left out.
    static func isWhole(_ a: String, _ b: String) -> Bool {
        guard a != b, !a.isEmpty, !b.isEmpty else { return false }
        let (left, right) = (words(a), words(b))
        guard !left.isEmpty, !right.isEmpty else { return false }
        guard Set(left).isDisjoint(with: right) else { return false }
        let joined = (left.joined(), right.joined())
        if joined.0.contains(joined.1) || joined.1.contains(joined.0) || areNear(joined.0, joined.1) { return false }
        return !left.contains { word in right.contains { areNear(word, $0) } }
    }

    /// The words as comparisons see them: without titles, one spelling for letters that sound alike.
    private static func words(_ name: String) -> [String] {
        var bytes: [UInt8] = []
        var maker = ComparisonName()
        maker.write(name.utf8Span.span, to: &bytes)
        return String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
    }

    private static func areNear(_ a: String, _ b: String) -> Bool {
        guard a != b else { return true }
        let (shorter, longer) = a.count < b.count ? (a, b) : (b, a)
        // An initial, or a name cut short.
        if longer.hasPrefix(shorter) { return true }
        let most = shorter.count < 6 ? 1 : 2
        return MatchComparison.edits(Array(a), Array(b)) <= most
    }
}

/// Rows of a list whose person is registered under a wholly different name.
struct OtherNames {
    /// How many are named at most.
    private static let named = 5

    private var count = 0
    private var first: [OtherName] = []

    /// Compares only rows whose person is known already.
    init(in batch: BatchRecord, _ connection: any Connection) throws {
        try LineQueries(connection).forEachOtherName(in: batch.id) { found in
            guard NameDifference.isWhole(found.name, found.registered) else { return }
            count += 1
            if first.count < Self.named { first.append(found) }
        }
    }

    /// The same as a warning about the list, numbers masked; nil where there are none.
    func problem(in file: String) -> Problem? {
        guard count > 0 else { return nil }
        let named = first.map { "\(NIK.masked(raw: $0.nik)) (\($0.row))" } + (count > first.count ? ["…"] : [])
        return Problem(
            "list.other-names", .warn, at: Place(file: file),
            ["count": String(count), "named": named.joined(separator: ", ")])
    }
}

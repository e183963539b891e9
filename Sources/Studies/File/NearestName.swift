/// The known name nearest to a misspelt one, for messages that say what was probably meant.
enum NearestName {
    /// The name with the fewest changed letters, where these are at most a third of it (and one at least).
    static func of(_ name: String, among names: some Sequence<String>) -> String? {
        let given = Array(name.lowercased().prefix(64))
        let limit = max(1, given.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in names.sorted() {
            let distance = distance(given, Array(candidate.lowercased().prefix(64)))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The arguments `allowed` and `near` of messages on unknown names.
    static func hint(_ name: String, of names: some Sequence<String>) -> [String: String] {
        var arguments = ["allowed": names.sorted().joined(separator: ", "), "near.id": "", "near.en": ""]
        if let near = of(name, among: names) {
            let hint = Wording.text("hint.nearest", ["name": near])
            arguments["near.id"] = hint.id + " "
            arguments["near.en"] = hint.en + " "
        }
        return arguments
    }

    /// Insertions, deletions, replacements and swaps of neighbours (the optimal string alignment distance).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before = Array(repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var least = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { least = min(least, before[j - 2] + 1) }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}

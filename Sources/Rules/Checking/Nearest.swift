/// The declared name that a misspelt one most likely meant.
enum Nearest {
    static func name(to word: String, among names: some Sequence<String>) -> String? {
        let target = Array(word.lowercased().utf8.prefix(64))
        var best: (name: String, distance: Int)?
        for name in names.sorted() {
            let distance = distance(target, Array(name.lowercased().utf8.prefix(64)))
            if distance < best?.distance ?? Int.max { best = (name, distance) }
        }
        guard let best, target.count > 2, best.distance <= max(1, target.count / 3) else { return nil }
        return best.name
    }

    /// Changes of one letter, and of two neighbours, between two words.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var current = [i + 1]
            for j in right.indices {
                var cost = min(previous[j + 1], current[j]) + 1
                cost = min(cost, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, before[j - 1] + 1)
                }
                current.append(cost)
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}

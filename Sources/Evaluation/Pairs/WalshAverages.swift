/// The means of all pairs of some values, each value paired with itself too, read by rank without making them: fifty
/// million of ten thousand values.
struct WalshAverages {
    private let sorted: [Double]
    /// How many averages there are.
    var count: Int { sorted.count * (sorted.count + 1) / 2 }

    /// - Parameter values: at least one.
    init(_ values: [Double]) { sorted = values.sorted() }

    /// The median.
    var median: Double {
        let middle = count / 2
        return count % 2 == 1 ? self[middle + 1] : (self[middle] + self[middle + 1]) / 2
    }

    /// The average of a rank, 1 for the smallest.
    subscript(rank: Int) -> Double {
        guard let least = sorted.first, let most = sorted.last, least < most else { return sorted.first ?? .nan }
        // The bit patterns of doubles in order: the answer is found bit by bit.
        var (low, high) = (Self.key(least), Self.key(most))
        while low < high {
            let middle = low + (high - low) / 2
            if counted(Self.value(middle)) >= rank { high = middle } else { low = middle + 1 }
        }
        return Self.value(low)
    }

    /// How many averages are at most a limit.
    private func counted(_ limit: Double) -> Int {
        var total = 0
        var partner = sorted.count - 1
        for place in sorted.indices {
            while partner >= place, (sorted[place] + sorted[partner]) / 2 > limit { partner -= 1 }
            guard partner >= place else { break }
            total += partner - place + 1
        }
        return total
    }

    private static func key(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}

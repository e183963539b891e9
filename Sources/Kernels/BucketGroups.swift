/// One thread's grouping of buckets of keys, over memory that it uses for one after the other.
struct BucketGroups {
    /// What some buckets came to. The groups themselves stand where the buckets' entries were.
    struct Found: Sendable {
        /// How many rows and groups each bucket has, large groups left out.
        var buckets: [(rows: Int, groups: Int)] = []
        var large: [[UInt32]] = []
        var tally = SortedKeys.Tally()
    }

    private let entries: KeyEntries
    private let limit: Int
    /// So many leading bits all keys of a bucket share.
    private let bits: Int
    private let scratch = Scratch()
    private var found = Found()

    init(_ entries: KeyEntries, limit: Int, bits: Int) {
        self.entries = entries
        self.limit = limit
        self.bits = bits
    }

    /// What was found since the last call.
    mutating func finish() -> Found {
        defer { found = Found() }
        return found
    }

    /// Groups the entries at some places.
    mutating func take(_ places: Range<Int>) {
        let size = places.count
        guard size > 1 else { return found.buckets.append((0, 0)) }
        let digits = min(16, Int.bitWidth - size.leadingZeroBitCount, 64 - bits)
        let (shift, mask) = (UInt64(64 - bits - digits), UInt64(1) << UInt64(digits) - 1)
        scratch.reserve(size)
        let ends = scratch.ends
        ends.update(repeating: 0, count: 1 << digits)
        for place in places { ends[Int(truncatingIfNeeded: entries.key(place) &>> shift & mask)] &+= 1 }
        // Where the rows of each digit begin; rows alone in theirs share their key with nobody and get no place.
        var kept: UInt32 = 0
        for digit in 0..<(1 << digits) {
            let count = ends[digit]
            ends[digit] = count > 1 ? kept : .max
            kept &+= count > 1 ? count : 0
        }
        let (keys, rows) = (scratch.keys, scratch.rows)
        for place in places {
            let key = entries.key(place)
            let digit = Int(truncatingIfNeeded: key &>> shift & mask)
            let target = ends[digit]
            guard target != .max else { continue }
            ends[digit] = target &+ 1
            keys[Int(target)] = key
            rows[Int(target)] = entries.row(place)
        }
        emit(Int(kept), shift, places)
    }

    /// Sorts the rows of each digit by their keys and keeps those that share one.
    private mutating func emit(_ count: Int, _ shift: UInt64, _ places: Range<Int>) {
        let (keys, rows) = (scratch.keys, scratch.rows)
        let target = entries.groups(places.lowerBound, places.upperBound)
        var (held, groups, pairs, largest, all) = (0, 0, 0, 0, 0)
        var start = 0
        while start < count {
            let digit = keys[start] &>> shift
            var end = start &+ 1
            var isOne = true
            while end < count, keys[end] &>> shift == digit {
                isOne = isOne && keys[end] == keys[start]
                end &+= 1
            }
            if !isOne { scratch.sort(start, end) }
            while start < end {
                let key = keys[start]
                var next = start &+ 1
                while next < end, keys[next] == key { next &+= 1 }
                let size = next &- start
                if size > 1 {
                    all &+= 1
                    pairs &+= size &* (size &- 1) / 2
                    largest = max(largest, size)
                    if size <= limit {
                        for place in start..<next {
                            target.rows[held] = rows[place]
                            held &+= 1
                        }
                        target.ends[groups] = UInt32(truncatingIfNeeded: held)
                        groups &+= 1
                    } else {
                        found.large.append(Array(UnsafeBufferPointer(start: rows + start, count: size)))
                    }
                }
                start = next
            }
        }
        found.buckets.append((held, groups))
        found.tally.groups += all
        found.tally.pairs += pairs
        found.tally.largest = max(found.tally.largest, largest)
    }
}

extension BucketGroups {
    /// Room for the keys and rows of one bucket, and for a place for each of their next bits.
    private final class Scratch {
        let ends: UnsafeMutablePointer<UInt32>
        private(set) var keys: UnsafeMutablePointer<UInt64>
        private(set) var rows: UnsafeMutablePointer<UInt32>
        private var capacity = 1 << 10

        init() {
            ends = .allocate(capacity: 1 << 16)
            keys = .allocate(capacity: capacity)
            rows = .allocate(capacity: capacity)
        }

        deinit {
            ends.deallocate()
            keys.deallocate()
            rows.deallocate()
        }

        func reserve(_ count: Int) {
            guard count > capacity else { return }
            keys.deallocate()
            rows.deallocate()
            capacity = count + count / 4
            keys = .allocate(capacity: capacity)
            rows = .allocate(capacity: capacity)
        }

        /// Sorts some places by key; equal keys keep their order, in which rows ascend.
        func sort(_ start: Int, _ end: Int) {
            guard end - start <= 32 else {
                // Keys chosen to meet in one place must not cost the square of their number.
                for (place, pair) in (start..<end).map({ (keys[$0], rows[$0]) }).sorted(by: <).enumerated() {
                    (keys[start + place], rows[start + place]) = pair
                }
                return
            }
            for place in (start &+ 1)..<end {
                let (key, row) = (keys[place], rows[place])
                var hole = place
                while hole > start, keys[hole &- 1] > key {
                    keys[hole] = keys[hole &- 1]
                    rows[hole] = rows[hole &- 1]
                    hole &-= 1
                }
                keys[hole] = key
                rows[hole] = row
            }
        }
    }
}

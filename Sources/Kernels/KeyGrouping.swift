/// One grouping over memory of its grouper.
struct KeyGrouping: @unchecked Sendable {
    let records: PackedRecords
    let recipe: KeyRecipe
    let named: UnsafePointer<UInt32>?
    let total: Int
    let limit: Int
    let threads: Int
    /// A place of ``KeyEntries/bytes`` for each row.
    let entries: KeyEntries

    func run() -> KeyGrouper.Found {
        // As many leading bits as leave a bucket that lies in the cache with the table of its next bits.
        var bits = 0
        while bits < 12, total >> (bits + 14) > 0 { bits += 1 }
        let (leading, buckets) = (bits, 1 << bits)
        let pieces = Parallel.pieces(of: total, atLeast: 1 << 15)
        let tallies = Workers.map(pieces.count, threads: threads) { tally(pieces[$0], leading) }
        let spread = BucketPlaces(tallies, buckets: buckets)
        let (firsts, starts) = (spread.places, spread.starts)
        _ = Workers.map(pieces.count, threads: threads) { put(pieces[$0], firsts[$0], leading) }
        let spans = Parallel.pieces(of: buckets, atLeast: 1)
        let done = Workers.map(
            spans.count, threads: threads, context: { BucketGroups(entries, limit: limit, bits: leading) },
            { (groups: inout BucketGroups, span: Int) -> BucketGroups.Found in
                for bucket in spans[span] { groups.take(starts[bucket]..<starts[bucket + 1]) }
                return groups.finish()
            })
        var found = KeyGrouper.Found(
            groups: joined(done, starts), large: [], tally: SortedKeys.Tally(), present: starts[buckets])
        for piece in done {
            found.large += piece.large
            found.tally.pairs += piece.tally.pairs
            found.tally.groups += piece.tally.groups
            found.tally.largest = max(found.tally.largest, piece.tally.largest)
        }
        if found.present > 0 { found.tally.largest = max(found.tally.largest, 1) }
        return found
    }

    @inline(__always)
    private func bucket(_ key: UInt64, _ bits: Int) -> Int {
        bits == 0 ? 0 : Int(truncatingIfNeeded: key &>> UInt64(64 &- bits))
    }

    /// Keys are computed once to be counted and once more to be put in their places: quicker than keeping them.
    private func tally(_ piece: Range<Int>, _ bits: Int) -> [Int] {
        var tally = [Int](repeating: 0, count: 1 << bits)
        let (base, stride) = (records.base, records.stride)
        tally.withUnsafeMutableBufferPointer { tally in
            for place in piece {
                let key = recipe.key(base + (named.map { Int($0[place]) } ?? place) &* stride)
                if key != 0 { tally[bucket(key, bits)] &+= 1 }
            }
        }
        return tally
    }

    private func put(_ piece: Range<Int>, _ firsts: [Int], _ bits: Int) {
        var next = firsts
        let (base, stride) = (records.base, records.stride)
        next.withUnsafeMutableBufferPointer { next in
            for place in piece {
                let row = named.map { Int($0[place]) } ?? place
                let key = recipe.key(base + row &* stride)
                guard key != 0 else { continue }
                let bucket = bucket(key, bits)
                let target = next[bucket]
                next[bucket] = target &+ 1
                entries.put(key, UInt32(truncatingIfNeeded: row), at: target)
            }
        }
    }

    /// The groups of all buckets one behind the other.
    private func joined(_ done: [BucketGroups.Found], _ starts: [Int]) -> KeyGroups {
        let buckets = done.flatMap(\.buckets)
        var (rows, groups) = ([0], [0])
        for bucket in buckets {
            rows.append((rows.last ?? 0) + bucket.rows)
            groups.append((groups.last ?? 0) + bucket.groups)
        }
        let (firstRows, firstGroups) = (rows, groups)
        let pieces = Parallel.pieces(of: buckets.count, atLeast: 1)
        return KeyGroups(rows: rows.last ?? 0, groups: groups.last ?? 0) { rows, ends in
            nonisolated(unsafe) let (rows, ends) = (rows, ends)
            _ = Workers.map(pieces.count, threads: threads) { piece in
                for bucket in pieces[piece] {
                    let held = entries.groups(starts[bucket], starts[bucket + 1])
                    let (size, first) = (buckets[bucket], firstRows[bucket])
                    (rows + first).update(from: held.rows, count: size.rows)
                    let target = ends + firstGroups[bucket]
                    for group in 0..<size.groups {
                        target[group] = UInt32(truncatingIfNeeded: first) &+ held.ends[group]
                    }
                }
            }
        }
    }
}

/// Keys and their rows side by side: one stream for each bucket, so that few lines of memory are open at a time.
struct KeyEntries: @unchecked Sendable {
    let base: UnsafeMutableRawPointer

    /// What a key and its row take.
    static let bytes = 12

    @inline(__always)
    func put(_ key: UInt64, _ row: UInt32, at place: Int) {
        let target = base + place &* Self.bytes
        // The bucket's next line is on its way while this one fills.
        prefetch(target + 64)
        target.storeBytes(of: key, as: UInt64.self)
        target.storeBytes(of: row, toByteOffset: 8, as: UInt32.self)
    }

    @inline(__always)
    func key(_ place: Int) -> UInt64 { (base + place &* Self.bytes).loadUnaligned(as: UInt64.self) }

    @inline(__always)
    func row(_ place: Int) -> UInt32 { (base + place &* Self.bytes).loadUnaligned(fromByteOffset: 8, as: UInt32.self) }

    /// Where the groups of a bucket come to stand once its entries are read: rows, and where each group ends in them.
    /// There is room, as a group has two rows or more.
    @inline(__always)
    func groups(_ start: Int, _ end: Int) -> (rows: UnsafeMutablePointer<UInt32>, ends: UnsafeMutablePointer<UInt32>) {
        let rows = (base + start &* Self.bytes).assumingMemoryBound(to: UInt32.self)
        return (rows, rows + (end &- start))
    }
}

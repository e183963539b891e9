/// One grouping over memory of its grouper.
struct KeyGrouping: @unchecked Sendable {
    let records: PackedRecords
    let recipe: KeyRecipe
    let named: UnsafePointer<UInt32>?
    let total: Int
    let limit: Int
    let threads: Int
    let source: UnsafeMutablePointer<UInt64>
    let keys: UnsafeMutablePointer<UInt64>
    let rows: UnsafeMutablePointer<UInt32>

    /// What some buckets came to.
    private struct Piece: Sendable {
        var rows: [UInt32] = []
        var starts: [UInt32] = []
        var large: [[UInt32]] = []
        var tally = SortedKeys.Tally()
    }

    func run() -> KeyGrouper.Found {
        // As many leading bits as leave a bucket of some thousand rows.
        var bits = 0
        while bits < 13, total >> (bits + 10) > 0 { bits += 1 }
        let (leading, buckets) = (bits, 1 << bits)
        let pieces = Parallel.pieces(of: total, atLeast: 1 << 15)
        let tallies = Workers.map(pieces.count, threads: threads) { tally(pieces[$0], leading) }
        let spread = BucketPlaces(tallies, buckets: buckets)
        let (firsts, starts) = (spread.places, spread.starts)
        _ = Workers.map(pieces.count, threads: threads) { put(pieces[$0], firsts[$0], leading) }
        let spans = Parallel.pieces(of: buckets, atLeast: 1)
        let done = Workers.map(spans.count, threads: threads) { span in
            var piece = Piece()
            piece.rows.reserveCapacity((starts[spans[span].upperBound] - starts[spans[span].lowerBound]) / 2)
            for bucket in spans[span] { group(starts[bucket], starts[bucket + 1], from: leading, into: &piece) }
            return piece
        }
        var found = KeyGrouper.Found(
            groups: KeyGroups(joining: done.map { ($0.rows, $0.starts) }), large: [], tally: SortedKeys.Tally(),
            present: starts[buckets])
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

    private func tally(_ piece: Range<Int>, _ bits: Int) -> [Int] {
        var tally = [Int](repeating: 0, count: 1 << bits)
        let (base, stride) = (records.base, records.stride)
        tally.withUnsafeMutableBufferPointer { tally in
            for place in piece {
                let key = recipe.key(base + (named.map { Int($0[place]) } ?? place) &* stride)
                source[place] = key
                if key != 0 { tally[bucket(key, bits)] &+= 1 }
            }
        }
        return tally
    }

    private func put(_ piece: Range<Int>, _ firsts: [Int], _ bits: Int) {
        var next = firsts
        next.withUnsafeMutableBufferPointer { next in
            for place in piece {
                let key = source[place]
                guard key != 0 else { continue }
                let target = next[bucket(key, bits)]
                next[bucket(key, bits)] = target &+ 1
                keys[target] = key
                rows[target] = named.map { $0[place] } ?? UInt32(truncatingIfNeeded: place)
            }
        }
    }

    /// Groups the places `start` ..< `end`, whose keys share their first `bits` bits.
    private func group(_ start: Int, _ end: Int, from bits: Int, into piece: inout Piece) {
        let size = end - start
        guard size > 1 else { return }
        let digits = min(16, Int.bitWidth - size.leadingZeroBitCount, 64 - bits)
        let (shift, mask) = (UInt64(64 - bits - digits), UInt64(1) << UInt64(digits) - 1)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << digits) { ends in
            ends.initialize(repeating: 0)
            for place in start..<end { ends[Int(truncatingIfNeeded: keys[place] &>> shift & mask)] &+= 1 }
            // Where the rows of each digit begin; rows alone in theirs get no place.
            var kept: UInt32 = 0
            for digit in 0..<ends.count {
                let count = ends[digit]
                ends[digit] = count > 1 ? kept : .max
                kept &+= count > 1 ? count : 0
            }
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Int(kept) + 1) { ownKeys in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Int(kept) + 1) { ownRows in
                    for place in start..<end {
                        let digit = Int(truncatingIfNeeded: keys[place] &>> shift & mask)
                        let target = ends[digit]
                        guard target != .max else { continue }
                        ends[digit] = target &+ 1
                        ownKeys[Int(target)] = keys[place]
                        ownRows[Int(target)] = rows[place]
                    }
                    emit(Int(kept), ownKeys, ownRows, shift, &piece)
                }
            }
        }
    }

    /// Sorts the rows of each digit by their keys and hands on those that share one.
    private func emit(
        _ count: Int, _ keys: UnsafeMutableBufferPointer<UInt64>, _ rows: UnsafeMutableBufferPointer<UInt32>,
        _ shift: UInt64, _ piece: inout Piece
    ) {
        var start = 0
        while start < count {
            var end = start &+ 1
            var isOne = true
            while end < count, (keys[end] ^ keys[start]) &>> shift == 0 {
                isOne = isOne && keys[end] == keys[start]
                end &+= 1
            }
            if !isOne { sort(start, end, keys, rows) }
            while start < end {
                var next = start &+ 1
                while next < end, keys[next] == keys[start] { next &+= 1 }
                if next &- start > 1 { add(UnsafeBufferPointer(rebasing: rows[start..<next]), to: &piece) }
                start = next
            }
        }
    }

    private func sort(
        _ start: Int, _ end: Int, _ keys: UnsafeMutableBufferPointer<UInt64>,
        _ rows: UnsafeMutableBufferPointer<UInt32>
    ) {
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

    private func add(_ group: UnsafeBufferPointer<UInt32>, to piece: inout Piece) {
        piece.tally.groups += 1
        piece.tally.pairs += group.count * (group.count - 1) / 2
        piece.tally.largest = max(piece.tally.largest, group.count)
        guard group.count <= limit else { return piece.large.append(Array(group)) }
        piece.rows.append(contentsOf: group)
        piece.starts.append(UInt32(truncatingIfNeeded: piece.rows.count))
    }
}

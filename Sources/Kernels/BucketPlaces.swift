/// Where the pieces of an array put the keys of each bucket, so that a stable spread over several threads needs no lock.
struct BucketPlaces {
    /// By piece, for each bucket the place of the piece's first key in it.
    let places: [[Int]]
    /// Where each bucket starts, and the end.
    let starts: [Int]

    /// - Parameter tallies: by piece, how many keys each bucket gets from it.
    init(_ tallies: [[Int]], buckets: Int) {
        var places = tallies
        var starts = [Int](repeating: 0, count: buckets + 1)
        var sum = 0
        for bucket in 0..<buckets {
            starts[bucket] = sum
            for piece in tallies.indices {
                places[piece][bucket] = sum
                sum += tallies[piece][bucket]
            }
        }
        starts[buckets] = sum
        self.places = places
        self.starts = starts
    }
}

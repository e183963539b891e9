/// The places of a part in clusters that grow together, each a chain of places; its memory is used for many parts.
struct PlaceChains {
    /// By place the cluster it is in; a cluster bears the number of the place that begins it.
    private var homes: [Int] = []
    private var nexts: [Int] = []
    /// By cluster.
    private var lasts: [Int] = []
    private var sizes: [Int] = []

    /// Each place is a cluster of its own.
    mutating func reset(_ count: Int) {
        homes.removeAll(keepingCapacity: true)
        homes.append(contentsOf: 0..<count)
        nexts.removeAll(keepingCapacity: true)
        nexts.append(contentsOf: repeatElement(-1, count: count))
        lasts.removeAll(keepingCapacity: true)
        lasts.append(contentsOf: 0..<count)
        sizes.removeAll(keepingCapacity: true)
        sizes.append(contentsOf: repeatElement(1, count: count))
    }

    /// The cluster of a place, by the number of the place that begins it.
    func home(_ place: Int) -> Int { homes[place] }

    /// How many places a cluster has.
    func size(_ cluster: Int) -> Int { sizes[cluster] }

    /// Calls `body` with each place of a cluster.
    @inline(__always)
    func forEach(_ cluster: Int, _ body: (Int) -> Void) {
        var place = cluster
        while place >= 0 {
            body(place)
            place = nexts[place]
        }
    }

    /// The places of a cluster.
    func places(_ cluster: Int) -> [Int] {
        var places: [Int] = []
        forEach(cluster) { places.append($0) }
        return places
    }

    /// Puts the smaller cluster behind the larger one, the second behind the first where they are equal.
    mutating func join(_ first: Int, _ second: Int) {
        let (big, small) = sizes[first] >= sizes[second] ? (first, second) : (second, first)
        var place = small
        while place >= 0 {
            homes[place] = big
            place = nexts[place]
        }
        nexts[lasts[big]] = small
        lasts[big] = lasts[small]
        sizes[big] += sizes[small]
    }
}

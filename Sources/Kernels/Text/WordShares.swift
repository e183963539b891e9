/// How common the texts of a store should be by the words they are made of.
public enum WordShares {
    /// For each code the product of its words' shares of all words; 1 for the missing text.
    ///
    /// - Parameter counts: how often each text occurs, by code.
    public static func products(_ store: TextStore, counts: [UInt32]) -> [Double] {
        var words = TextStore()
        var found: [Double] = [0]
        var total = 0.0
        // The words of each text, so that they need be looked up only once.
        var codes: [UInt32] = []
        var ends: [UInt32] = [0]
        codes.reserveCapacity(store.count * 3)
        ends.reserveCapacity(store.count + 1)
        store.forEach { code, text in
            let weight = Double(counts[Int(code)])
            var start = 0
            for at in 0...text.count where at == text.count || text[at] == 0x20 {
                if at > start {
                    let word = words.code(of: UnsafeBufferPointer(rebasing: text[start..<at]))
                    if Int(word) == found.count { found.append(0) }
                    found[Int(word)] += weight
                    total += weight
                    codes.append(word)
                }
                start = at &+ 1
            }
            ends.append(UInt32(truncatingIfNeeded: codes.count))
        }
        var products: [Double] = [1]
        products.reserveCapacity(ends.count)
        for text in 1..<max(1, ends.count) {
            var product = 1.0
            for place in ends[text - 1]..<ends[text] { product *= found[Int(codes[Int(place)])] / max(1, total) }
            products.append(product)
        }
        return products
    }
}

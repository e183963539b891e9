import Kernels
import Testing

@Suite struct NumberMapTests {
    /// Behaves as `Dictionary` does for any sequence of insertions.
    @Test func agreesWithADictionary() {
        var map = NumberMap(capacity: 4)
        var oracle: [UInt64: UInt32] = [:]
        for step in 0..<50_000 {
            let key = UInt64.random(in: 1...20_000) &* 1_000_003
            let before = oracle[key]
            if before == nil { oracle[key] = UInt32(step) }
            #expect(map.insert(key, UInt32(step)) == before)
        }
        #expect(map.count == oracle.count)
        for (key, value) in oracle { #expect(map[key] == value) }
        #expect(map[999_999_999_999] == nil)
    }
}

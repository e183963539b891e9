/// An open-addressing map from non-zero 64-bit keys to 32-bit values: 15 to 30 bytes an entry,
/// without the boxes and the hashing cost of `Dictionary`.
public struct NumberMap: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private var mask: Int
    /// The number of keys held.
    public private(set) var count = 0

    public init(capacity: Int = 1 << 12) {
        var size = 16
        while size < capacity * 2 { size <<= 1 }
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    /// Stores `value` under `key` unless the key is there already.
    ///
    /// - Parameter key: any number but 0, which marks an empty place.
    /// - Returns: the value that was there before; nil when the key is new.
    public mutating func insert(_ key: UInt64, _ value: UInt32) -> UInt32? {
        guard key != 0 else { return nil }
        if count * 10 >= keys.count * 8 { grow() }
        var slot = Self.mix(key) & mask
        while true {
            let found = keys[slot]
            if found == key { return values[slot] }
            if found == 0 {
                keys[slot] = key
                values[slot] = value
                count += 1
                return nil
            }
            slot = (slot + 1) & mask
        }
    }

    /// The keys of records by a part, with how many records share each.
    ///
    /// - Parameter groups: records that share the part.
    public init(sizesOf groups: KeyGroups, by part: PackedPart, in records: PackedRecords) {
        self.init(capacity: groups.count)
        groups.starts.withUnsafeBufferPointer { starts in
            groups.rows.withUnsafeBufferPointer { rows in
                for group in 0..<groups.count {
                    let first = Int(starts[group])
                    _ = insert(records.key(part, Int(rows[first])), starts[group + 1] - starts[group])
                }
            }
        }
    }

    /// The value of a key.
    public subscript(key: UInt64) -> UInt32? {
        guard key != 0 else { return nil }
        var slot = Self.mix(key) & mask
        while true {
            let found = keys[slot]
            if found == key { return values[slot] }
            if found == 0 { return nil }
            slot = (slot + 1) & mask
        }
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldValues = values
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [UInt32](repeating: 0, count: oldKeys.count * 2)
        mask = keys.count - 1
        for (index, key) in oldKeys.enumerated() where key != 0 {
            var slot = Self.mix(key) & mask
            while keys[slot] != 0 { slot = (slot + 1) & mask }
            keys[slot] = key
            values[slot] = oldValues[index]
        }
    }

    private static func mix(_ key: UInt64) -> Int {
        var x = key
        x ^= x >> 32
        x = x &* 0xd6e8_feb8_6659_fd93
        x ^= x >> 32
        return Int(truncatingIfNeeded: x & 0x7fff_ffff_ffff_ffff)
    }
}

/// UTF-8 that was read as Windows-1252 and written again: `Ã©` for `é`, `â€™` for `’`.
enum Mojibake {
    /// Whether the bytes hold such a sequence.
    static func isIn(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index + 3 < bytes.count {
            if bytes[index] == 0xC3 {
                let second = bytes[index + 1]
                // Ã or Â before a sign of the upper Latin half.
                if second == 0x83 || second == 0x82, bytes[index + 2] == 0xC2 || bytes[index + 2] == 0xE2 {
                    return true
                }
                // â before the euro sign.
                if second == 0xA2, index + 4 < bytes.count, bytes[index + 2] == 0xE2, bytes[index + 3] == 0x82 {
                    return true
                }
            }
            index += 1
        }
        return false
    }
}

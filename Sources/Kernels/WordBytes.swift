/// Numbers as bytes in the machine's own order, for what is written and read back by one run of a program.
public enum WordBytes {
    /// The bytes of some numbers, four each.
    public static func bytes(_ words: [UInt32]) -> [UInt8] { words.withUnsafeBytes { Array($0) } }

    /// The numbers that some bytes stand for; bytes behind the last whole number are left out.
    public static func words(_ bytes: [UInt8]) -> [UInt32] {
        let count = bytes.count / 4
        return [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[..<(count * 4)]))
            }
            filled = count
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Searches runs of bytes at the speed of memory.
enum ByteSearch {
    /// The place of the first byte of a value.
    static func first(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Whether two runs of `count` bytes are equal.
    @inline(__always)
    static func areEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var at = 0
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        while at &+ 8 <= count {
            let a = left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            guard a == right.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
            at &+= 8
        }
        while at < count {
            guard left.load(fromByteOffset: at, as: UInt8.self) == right.load(fromByteOffset: at, as: UInt8.self)
            else { return false }
            at &+= 1
        }
        return true
    }
}

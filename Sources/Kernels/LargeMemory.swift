import CKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory for a large table that is read in no order: zero at first, in large pages where the system has them, so that
/// a look at it costs one miss of the cache and not a second one of the address tables.
final class LargeMemory: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    private let mapped: (start: UnsafeMutableRawPointer, size: Int)?

    /// A large page.
    private static let page = 1 << 21

    init(bytes: Int) {
        if bytes >= 2 * Self.page, let mapped = Self.map(bytes + Self.page) {
            self.mapped = (mapped, bytes + Self.page)
            base = mapped.alignedUp(toMultipleOf: Self.page)
            #if os(Linux)
                _ = madvise(base, bytes, MADV_HUGEPAGE)
            #endif
        } else {
            mapped = nil
            base = .allocate(byteCount: max(64, bytes), alignment: 64)
            base.initializeMemory(as: UInt8.self, repeating: 0, count: max(64, bytes))
        }
    }

    deinit {
        if let mapped { munmap(mapped.start, mapped.size) } else { base.deallocate() }
    }

    private static func map(_ size: Int) -> UnsafeMutableRawPointer? {
        let place = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return place == MAP_FAILED ? nil : place
    }
}

/// Has memory fetched ahead of its use.
@inline(__always)
func prefetch(_ place: UnsafeRawPointer) { gapura_prefetch(place) }

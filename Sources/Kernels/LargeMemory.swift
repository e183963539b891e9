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

    /// Gives the beginning of the memory back to the system, as far as whole pages go; what stood there is zero from then
    /// on.
    ///
    /// - Parameter end: where what is still needed begins, in bytes.
    func giveBack(before end: Int) {
        guard mapped != nil, end >= Self.page else { return }
        _ = madvise(base, end / Self.page * Self.page, MADV_DONTNEED)
    }

    /// Zeros in an array, for the same use.
    static func zeros(_ count: Int) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
            askForLargePages(UnsafeMutableRawBufferPointer(buffer))
            buffer.initialize(repeating: 0)
            filled = count
        }
    }

    /// Makes room for further values of an array for the same use; nothing where it is small, which grows by itself.
    @inline(__always)
    static func reserve<Value: BitwiseCopyable>(_ more: Int, in values: inout [Value]) {
        if values.capacity &- values.count < more, values.count >= page { enlarge(&values, more) }
    }

    private static func enlarge<Value: BitwiseCopyable>(_ values: inout [Value], _ more: Int) {
        values = [Value](unsafeUninitializedCapacity: max(values.count * 2, values.count + more)) { buffer, filled in
            askForLargePages(UnsafeMutableRawBufferPointer(buffer))
            filled = buffer.initialize(fromContentsOf: values)
        }
    }

    /// For the pages that lie wholly in new memory: they are not there before something is written.
    private static func askForLargePages(_ memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            guard let base = memory.baseAddress else { return }
            let start = base.alignedUp(toMultipleOf: page)
            let end = base + memory.count
            if start + page <= end { _ = madvise(start, (end - start) / page * page, MADV_HUGEPAGE) }
        #endif
    }

    private static func map(_ size: Int) -> UnsafeMutableRawPointer? {
        let place = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return place == MAP_FAILED ? nil : place
    }
}

/// Has memory fetched ahead of its use.
@inline(__always)
func prefetch(_ place: UnsafeRawPointer) { gapura_prefetch(place) }

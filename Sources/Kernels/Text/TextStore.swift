import CKernels

/// Distinct texts, each held once under a code from 1 upwards; 0 stands for a missing text.
///
/// Texts are told apart by their bytes. Some 16 bytes a text beside the bytes themselves, 4 once the index is dropped.
public struct TextStore: Sendable {
    private var bytes: [UInt8] = []
    /// Where the text of each code begins; one closing entry.
    private var starts: [UInt32] = [0, 0]
    /// An open table: the upper half of a slot is the text's hash, the lower half its code; 0 is a free place.
    private var slots: [UInt64] = []

    /// Whether a text was turned away because 4 GiB are held already.
    public private(set) var isFull = false

    public init() {}

    /// The number of distinct texts; codes run from 1 to this.
    public var count: Int { starts.count - 2 }
    /// The bytes of all texts.
    public var byteCount: Int { bytes.count }

    /// Gives back the memory that finding a text by its bytes needs; it is made anew when a text is asked for.
    public mutating func dropIndex() { slots = [] }

    /// The code of a text, which is kept if it is new; 0 for an empty text, and when 4 GiB of text are held already.
    public mutating func code(of text: Span<UInt8>) -> UInt32 {
        text.withUnsafeBufferPointer { code(of: $0) }
    }

    /// As ``code(of:)-(Span<UInt8>)``.
    public mutating func code(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { code(of: $0) }
    }

    /// As ``code(of:)-(Span<UInt8>)``.
    public mutating func code(of text: ArraySlice<UInt8>) -> UInt32 {
        text.withUnsafeBufferPointer { code(of: $0) }
    }

    /// As ``code(of:)-(Span<UInt8>)``.
    public mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard !text.isEmpty else { return 0 }
        reserve(1)
        return code(of: text, KeyMixer.hash(text))
    }

    /// Appends the codes of many texts to `codes`, as ``code(of:)-(Span<UInt8>)`` gives them one by one.
    ///
    /// - Parameters:
    ///   - texts: the texts, one behind the other.
    ///   - ends: where each of them ends.
    public mutating func appendCodes(of texts: [UInt8], ends: [UInt32], to codes: inout [UInt32]) {
        codes.reserveCapacity(codes.count + ends.count)
        texts.withUnsafeBufferPointer { texts in
            ends.withUnsafeBufferPointer { ends in
                var (first, start) = (0, 0)
                while first < ends.count {
                    // The memory that a group of texts will need is fetched while the group is gone through.
                    let group = first..<min(first + 32, ends.count)
                    start = appendCodes(texts, ends, group, from: start, to: &codes)
                    first = group.upperBound
                }
            }
        }
    }

    private mutating func appendCodes(
        _ texts: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>, _ group: Range<Int>, from start: Int,
        to codes: inout [UInt32]
    ) -> Int {
        reserve(group.count)
        let mask = slots.count &- 1
        var start = start
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { hashes in
            slots.withUnsafeBufferPointer { slots in
                guard let base = slots.baseAddress else { return }
                var from = start
                for place in group {
                    let hash = KeyMixer.hash(UnsafeBufferPointer(rebasing: texts[from..<Int(ends[place])]))
                    from = Int(ends[place])
                    hashes[place &- group.lowerBound] = hash
                    gapura_prefetch(base + (Int(truncatingIfNeeded: hash &>> 32) & mask))
                }
                starts.withUnsafeBufferPointer { starts in
                    guard let starts = starts.baseAddress else { return }
                    for offset in 0..<group.count {
                        let slot = Int(truncatingIfNeeded: hashes[offset] &>> 32) & mask
                        gapura_prefetch(starts + Int(slots[slot] & 0xFFFF_FFFF))
                    }
                    bytes.withUnsafeBufferPointer { bytes in
                        guard let bytes = bytes.baseAddress else { return }
                        for offset in 0..<group.count {
                            let code = Int(slots[Int(truncatingIfNeeded: hashes[offset] &>> 32) & mask] & 0xFFFF_FFFF)
                            gapura_prefetch(bytes + Int(starts[code]))
                        }
                    }
                }
            }
            for place in group {
                let end = Int(ends[place])
                let text = UnsafeBufferPointer(rebasing: texts[start..<end])
                start = end
                codes.append(text.isEmpty ? 0 : code(of: text, hashes[place &- group.lowerBound]))
            }
        }
        return start
    }

    /// The code of a text that is held; 0 where it is not. Needs the index.
    public func find(_ text: Span<UInt8>) -> UInt32 {
        text.withUnsafeBufferPointer { text in
            guard !text.isEmpty, !slots.isEmpty else { return 0 }
            return look(text, KeyMixer.hash(text)).code
        }
    }

    /// The text of a code; empty for 0 and for a code that was never given.
    public subscript(code: UInt32) -> String { String(decoding: slice(code), as: UTF8.self) }

    /// The bytes of a code's text.
    public func slice(_ code: UInt32) -> ArraySlice<UInt8> {
        guard code > 0, Int(code) <= count else { return [] }
        return bytes[Int(starts[Int(code)])..<Int(starts[Int(code) + 1])]
    }

    /// Calls `body` with code and bytes of every text in the order of the codes.
    public func forEach(_ body: (UInt32, UnsafeBufferPointer<UInt8>) -> Void) {
        forEach(in: 1..<count + 1, body)
    }

    /// As ``forEach(_:)`` for some codes that were given.
    func forEach(in codes: Range<Int>, _ body: (UInt32, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            for code in codes {
                let range = Int(starts[code])..<Int(starts[code + 1])
                body(UInt32(truncatingIfNeeded: code), UnsafeBufferPointer(rebasing: bytes[range]))
            }
        }
    }

    /// The upper half of a hash, which decides on the slot as well.
    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt64 { hash & 0xFFFF_FFFF_0000_0000 }

    /// The code of a text, 0 where it is not held, and the slot where the search ended.
    @inline(__always)
    private func look(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> (code: UInt32, slot: Int) {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash &>> 32) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return (0, slot) }
            if Self.tag(entry) == Self.tag(hash) {
                let code = UInt32(truncatingIfNeeded: entry)
                if holds(Int(code), text) { return (code, slot) }
            }
            slot = (slot &+ 1) & mask
        }
    }

    private mutating func code(of text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32 {
        let found = look(text, hash)
        if found.code != 0 { return found.code }
        guard bytes.count + text.count < Int(UInt32.max) else {
            isFull = true
            return 0
        }
        LargeMemory.reserve(text.count, in: &bytes)
        bytes.append(contentsOf: text)
        LargeMemory.reserve(1, in: &starts)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        let code = UInt32(truncatingIfNeeded: count)
        slots[found.slot] = Self.tag(hash) | UInt64(code)
        return code
    }

    @inline(__always)
    private func holds(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[code])
        guard Int(starts[code &+ 1]) &- start == text.count, let base = text.baseAddress else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { ByteSearch.areEqual($0 + start, base, text.count) } ?? false
        }
    }

    /// Makes sure that so many new texts leave a third of the slots free.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if (count &+ more) &* 3 >= slots.count &* 2 { grow(more) }
    }

    private mutating func grow(_ more: Int) {
        var size = 64
        while (count + more) * 3 >= size * 2 { size *= 2 }
        var larger = LargeMemory.zeros(size)
        let mask = size &- 1
        larger.withUnsafeMutableBufferPointer { larger in
            func place(_ entry: UInt64) {
                var slot = Int(truncatingIfNeeded: entry &>> 32) & mask
                while larger[slot] != 0 { slot = (slot &+ 1) & mask }
                larger[slot] = entry
            }
            if slots.isEmpty {
                forEach { code, text in place(Self.tag(KeyMixer.hash(text)) | UInt64(code)) }
            } else {
                for entry in slots where entry != 0 { place(entry) }
            }
        }
        slots = larger
    }
}

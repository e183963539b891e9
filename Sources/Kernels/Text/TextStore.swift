/// Distinct texts, each held once under a code from 1 upwards; 0 stands for a missing text.
///
/// Texts are told apart by their bytes. Some 12 bytes a text beside the bytes themselves.
public struct TextStore: Sendable {
    private var bytes: [UInt8] = []
    /// Where the text of each code begins; one closing entry.
    private var starts: [UInt32] = [0, 0]
    private var hashes: [UInt32] = [0]
    private var slots: [UInt32] = []

    public init() {}

    /// The number of distinct texts; codes run from 1 to this.
    public var count: Int { starts.count - 2 }
    /// The bytes of all texts.
    public var byteCount: Int { bytes.count }

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
        guard !text.isEmpty, bytes.count + text.count < Int(UInt32.max) else { return 0 }
        if (count + 1) * 2 > slots.count { grow() }
        let hash = UInt32(truncatingIfNeeded: KeyMixer.hash(text))
        let mask = slots.count &- 1
        var slot = Int(hash) & mask
        while true {
            let code = slots[slot]
            if code == 0 { break }
            if hashes[Int(code)] == hash, holds(code, text) { return code }
            slot = (slot &+ 1) & mask
        }
        bytes.append(contentsOf: text)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        hashes.append(hash)
        let code = UInt32(truncatingIfNeeded: count)
        slots[slot] = code
        return code
    }

    /// The code of a text that is held; 0 where it is not.
    public func find(_ text: Span<UInt8>) -> UInt32 {
        text.withUnsafeBufferPointer { text in
            guard !text.isEmpty, !slots.isEmpty else { return 0 }
            let hash = UInt32(truncatingIfNeeded: KeyMixer.hash(text))
            let mask = slots.count &- 1
            var slot = Int(hash) & mask
            while slots[slot] != 0 {
                if hashes[Int(slots[slot])] == hash, holds(slots[slot], text) { return slots[slot] }
                slot = (slot &+ 1) & mask
            }
            return 0
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
        bytes.withUnsafeBufferPointer { bytes in
            for code in 1..<max(1, starts.count - 1) {
                let range = Int(starts[code])..<Int(starts[code + 1])
                body(UInt32(truncatingIfNeeded: code), UnsafeBufferPointer(rebasing: bytes[range]))
            }
        }
    }

    private func holds(_ code: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[Int(code)])
        guard Int(starts[Int(code) &+ 1]) &- start == text.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<text.count where bytes[start &+ offset] != text[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: max(64, slots.count * 2))
        let mask = slots.count - 1
        for code in 1..<hashes.count {
            var slot = Int(hashes[code]) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: code)
        }
    }
}

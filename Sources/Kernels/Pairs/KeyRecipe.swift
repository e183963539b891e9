/// How the parts of a record become one key.
///
/// While the parts fit one word they are put side by side, so that the key tells them apart for certain; from there on
/// they are folded into it.
final class KeyRecipe: @unchecked Sendable {
    private struct Step {
        var word: Int
        var mask: UInt64
        var present: UInt64
        /// Brings the part to the low end of the word.
        var down: UInt64
        /// Makes room for the part.
        var room: UInt64
        var isFolded: Bool
    }

    private let steps: UnsafeMutableBufferPointer<Step>

    init(_ parts: [PackedPart]) {
        steps = .allocate(capacity: parts.count)
        var used = 0
        for (place, part) in parts.enumerated() {
            let isFolded = used + part.width > 64
            steps.initializeElement(
                at: place,
                to: Step(
                    word: part.word, mask: part.mask, present: part.present,
                    down: UInt64(part.mask == 0 ? 0 : part.mask.trailingZeroBitCount),
                    // The first part may fill the word; there is nothing before it to make room for.
                    room: used == 0 ? 0 : UInt64(part.width), isFolded: isFolded))
            used = isFolded ? 64 : used + part.width
        }
    }

    deinit { steps.deallocate() }

    /// The key of a record; 0 where a part is missing.
    @inline(__always)
    func key(_ record: UnsafePointer<UInt64>) -> UInt64 {
        var key: UInt64 = 0
        for step in steps {
            let value = record[step.word]
            guard value & step.present != 0 else { return 0 }
            if step.isFolded {
                key = KeyMixer.mixed(key) ^ KeyMixer.mixed((value & step.mask) &+ 0x9E37_79B9_7F4A_7C15)
            } else {
                key = key &<< step.room | (value & step.mask) &>> step.down
            }
        }
        let mixed = KeyMixer.mixed(key)
        return mixed == 0 ? 1 : mixed
    }
}

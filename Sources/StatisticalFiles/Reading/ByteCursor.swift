import Problems

/// Walks through a file's bytes; every step past the end is a problem and not a trap.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var at: Int
    let end: Int
    var isBigEndian = false

    init(_ bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        at = min(max(0, start), bytes.count)
        end = bytes.count
    }

    var remaining: Int { end - at }

    /// Where the file ends before it should.
    static let truncated = Problem("statistical-file.truncated")

    /// What the file should not hold at a place.
    static func damaged(_ part: String) -> Problem { Problem("statistical-file.damaged", .refuse, ["part": part]) }

    /// Takes the range of the next bytes.
    mutating func take(_ count: Int) throws(Problem) -> Range<Int> {
        guard count >= 0, count <= remaining else { throw Self.truncated }
        defer { at += count }
        return at..<(at + count)
    }

    mutating func skip(_ count: Int) throws(Problem) { _ = try take(count) }

    mutating func byte() throws(Problem) -> UInt8 { bytes[try take(1).lowerBound] }

    /// A whole number of 1 to 8 bytes without a sign.
    mutating func unsigned(_ width: Int) throws(Problem) -> UInt64 {
        unsigned(at: try take(width))
    }

    /// The bytes of a range as a whole number.
    func unsigned(at range: Range<Int>) -> UInt64 {
        var word: UInt64 = 0
        if isBigEndian {
            for offset in range { word = word << 8 | UInt64(bytes[offset]) }
        } else {
            for offset in range.reversed() { word = word << 8 | UInt64(bytes[offset]) }
        }
        return word
    }

    mutating func int16() throws(Problem) -> Int16 { Int16(truncatingIfNeeded: try unsigned(2)) }

    mutating func int32() throws(Problem) -> Int32 { Int32(truncatingIfNeeded: try unsigned(4)) }

    /// A 32-bit count: not negative.
    mutating func count(_ part: String) throws(Problem) -> Int {
        let value = try int32()
        guard value >= 0 else { throw Self.damaged(part) }
        return Int(value)
    }

    mutating func double() throws(Problem) -> Double { Double(bitPattern: try unsigned(8)) }

    /// A field of fixed width up to its first NUL byte.
    mutating func field(_ width: Int) throws(Problem) -> ArraySlice<UInt8> {
        bytes[try take(width)].prefix { $0 != 0 }
    }

    /// Refuses what does not stand here as it must.
    mutating func expect(_ text: StaticString, part: String) throws(Problem) {
        let wanted = Array(text.description.utf8)
        guard bytes[try take(wanted.count)].elementsEqual(wanted) else { throw Self.damaged(part) }
    }

    /// Whether a text stands next; goes nowhere.
    func isNext(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
}

import CZlib
import Problems

/// The rows of an SPSS system file as a stream of slots of eight bytes, unpacked as they are asked for.
struct SAVStream {
    enum Slot {
        case number(Double)
        /// Eight bytes as they stand, at this place of ``buffer``.
        case raw(Int)
        case blanks
        case systemMissing
        /// There are no further rows.
        case end
    }

    private struct Block {
        let packed: Range<Int>
        let size: Int
    }

    private(set) var buffer: [UInt8]
    private var at: Int
    private let isPacked: Bool
    private let bias: Double
    private let file: ByteCursor
    private var blocks: ArraySlice<Block> = []
    /// The eight one-byte commands at hand, and which comes next.
    private var commands: UInt64 = 0
    private var nextCommand = 8

    /// SPSS packs blocks of 4,190,208 bytes; nobody needs blocks many times larger.
    private static let largestBlock = 1 << 24

    /// - Parameter mostBytes: how much the packed blocks may hold together.
    init(_ cursor: ByteCursor, _ header: SAVHeader, mostBytes: Int) throws(Problem) {
        file = cursor
        isPacked = header.compression != .none
        bias = header.bias
        if header.compression == .zlib {
            buffer = []
            at = 0
            blocks = try Self.blocks(cursor, mostBytes: mostBytes)[...]
        } else {
            buffer = cursor.bytes
            at = cursor.at
        }
    }

    var isBigEndian: Bool { file.isBigEndian }

    mutating func next() throws(Problem) -> Slot {
        guard isPacked else { return try fill(8) ? raw() : .end }
        while true {
            if nextCommand == 8 {
                guard try fill(8) else { return .end }
                commands = 0
                for offset in 0..<8 { commands |= UInt64(buffer[at + offset]) << UInt64(8 * offset) }
                at += 8
                nextCommand = 0
            }
            let command = UInt8(truncatingIfNeeded: commands >> UInt64(8 * nextCommand))
            nextCommand += 1
            switch command {
            case 0: continue
            case 252: return .end
            case 253:
                guard try fill(8) else { return .end }
                return raw()
            case 254: return .blanks
            case 255: return .systemMissing
            default: return .number(Double(command) - bias)
            }
        }
    }

    private mutating func raw() -> Slot {
        defer { at += 8 }
        return .raw(at)
    }

    /// Sees to it that a number of bytes stands in the buffer; false at the end of the data.
    private mutating func fill(_ count: Int) throws(Problem) -> Bool {
        while buffer.count - at < count {
            guard let block = blocks.popFirst() else { return false }
            buffer = Array(buffer[at...]) + (try unpacked(block))
            at = 0
        }
        return true
    }

    private func unpacked(_ block: Block) throws(Problem) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: block.size)
        var size = uLongf(block.size)
        let packed = Array(file.bytes[block.packed])
        let result = unsafe out.withUnsafeMutableBufferPointer { out in
            unsafe packed.withUnsafeBufferPointer { packed in
                unsafe uncompress(out.baseAddress, &size, packed.baseAddress, uLong(packed.count))
            }
        }
        guard result == Z_OK, Int(size) == block.size else { throw ByteCursor.damaged("zlib") }
        return out
    }

    /// The table of packed blocks, which stands behind them.
    private static func blocks(_ cursor: ByteCursor, mostBytes: Int) throws(Problem) -> [Block] {
        var head = cursor
        try head.skip(8)
        let place = try head.unsigned(8)
        guard place <= UInt64(cursor.bytes.count) else { throw ByteCursor.truncated }
        var table = ByteCursor(cursor.bytes, from: Int(place))
        table.isBigEndian = cursor.isBigEndian
        try table.skip(20)
        var blocks: [Block] = []
        var total = 0
        for _ in 0..<(try table.count("zlib")) {
            try table.skip(8)
            let start = try table.unsigned(8)
            let (size, packed) = (try table.count("zlib"), try table.count("zlib"))
            guard size <= largestBlock else { throw ByteCursor.damaged("zlib") }
            total += size
            guard total <= mostBytes else {
                throw Problem("statistical-file.too-large", .refuse, ["limit": String(mostBytes / 8)])
            }
            guard start <= UInt64(cursor.bytes.count), packed <= cursor.bytes.count - Int(start) else {
                throw ByteCursor.truncated
            }
            blocks.append(Block(packed: Int(start)..<(Int(start) + packed), size: size))
        }
        return blocks
    }
}

/// Looks at XML bytes before the parser does: refuses a DTD outright, and tags with so many attributes that looking for
/// doubles among them (which takes quadratic time) would hold the machine.
///
/// Bytes of value 0 are passed over, so that UTF-16 is seen through as well.
struct TagGuard {
    enum Finding { case declaration, overloadedTag }

    private enum State {
        case text, opened, bang, bangDash, comment, section, instruction, tag
        case quoted(UInt8)
    }

    /// No part of a workbook comes near this.
    private static let mostAttributes = 512

    private var state = State.text
    private var attributes = 0
    /// The two bytes before, for the ends of comments, sections and instructions.
    private var last: UInt8 = 0
    private var beforeLast: UInt8 = 0

    /// Looks at the next bytes of a part.
    mutating func add(_ bytes: Span<UInt8>) -> Finding? {
        for offset in bytes.indices {
            let byte = bytes[offset]
            if byte == 0 { continue }
            if let finding = step(byte) { return finding }
            beforeLast = last
            last = byte
        }
        return nil
    }

    private mutating func step(_ byte: UInt8) -> Finding? {
        switch state {
        case .text: if byte == UInt8(ascii: "<") { state = .opened }
        case .opened:
            attributes = 0
            switch byte {
            case UInt8(ascii: "!"): state = .bang
            case UInt8(ascii: "?"): state = .instruction
            case UInt8(ascii: ">"): state = .text
            default: state = .tag
            }
        case .bang:
            switch byte {
            case UInt8(ascii: "-"): state = .bangDash
            case UInt8(ascii: "["): state = .section
            default: return .declaration
            }
        case .bangDash:
            // The dashes that open a comment must not close it.
            beforeLast = 0
            last = 0
            state = .comment
        case .comment: if byte == UInt8(ascii: ">"), closes(UInt8(ascii: "-")) { state = .text }
        case .section: if byte == UInt8(ascii: ">"), closes(UInt8(ascii: "]")) { state = .text }
        case .instruction: if byte == UInt8(ascii: ">"), last == UInt8(ascii: "?") { state = .text }
        case .tag:
            switch byte {
            case UInt8(ascii: ">"): state = .text
            case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quoted(byte)
            case UInt8(ascii: "="):
                attributes += 1
                if attributes > Self.mostAttributes { return .overloadedTag }
            default: break
            }
        case .quoted(let sign): if byte == sign { state = .tag }
        }
        return nil
    }

    private func closes(_ sign: UInt8) -> Bool { last == sign && beforeLast == sign }
}

/// How wide the fields of a Stata file are in each of its formats.
///
/// Source: StataCorp, "help dta" (formats 113 to 119), and the notes on older formats in earlier manuals.
struct DTALayout {
    /// The format's number: 118 is Stata 14 and later.
    let release: Int

    /// From Stata 13 on the file is cut into parts between tags.
    var isTagged: Bool { release >= 117 }
    var nameWidth: Int { release >= 118 ? 129 : release >= 110 ? 33 : 9 }
    var formatWidth: Int { release >= 118 ? 57 : release >= 114 ? 49 : 12 }
    var labelWidth: Int { release >= 118 ? 321 : 81 }
    /// Bytes that count variables, and rows.
    var variableCountWidth: Int { release >= 119 ? 4 : 2 }
    var rowCountWidth: Int { release >= 118 ? 8 : 4 }
    /// Bytes of a length in front of the characteristics of old files.
    var expansionWidth: Int { release >= 110 ? 4 : 2 }
    /// How the eight bytes that point to a long text are shared between variable and row.
    var pointerWidth: (variable: Int, row: Int) { release >= 119 ? (3, 5) : release >= 118 ? (2, 6) : (4, 4) }
    /// Whether there are `.a` to `.z` beside `.`.
    var hasLetters: Bool { release >= 113 }
    var decoder: TextDecoder { release >= 118 ? .utf8 : .unnamed }

    init?(release: Int) {
        guard [108, 110, 111, 112, 113, 114, 115, 117, 118, 119].contains(release) else { return nil }
        self.release = release
    }

    /// The storage type of a code; nil where there is none such.
    func type(_ code: Int) -> DTAType? {
        if isTagged {
            switch code {
            case 1...2045: return .text(code)
            case 32_768: return .longText
            case 65_526: return .double
            case 65_527: return .float
            case 65_528: return .integer(4)
            case 65_529: return .integer(2)
            case 65_530: return .integer(1)
            default: return nil
            }
        }
        if release >= 111 {
            switch code {
            case 1...244: return .text(code)
            case 251: return .integer(1)
            case 252: return .integer(2)
            case 253: return .integer(4)
            case 254: return .float
            case 255: return .double
            default: return nil
            }
        }
        switch UInt8(truncatingIfNeeded: code) {
        case UInt8(ascii: "b"): return .integer(1)
        case UInt8(ascii: "i"): return .integer(2)
        case UInt8(ascii: "l"): return .integer(4)
        case UInt8(ascii: "f"): return .float
        case UInt8(ascii: "d"): return .double
        case 128...: return .text(code - 127)
        default: return nil
        }
    }
}

/// How a variable is stored.
enum DTAType: Sendable, Hashable {
    /// A whole number of 1, 2 or 4 bytes.
    case integer(Int)
    case float, double
    case text(Int)
    /// A pointer to a text of any length (`strL`).
    case longText

    var width: Int {
        switch self {
        case .integer(let width), .text(let width): width
        case .float: 4
        case .double, .longText: 8
        }
    }

    var isText: Bool {
        switch self {
        case .text, .longText: true
        case .integer, .float, .double: false
        }
    }
}

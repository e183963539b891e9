/// A token of the language with its place, in bytes of UTF-8.
struct Token {
    enum Kind: Equatable {
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case word(String)
        /// A field name between back quotes.
        case quoted(String)
        case sign(Sign)
        case end
    }

    let kind: Kind
    let start: Int
    let end: Int
}

enum Sign: String, CaseIterable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case more = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case percent = "%"
    case not = "!"
    case question = "?"
    case colon = ":"
    case comma = ","
    case dot = "."
    case open = "("
    case close = ")"
    case openList = "["
    case closeList = "]"
    case openMap = "{"
    case closeMap = "}"
}

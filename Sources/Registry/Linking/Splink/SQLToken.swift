/// The pieces of an SQL condition.
enum SQLToken: Hashable {
    /// A name as it stands, without quotes; keywords are names that were not quoted.
    case name(String, isQuoted: Bool)
    case text(String)
    case number(Double)
    case sign(String)

    /// Cuts a condition into pieces; nil where a sign is none or a quote stays open.
    static func tokens(_ sql: String) -> [SQLToken]? {
        let text = Array(sql.unicodeScalars)
        var (tokens, at) = ([SQLToken](), 0)
        func isName(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
        /// What stands between two quotes; a quote written twice is one of the text.
        func quoted(_ quote: Unicode.Scalar) -> String? {
            var found = ""
            at += 1
            while at < text.count {
                if text[at] == quote {
                    guard at + 1 < text.count, text[at + 1] == quote else {
                        at += 1
                        return found
                    }
                    at += 1
                }
                found.unicodeScalars.append(text[at])
                at += 1
            }
            return nil
        }
        while at < text.count {
            let scalar = text[at]
            if scalar.properties.isWhitespace {
                at += 1
            } else if scalar == "'" {
                guard let found = quoted("'") else { return nil }
                tokens.append(.text(found))
            } else if scalar == "\"" || scalar == "`" {
                guard let found = quoted(scalar) else { return nil }
                tokens.append(.name(found, isQuoted: true))
            } else if ("0"..."9").contains(scalar) {
                let start = at
                while at < text.count, isName(text[at]) || text[at] == "." { at += 1 }
                guard let number = Double(string(start..<at)) else { return nil }
                tokens.append(.number(number))
            } else if isName(scalar) {
                let start = at
                while at < text.count, isName(text[at]) { at += 1 }
                tokens.append(.name(string(start..<at), isQuoted: false))
            } else {
                let two = string(at..<min(text.count, at + 2))
                let sign = ["<=", ">=", "<>", "!=", "::"].contains(two) ? two : String(Character(scalar))
                guard sign.count == 2 || "()=<>,.-+*/".contains(sign) else { return nil }
                tokens.append(.sign(sign))
                at += sign.count
            }
        }
        return tokens
    }
}

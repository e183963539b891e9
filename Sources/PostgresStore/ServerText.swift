/// Statements as the server wants them.
enum ServerText {
    /// A name as it stands in a statement.
    static func name(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

    /// A statement with its question marks as `$1`, `$2` …; those within quotation marks stay.
    static func numbered(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "?")) else { return sql }
        var text: [UInt8] = []
        text.reserveCapacity(sql.utf8.count + 16)
        var (number, quote) = (0, UInt8(0))
        for byte in sql.utf8 {
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "?") {
                number += 1
                text += Array("$\(number)".utf8)
                continue
            }
            text.append(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

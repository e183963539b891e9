/// Pieces of Spark SQL.
enum SQLText {
    /// A column's name, quoted.
    ///
    /// - Parameter side: a table's alias, or, ending in a colon, what the column's own name begins with.
    static func name(_ name: String, of side: String = "") -> String {
        let isPrefix = side.hasSuffix(":")
        return (side.isEmpty || isPrefix ? "" : side + ".") + "`" + (isPrefix ? side : "")
            + name.replacing("`", with: "``") + "`"
    }

    /// A text constant.
    static func text(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    /// Whether something that may be unknown is certainly so.
    static func certain(_ condition: String) -> String { "coalesce(\(condition), FALSE)" }

    static func unionAll(_ parts: [String]) -> String { parts.joined(separator: "\nUNION ALL\n") }
}

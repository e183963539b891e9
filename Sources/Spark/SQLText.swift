/// Pieces of Spark SQL.
enum SQLText {
    /// A column's or table's name, quoted; an alias in front where there is one.
    static func name(_ name: String, of alias: String = "") -> String {
        (alias.isEmpty ? "" : alias + ".") + "`" + name.replacing("`", with: "``") + "`"
    }

    /// A text constant.
    static func text(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    /// Whether something that may be unknown is certainly so.
    static func certain(_ condition: String) -> String { "coalesce(\(condition), FALSE)" }

    static func unionAll(_ parts: [String]) -> String { parts.joined(separator: "\nUNION ALL\n") }
}

/// The native program as Spark calls it: over the lines of a partition.
public struct NativeProgram: Sendable {
    /// What is done with a partition.
    public enum Work: String, Sendable, CaseIterable {
        /// Pairs with the fields of both records in, pairs with their vectors out.
        case compare
        /// Pairs with their vectors in, pairs with their weights out.
        case score
        /// Records and pairs of whole connected parts in, clusters out.
        case cluster
    }

    /// The name under which the program is shipped to every machine; it is found beside what is shipped with it.
    static let shippedName = "gapura-partition"
    /// The subcommand that works on a partition.
    static let command = "link-partition"

    /// A query that sends the rows of another through the program.
    ///
    /// - Parameter order: how the rows are spread and sorted, where that matters.
    func transform(_ work: Work, _ columns: [String], into: String, from query: String, order: String = "") -> String {
        // The folder of the files shipped with a job stands last in the path of the shell that Spark starts.
        let shell =
            "program=$(command -v \(Self.shippedName)) && exec \"$program\" \(Self.command) \(work.rawValue) "
            + "\"${program%/*}\""
        let format = #"ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' LINES TERMINATED BY '\n' NULL DEFINED AS ''"#
        return """
            SELECT TRANSFORM(\(columns.joined(separator: ", ")))
            \(format)
            USING \(SQLText.text(shell))
            AS (\(into))
            \(format)
            FROM (
            \(query)\(order.isEmpty ? "" : "\n" + order)
            )
            """
    }
}

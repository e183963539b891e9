/// What the driver does, one step after the other; the manifest of a job.
struct JobSteps: Codable, Sendable {
    struct Step: Codable, Sendable {
        enum Kind: String, Codable, Sendable {
            /// Lines of text put in the job's storage become a table with the column `value`.
            case lines
            /// Whole numbers with tabs between them, written by the native program, become a table.
            case numbers
            /// A query gets a name.
            case view
            /// A query's rows are kept in the job's storage under a name.
            case table
            /// A query's whole numbers are written for the native program to read.
            case export
            /// The native program runs beside the driver.
            case run
            /// A file is handed to every machine.
            case ship
        }

        var kind: Kind
        /// The table, or the file or folder in the job's folder.
        var name: String
        /// The file with the query.
        var query: String?
        /// The columns of numbers.
        var columns: [String]?
        var arguments: [String]?
    }

    var name: String
    /// How many pieces rows are shuffled into.
    var partitions: Int
    var steps: [Step]
    /// The queries' texts by file name.
    private(set) var queries: [String: String] = [:]

    private enum CodingKeys: String, CodingKey { case name, partitions, steps }

    init(name: String, partitions: Int) {
        self.name = name
        self.partitions = partitions
        steps = []
    }

    mutating func add(_ kind: Step.Kind, _ name: String, _ sql: String) {
        let number = String(queries.count + 1)
        let file = String(repeating: "0", count: max(0, 2 - number.count)) + number + "-" + name + ".sql"
        queries[file] = sql + "\n"
        steps.append(Step(kind: kind, name: name, query: file))
    }

    mutating func add(_ kind: Step.Kind, _ name: String, columns: [String]? = nil, arguments: [String]? = nil) {
        steps.append(Step(kind: kind, name: name, columns: columns, arguments: arguments))
    }
}

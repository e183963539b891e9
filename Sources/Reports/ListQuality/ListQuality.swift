public import Problems

/// What reading a list showed: how many rows became what, and what is wrong with them.
public struct ListQuality: Sendable, Hashable {
    /// What became of the rows. The parts add up to the rows read; a document says so where they do not.
    public enum Outcome: Sendable, Hashable {
        /// The list was only looked at.
        case checked(clean: Int, warned: Int, refused: Int)
        /// The list was taken into the registry.
        case imported(new: Int, updated: Int, unchanged: Int, refused: Int)
    }

    /// How often one thing is wrong in one column.
    public struct Finding: Sendable, Hashable {
        public var code: String
        public var severity: Severity
        /// The column's header; nil for the row as a whole.
        public var column: String?
        public var count: Int
        /// One of them, to word reason and remedy with its arguments.
        public var example: Problem

        public init(code: String, severity: Severity, column: String?, count: Int, example: Problem? = nil) {
            self.code = code
            self.severity = severity
            self.column = column
            self.count = count
            self.example = example ?? Problem(code, severity)
        }
    }

    /// The list's name, usually its file.
    public var name: String
    /// Who handed it in; empty where not known.
    public var institution: String
    public var programme: String
    public var rows: Int
    public var outcome: Outcome
    /// Rows with a warning and no refusal, also of an imported list.
    public var warned: Int
    public var findings: [Finding]
    /// The first problems row by row, with masked values; a document shows at most a hundred.
    public var first: [Problem]

    public init(
        name: String, institution: String = "", programme: String = "", rows: Int, outcome: Outcome, warned: Int,
        findings: [Finding], first: [Problem]
    ) {
        self.name = name
        self.institution = institution
        self.programme = programme
        self.rows = rows
        self.outcome = outcome
        self.warned = warned
        self.findings = findings
        self.first = first
    }

    /// Counts the problems of a list by code, severity and column.
    ///
    /// - Parameter problems: every problem of every row, values already masked.
    public static func findings(of problems: some Sequence<Problem>) -> [Finding] {
        var findings: [FindingKey: Finding] = [:]
        for problem in problems {
            let key = FindingKey(code: problem.code, severity: problem.severity, column: problem.place.column)
            guard var finding = findings[key] else {
                findings[key] = Finding(
                    code: problem.code, severity: problem.severity, column: problem.place.column, count: 1,
                    example: problem)
                continue
            }
            finding.count += 1
            // What differs from row to row has no place in a sentence about all of them.
            for (name, value) in finding.example.arguments where problem.arguments[name] != value {
                finding.example.arguments[name] = "…"
            }
            findings[key] = finding
        }
        return findings.values.sorted {
            ($1.severity, $1.count, $0.code, $0.column ?? "") < ($0.severity, $0.count, $1.code, $1.column ?? "")
        }
    }

    var refused: Int {
        switch outcome {
        case .checked(_, _, let refused), .imported(_, _, _, let refused): refused
        }
    }

    var isImported: Bool {
        if case .imported = outcome { true } else { false }
    }

    /// The parts in the order of the equation, each with the key of its name.
    var parts: [(key: String, count: Int)] {
        switch outcome {
        case .checked(let clean, let warned, let refused):
            [("part.clean", clean), ("part.warned", warned), ("part.refused", refused)]
        case .imported(let new, let updated, let unchanged, let refused):
            [
                ("part.new", new), ("part.updated", updated), ("part.unchanged", unchanged),
                ("part.refused", refused),
            ]
        }
    }

    var addsUp: Bool { parts.map(\.count).reduce(0, +) == rows }
}

/// What findings are counted by.
private struct FindingKey: Hashable {
    var code: String
    var severity: Severity
    var column: String?
}

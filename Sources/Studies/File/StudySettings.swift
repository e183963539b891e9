import Problems

/// What is counted: the rows as they stand (households, enterprises), or the persons in them.
enum StudyUnits: String, Sendable, CaseIterable {
    case rows
    case persons
}

/// How the analyses of a study are carried out.
struct StudySettings: Sendable {
    /// Level of intervals.
    var confidence = 0.95
    /// Whether the standard errors that Stata's commands print stand beside the recommended ones.
    var stataCompatible = false
    /// Bootstrap replicates for samples of fewer than 200 rows; 0 for none.
    var replicates = 999
    /// Seed of the bootstrap, so that the same file gives the same digits.
    var seed = 1

    init() {}

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(["confidence", "stata-compatible", "replicates", "seed"])
        if let child = try node.child("confidence") { confidence = try child.number(in: 0.5...0.9999) }
        if let child = try node.child("stata-compatible") { stataCompatible = try child.flag() }
        if let child = try node.child("replicates") { replicates = try child.integer(in: 0...100_000) }
        if let child = try node.child("seed") { seed = try child.integer(in: 0...1_000_000_000) }
    }
}

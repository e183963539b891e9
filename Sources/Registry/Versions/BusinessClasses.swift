public import Problems
public import Store

/// A class of the business classification, and what it is in the editions after it.
public struct BusinessClassView: Sendable {
    public var edition: String
    public var code: String
    /// nil where the edition is not at hand, or does not hold the code.
    public var title: String?
    /// What it became, edition by edition; several where it was split.
    public var successors: [BusinessClassRecord]
}

enum BusinessClasses {
    /// Whether a text has the form of a code: a category's letter, or two to five digits.
    static func isCode(_ text: String) -> Bool { text.wholeMatch(of: /[A-V]|[0-9]{2,5}/) != nil }
}

extension Registry {
    /// Stores regions' changes; returns how many were not known.
    ///
    /// - Throws: `edition.changed` for one that stands there with another name.
    public func importRegionChanges(_ changes: [RegionChangeRecord]) throws(Problem) -> Int {
        try change(.regions, guarding: [.regions]) { connection, _ in try VersionQueries(connection).save(changes) }
    }

    /// Codes of regions through their versions.
    public func regionVersions() throws(Problem) -> RegionVersions {
        try database.read { try RegionVersions($0) }
    }

    /// Stores an edition of classes, or what is new of it.
    ///
    /// - Throws: `edition.changed` for a class that stands there with another title: an edition is never overwritten.
    public func importBusinessClasses(_ classes: [BusinessClassRecord]) throws(Problem) {
        try change(.classes, guarding: [.classes]) { connection, _ in try VersionQueries(connection).save(classes) }
    }

    public func importBusinessClassChanges(_ changes: [BusinessClassChangeRecord]) throws(Problem) {
        try change(.classes, guarding: [.classes]) { connection, _ in try VersionQueries(connection).save(changes) }
    }

    /// Editions of the business classification that are at hand, with how many classes each has.
    public func businessClassEditions() throws(Problem) -> [(edition: String, classes: Int)] {
        try database.read { try VersionQueries($0).editions() }
    }

    /// A class and what became of it, through all editions at hand.
    public func businessClass(_ code: String, edition: String) throws(Problem) -> BusinessClassView {
        try database.read { connection in
            let queries = VersionQueries(connection)
            var successors: [BusinessClassRecord] = []
            var open = [(edition: edition, code: code)]
            var seen: Set<String> = [edition + code]
            while let (edition, code) = open.popLast() {
                for change in try queries.changes(of: code, edition: edition)
                where seen.insert(change.toEdition + change.toCode).inserted {
                    let title = try queries.businessClass(change.toCode, edition: change.toEdition)?.title
                    successors.append(
                        BusinessClassRecord(edition: change.toEdition, code: change.toCode, title: title ?? ""))
                    open.append((change.toEdition, change.toCode))
                }
            }
            return BusinessClassView(
                edition: edition, code: code,
                title: try queries.businessClass(code, edition: edition)?.title,
                successors: successors.sorted { ($0.edition, $0.code) < ($1.edition, $1.code) })
        }
    }
}

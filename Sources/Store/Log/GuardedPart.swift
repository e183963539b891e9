/// A part of the registry of which the log keeps a digest as a whole: what is known beforehand, what was counted, what was
/// proposed, and to whom weights were shown.
///
/// Its digest stands in the detail of each entry of an action that may change it, as it was found and as it was left, and of
/// the one entry by which a registry of an older program began to be guarded so. Raw values are stored.
public enum GuardedPart: String, Sendable, Hashable, CaseIterable {
    case institutions, programmes, compatibility, rules, regions, classes, figures, reveals, proposals

    /// The tables that belong to the part.
    public var tables: [String] {
        switch self {
        case .institutions: ["institution", KeptCatalogue.institution.past, "revision"]
        case .programmes: ["programme"]
        case .compatibility: ["compatibility", KeptCatalogue.compatibility.past]
        case .rules: ["rule", KeptCatalogue.rule.past]
        case .regions: ["region", "region_change", "revision"]
        case .classes: ["business_class", "business_class_change"]
        case .figures: ["computation", "figure", "computation_finding"]
        case .reveals: ["match_reveal"]
        case .proposals: ["match_candidate"]
        }
    }

    /// The actions that may change the part. An entry of any other action cannot make a changed part good.
    var actions: Set<LogAction> {
        switch self {
        case .institutions: [.institutions, .catalogue]
        case .programmes: [.catalogue, .takeIn, .takeBack]
        case .compatibility, .rules: [.catalogue]
        case .regions: [.catalogue, .regions]
        case .classes: [.classes]
        case .figures: [.compute]
        case .reveals: [.matchReveal]
        case .proposals: [.matchFind, .matchPropose, .undo]
        }
    }

    private static let layout = "1:"

    /// The digest of what stands there now. Rows are taken in the order of what they say, so that it does not depend on
    /// the database or on how they lie.
    func digest(_ connection: any Connection) throws -> String {
        var hasher = CanonicalHasher("gapura part \(rawValue) 1")
        for (table, columns, condition) in content {
            var rows: Int64 = 0
            try connection.query(
                "SELECT \(ContentDigest.row(columns)) AS said FROM \(table) \(condition) ORDER BY 1", []
            ) { row in
                hasher.add(.text(row.string(0)))
                rows += 1
            }
            // Rows cannot go over from one table to the next.
            hasher.add(.integer(rows))
        }
        return Self.layout + hasher.hexadecimal()
    }

    private typealias Content = (table: String, columns: String, condition: String)

    /// What is read: table, columns as ``ContentDigest/row(_:)`` takes them, which rows.
    private var content: [Content] {
        func kept(_ table: KeptCatalogue) -> [Content] {
            let columns = table.columns.map { (table.numbers.contains($0) ? "#" : "") + $0 }.joined(separator: " ")
            return [
                (table.name, columns + " known_at", ""), (table.past, columns + " known_at until_at", ""),
            ]
        }
        func revision(_ subject: String) -> Content {
            ("revision", "subject #number", "WHERE subject = '\(subject)'")
        }
        switch self {
        case .institutions: return kept(.institution) + [revision(CatalogueQueries.institutionSubject)]
        case .programmes: return [("programme", "code #position owner", "")]
        case .compatibility: return kept(.compatibility)
        case .rules: return kept(.rule)
        case .regions:
            return [
                ("region", "system version code name level parent", ""),
                ("region_change", "from_system from_version from_code to_system to_version to_code name", ""),
                revision(CatalogueQueries.regionSubject),
            ]
        case .classes:
            return [
                ("business_class", "edition code title", ""),
                ("business_class_change", "from_edition from_code to_edition to_code", ""),
            ]
        case .figures:
            return [
                ("computation", "#id computed_at as_of basis #milliseconds", ""),
                ("figure", "#computation programme period breakdown region_code measure category #value", ""),
                ("computation_finding", "#computation kind #position document", ""),
            ]
        case .reveals: return [("match_reveal", "#subject_a #subject_b actor shown_at", "")]
        case .proposals:
            let columns = "#id #run #subject_a #subject_b #weight #probability #stratum #draw pattern fields"
            return [("match_candidate", columns, "")]
        }
    }
}

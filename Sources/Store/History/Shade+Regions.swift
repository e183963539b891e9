extension ShadeMaker {
    /// Regions and their changes as the editions in force on a day had them; none where no day is asked for, for editions
    /// are known by what they say and not by when they were loaded.
    ///
    /// An edition is in force from the beginning of the year or day that its version names. Before the first that is at
    /// hand, that one stands: nothing older is known.
    var regions: [Shade] {
        guard let day = bounds.moment.trueOn else { return [] }
        func inForce(_ table: String) -> String {
            """
            (\(table).version <= ?
                OR \(table).version = (SELECT MIN(f.version) FROM \(base)region f WHERE f.system = \(table).system))
            """
        }
        return [
            // A change of later years stands where the code's regency is unknown before it: it leads to what is known.
            Shade(
                name: "region_change",
                sql: """
                    SELECT t.* FROM \(base)region_change t WHERE t.to_version <= ? OR NOT EXISTS (
                        SELECT 1 FROM \(base)region r WHERE r.system = t.from_system
                            AND r.code = SUBSTR(t.from_code, 1, 5) AND \(inForce("r")))
                    """, arguments: [.text(day), .text(day)]),
            Shade(
                name: "region", sql: "SELECT t.* FROM \(base)region t WHERE \(inForce("t"))", arguments: [.text(day)]),
        ]
    }
}

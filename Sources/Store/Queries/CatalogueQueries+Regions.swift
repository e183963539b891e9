/// Regions in their editions.
extension CatalogueQueries {
    /// Stores regions that are not at hand yet.
    ///
    /// - Throws: `edition.changed` where one of the same system, version and code stands there otherwise.
    public func save(_ regions: [RegionRecord]) throws {
        let new = try Editions.new(among: regions, known: self.regions()) {
            [$0.system, $0.version, $0.code]
        } name: {
            "\($0.system) \($0.version) \($0.code)"
        }
        guard !new.isEmpty else { return }
        try countChange(of: Self.regionSubject)
        let statement = try connection.prepare(
            """
            INSERT INTO region (system, version, code, name, level, parent) VALUES (?, ?, ?, ?, ?, ?)
            """)
        for region in new {
            try statement.run([
                .text(region.system), .text(region.version), .text(region.code), .text(region.name),
                .text(region.level), .optional(region.parent),
            ])
        }
    }

    /// A region by its Kemendagri code, in the newest edition; nil for a code that is not at hand.
    public func region(_ code: String) throws -> RegionRecord? {
        // The newest edition is picked here: asked to sort by it, SQLite walks through all regions.
        try connection.all(
            "SELECT system, version, code, name, level, parent FROM region WHERE code = ?", [.text(code)], Self.region
        ).filter { $0.system == "kemendagri" }.max { $0.version < $1.version }
    }

    /// The regions right below one by their Kemendagri codes; the provinces where none is given.
    public func regions(in parent: String?) throws -> [RegionRecord] {
        try connection.all(
            """
            SELECT system, version, code, name, level, parent FROM region
            WHERE system = 'kemendagri' AND \(parent == nil ? "level = 'province'" : "parent = ?")
                AND version = (SELECT MAX(n.version) FROM region n WHERE n.system = 'kemendagri' AND n.code = region.code)
                AND NOT EXISTS (SELECT 1 FROM region_change c
                    WHERE c.from_system = 'kemendagri' AND c.to_version > region.version
                        AND (c.from_code = region.code OR region.code LIKE c.from_code || '.%'))
            ORDER BY code
            """, parent.map { [.text($0)] } ?? [], Self.region)
    }

    private static func region(_ row: any Row) -> RegionRecord {
        RegionRecord(
            system: row.string(0), version: row.string(1), code: row.string(2), name: row.string(3),
            level: row.string(4), parent: row.text(5))
    }

    /// Regions, of one level when it is given, in the order of their codes.
    public func regions(level: String? = nil) throws -> [RegionRecord] {
        let condition = level == nil ? "" : "WHERE level = ?"
        return try connection.all(
            "SELECT system, version, code, name, level, parent FROM region \(condition) ORDER BY system, version, code",
            level.map { [.text($0)] } ?? [], Self.region)
    }
}

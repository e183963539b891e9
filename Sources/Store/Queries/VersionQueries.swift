/// What of one version of regions and business classes became what in the next.
public struct VersionQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Stores changes of regions; those that are known stay. Returns how many were not.
    ///
    /// - Throws: `edition.changed` where the same change stands there with another name.
    @discardableResult
    public func save(_ changes: [RegionChangeRecord]) throws -> Int {
        let known = try regionChanges()
        func unnamed(_ change: RegionChangeRecord) -> RegionChangeRecord {
            var change = change
            change.name = nil
            return change
        }
        // A file without names says nothing about them.
        let same = Set(known.map(unnamed))
        let told = changes.filter { $0.name != nil || !same.contains($0) }
        let new = try Editions.new(among: told, known: known, key: unnamed) {
            "\($0.fromSystem) \($0.fromVersion) \($0.fromCode)"
        }
        guard !new.isEmpty else { return 0 }
        // Figures are counted by the regions of today: they depend on what changed.
        try connection.execute(
            """
            INSERT INTO revision (subject, number) VALUES (?, 1)
            ON CONFLICT (subject) DO UPDATE SET number = revision.number + 1
            """, [.text(CatalogueQueries.regionSubject)])
        let statement = try connection.prepare(
            """
            INSERT INTO region_change (from_system, from_version, from_code, to_system, to_version, to_code, name)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        for change in new {
            try statement.run([
                .text(change.fromSystem), .text(change.fromVersion), .text(change.fromCode), .text(change.toSystem),
                .text(change.toVersion), .text(change.toCode), .optional(change.name),
            ])
        }
        return new.count
    }

    public func regionChanges() throws -> [RegionChangeRecord] {
        try connection.all(
            """
            SELECT from_system, from_version, from_code, to_system, to_version, to_code, name FROM region_change
            ORDER BY from_system, from_version, from_code, to_system, to_version, to_code
            """
        ) {
            RegionChangeRecord(
                fromSystem: $0.string(0), fromVersion: $0.string(1), fromCode: $0.string(2), toSystem: $0.string(3),
                toVersion: $0.string(4), toCode: $0.string(5), name: $0.text(6))
        }
    }

    /// Stores classes that are not at hand yet.
    ///
    /// - Throws: `edition.changed` where one of the same edition and code stands there with another title.
    public func save(_ classes: [BusinessClassRecord]) throws {
        let known = try connection.all("SELECT edition, code, title FROM business_class", [], Self.businessClass)
        let new = try Editions.new(among: classes, known: known) {
            [$0.edition, $0.code]
        } name: {
            "KBLI \($0.edition) \($0.code)"
        }
        let statement = try connection.prepare("INSERT INTO business_class (edition, code, title) VALUES (?, ?, ?)")
        for one in new { try statement.run([.text(one.edition), .text(one.code), .text(one.title)]) }
    }

    public func save(_ changes: [BusinessClassChangeRecord]) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO business_class_change (from_edition, from_code, to_edition, to_code) VALUES (?, ?, ?, ?)
            ON CONFLICT (from_edition, from_code, to_edition, to_code) DO NOTHING
            """)
        for change in changes {
            try statement.run([
                .text(change.fromEdition), .text(change.fromCode), .text(change.toEdition), .text(change.toCode),
            ])
        }
    }

    /// One class; nil for a code that the edition does not hold.
    public func businessClass(_ code: String, edition: String) throws -> BusinessClassRecord? {
        try connection.first(
            "SELECT edition, code, title FROM business_class WHERE edition = ? AND code = ?",
            [.text(edition), .text(code)], Self.businessClass)
    }

    private static func businessClass(_ row: any Row) -> BusinessClassRecord {
        BusinessClassRecord(edition: row.string(0), code: row.string(1), title: row.string(2))
    }

    /// Whether an edition is at hand.
    public func holds(edition: String) throws -> Bool {
        try connection.first("SELECT 1 FROM business_class WHERE edition = ? LIMIT 1", [.text(edition)]) { _ in true }
            ?? false
    }

    /// Whether an edition has a class of this code, or classes below it.
    ///
    /// - Parameter code: digits.
    public func holds(_ code: String, edition: String) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM business_class WHERE edition = ? AND code LIKE ? LIMIT 1",
            [.text(edition), .text(code + "%")]
        ) { _ in true } ?? false
    }

    /// Editions that are at hand with how many classes each has.
    public func editions() throws -> [(edition: String, classes: Int)] {
        try connection.all("SELECT edition, COUNT(*) FROM business_class GROUP BY edition ORDER BY edition") {
            ($0.string(0), $0.int(1))
        }
    }

    /// What a class became in the editions after it, each step once.
    public func changes(of code: String, edition: String) throws -> [BusinessClassChangeRecord] {
        try connection.all(
            """
            SELECT from_edition, from_code, to_edition, to_code FROM business_class_change
            WHERE from_edition = ? AND from_code = ? ORDER BY to_edition, to_code
            """, [.text(edition), .text(code)]
        ) {
            BusinessClassChangeRecord(
                fromEdition: $0.string(0), fromCode: $0.string(1), toEdition: $0.string(2), toCode: $0.string(3))
        }
    }
}

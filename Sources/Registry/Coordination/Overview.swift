public import Problems
public import Store

/// What is registered, by programme, region and institution: the gate at a glance.
public struct Overview: Sendable {
    public struct ProgrammeRow: Sendable {
        public var programme: ProgrammeRecord
        public var people: Int
        public var families: Int
        /// Rupiah.
        public var amount: Int64
    }

    public struct VillageRow: Sendable {
        /// As the lists name it; nil where a list does not tell.
        public var village: String?
        /// People by programme code.
        public var people: [String: Int]
    }

    /// How clean what an institution hands over is.
    public struct InstitutionRow: Sendable {
        public var institution: InstitutionRecord
        /// Staged and committed batches, the oldest first.
        public var batches: [BatchRecord]
        public var counts: BatchRecord.Counts
        /// Rows with a damaged or missing identity number.
        public var damagedNIK: Int
    }

    public var totals: [(name: String, rows: Int)]
    public var programmes: [ProgrammeRow]
    public var villages: [VillageRow]
    public var institutions: [InstitutionRow]

    /// The number of rows of a table by its name in ``Registry/totals()``; 0 where there is none such.
    public func total(_ name: String) -> Int { totals.first { $0.name == name }?.rows ?? 0 }
}

extension Registry {
    /// What is registered now.
    public func overview() throws(Problem) -> Overview {
        let programmes = try programmes()
        let institutions = try institutions()
        let batches = try batches().filter { $0.state == .staged || $0.state == .committed }
        let (totals, byProgramme, byVillage, damage, joined) = try database.read { connection in
            let enrolments = EnrolmentQueries(connection)
            let queries = BatchQueries(connection)
            var damage: [Int64: Int] = [:]
            for batch in batches {
                damage[batch.id] = try queries.problemCounts(of: batch.id)
                    .filter { $0.severity == Severity.refuse.rawValue && $0.code.hasPrefix("nik.") }
                    .reduce(0) { $0 + $1.rows }
            }
            return (
                try enrolments.totals(), try enrolments.byProgramme(), try enrolments.byProgrammeAndVillage(), damage,
                try JoinedPeople(connection)
            )
        }
        // Whoever's number was corrected is one person, by whatever number lists have them.
        let twice = joined.surplus { $0.programme }
        let twiceInVillage = joined.surplus { [$0.programme, $0.village] }
        let figures = Dictionary(byProgramme.map { ($0.programme, $0) }, uniquingKeysWith: { first, _ in first })
        var villages: [String?: [String: Int]] = [:]
        for row in byVillage {
            villages[row.village, default: [:]][row.programme] =
                row.people - (twiceInVillage[[row.programme, row.village]] ?? 0)
        }
        return Overview(
            totals: totals.map { ($0.name, $0.name == "people" ? $0.rows - joined.surplus : $0.rows) },
            programmes: programmes.map { programme in
                let found = figures[programme.code]
                return Overview.ProgrammeRow(
                    programme: programme, people: (found?.people ?? 0) - (twice[programme.code] ?? 0),
                    families: found?.families ?? 0, amount: found?.amount ?? 0)
            },
            villages: villages.map { Overview.VillageRow(village: $0.key, people: $0.value) }
                .sorted { ($0.village ?? "\u{10FFFF}") < ($1.village ?? "\u{10FFFF}") },
            institutions: institutions.compactMap { institution in
                let own = batches.filter { $0.institution == institution.code }
                guard !own.isEmpty else { return nil }
                var counts = BatchRecord.Counts()
                for batch in own {
                    counts.read += batch.counts.read
                    counts.new += batch.counts.new
                    counts.updated += batch.counts.updated
                    counts.unchanged += batch.counts.unchanged
                    counts.refused += batch.counts.refused
                    counts.warned += batch.counts.warned
                }
                return Overview.InstitutionRow(
                    institution: institution, batches: own, counts: counts,
                    damagedNIK: own.reduce(0) { $0 + (damage[$1.id] ?? 0) })
            })
    }
}

/// Figures that were counted once, so that a page reads them instead of counting.
public struct FigureQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Stores what a run counted in place of what runs before it counted: figures can always be counted again.
    ///
    /// - Parameter findings: documents by kind, each in its order.
    public func replace(
        _ run: ComputationRecord, _ figures: some Sequence<FigureRecord>, findings: [String: [String]]
    ) throws -> Int64 {
        for table in ["figure", "computation_finding", "computation"] { try connection.execute("DELETE FROM \(table)") }
        try connection.execute(
            "INSERT INTO computation (computed_at, as_of, basis, milliseconds) VALUES (?, ?, ?, ?)",
            [.text(run.computedAt), .text(run.asOf), .text(run.basis), .integer(Int64(run.milliseconds))])
        let id = try connection.first("SELECT MAX(id) FROM computation") { $0.integer(0) ?? 0 } ?? 0
        let insert = try connection.bulk(
            into: "figure",
            ["computation", "programme", "period", "breakdown", "region_code", "measure", "category", "value"])
        for figure in figures {
            try insert.add([
                .integer(id), .text(figure.programme), .text(figure.period), .text(figure.breakdown),
                .text(figure.region), .text(figure.measure), .text(figure.category), .integer(figure.value),
            ])
        }
        try insert.finish()
        let note = try connection.bulk(
            into: "computation_finding", ["computation", "kind", "position", "document"])
        for (kind, documents) in findings.sorted(by: { $0.key < $1.key }) {
            for (position, document) in documents.enumerated() {
                try note.add([.integer(id), .text(kind), .integer(Int64(position)), .text(document)])
            }
        }
        try note.finish()
        return id
    }

    /// How long the last run took, once that is known.
    public func setDuration(_ milliseconds: Int, of id: Int64) throws {
        try connection.execute(
            "UPDATE computation SET milliseconds = ? WHERE id = ?", [.integer(Int64(milliseconds)), .integer(id)])
    }

    /// The last run; nil before the first.
    public func latest() throws -> ComputationRecord? {
        try connection.first(
            "SELECT id, computed_at, as_of, basis, milliseconds FROM computation ORDER BY id DESC LIMIT 1"
        ) {
            ComputationRecord(
                id: $0.integer(0) ?? 0, computedAt: $0.string(1), asOf: $0.string(2), basis: $0.string(3),
                milliseconds: $0.int(4))
        }
    }

    /// What the registry holds, in a word that changes whenever a figure may change.
    public func basis() throws -> String {
        let parts = try [
            "SELECT COALESCE(MAX(id), 0) FROM entry", "SELECT COUNT(*) FROM sending WHERE undone_at IS NOT NULL",
            "SELECT COALESCE(MAX(commit_order), 0) FROM batch",
            "SELECT COUNT(*) FROM batch WHERE undone_at IS NOT NULL", "SELECT COALESCE(MAX(id), 0) FROM stage_event",
            // Where a line belongs is found by the names of regions and where its institution works.
            "SELECT COALESCE(SUM(number), 0) FROM revision",
        ].map { String(try connection.count($0)) }
        return parts.joined(separator: "-")
    }

    /// Figures of some programmes, periods and regions; an empty list of regions means all of them.
    public func figures(
        programmes: [String], periods: [String], breakdown: String = FigureRecord.total, regions: [String]
    ) throws -> [FigureRecord] {
        guard !programmes.isEmpty, !periods.isEmpty else { return [] }
        let place = regions.isEmpty ? "" : "AND region_code IN (\(marks(regions)))"
        return try figures(
            "programme IN (\(marks(programmes))) AND period IN (\(marks(periods))) AND breakdown = ? \(place)",
            programmes + periods + [breakdown] + regions)
    }

    private func figures(_ condition: String, _ values: [String]) throws -> [FigureRecord] {
        try connection.all(
            """
            SELECT measure, programme, period, region_code, breakdown, category, value FROM figure
            WHERE computation = (SELECT MAX(id) FROM computation) AND \(condition)
            """, values.map { .text($0) }
        ) {
            FigureRecord(
                measure: $0.string(0), programme: $0.string(1), period: $0.string(2), region: $0.string(3),
                breakdown: $0.string(4), category: $0.string(5), value: $0.integer(6) ?? 0)
        }
    }

    /// The marks that stand for values in a statement.
    private func marks(_ values: [String]) -> String { values.map { _ in "?" }.joined(separator: ", ") }

    /// All figures of some measures and periods, whatever the programme, region and breakdown.
    public func figures(measures: [String], periods: [String]) throws -> [FigureRecord] {
        guard !measures.isEmpty, !periods.isEmpty else { return [] }
        return try figures(
            "measure IN (\(marks(measures))) AND period IN (\(marks(periods)))", measures + periods)
    }

    /// Periods for which something was counted, sorted.
    public func periods() throws -> [String] {
        try connection.all(
            """
            SELECT DISTINCT period FROM figure
            WHERE computation = (SELECT MAX(id) FROM computation) AND programme = ? ORDER BY period
            """, [.text(FigureRecord.allProgrammes)]
        ) { $0.string(0) }
    }

    /// Findings of the last run.
    public func findings(_ kind: String) throws -> [String] {
        try connection.all(
            """
            SELECT document FROM computation_finding
            WHERE computation = (SELECT MAX(id) FROM computation) AND kind = ? ORDER BY position
            """, [.text(kind)]
        ) { $0.string(0) }
    }

    /// Walks over all enrolments of recipients, those of one person side by side, the newest last.
    ///
    /// - Parameters:
    ///   - candidates: which lists hold candidates; of those only who has become a recipient is told.
    ///   - withheld: enrolments that are left out.
    public func eachEnrolment(
        candidates: CandidateLists = .none, withheld: Set<Int64> = [], _ body: (CountedEnrolment) throws -> Void
    ) throws {
        try connection.query(
            """
            SELECT e.person, e.programme, e.fiscal_year, COALESCE(e.region_code, p.region_code), e.village,
                s.institution, e.amount, p.nik, p.sex, p.birth_date, e.id
            FROM \(candidates.recipients) ORDER BY e.person, e.id
            """, candidates.recipientArguments
        ) {
            if !withheld.isEmpty, withheld.contains($0.integer(10) ?? 0) { return }
            try body(
                CountedEnrolment(
                    id: $0.integer(10) ?? 0, person: $0.integer(0) ?? 0, programme: $0.string(1), fiscalYear: $0.int(2),
                    regionCode: $0.text(3),
                    village: $0.text(4), institution: $0.string(5), amount: $0.integer(6) ?? 0, nik: $0.string(7),
                    sex: $0.text(8), birthDate: $0.text(9)))
        }
    }
}

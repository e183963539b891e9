public import Store

/// What an institution reports of a programme for a period: figures by region, each a flow of that period alone.
public struct InstitutionReport: Sendable, Hashable {
    /// One figure with the row it stands in.
    public struct Figure: Sendable, Hashable, Codable {
        public var region: String
        /// `distributed`, `amountCashed`, … as in the vocabulary `measure`.
        public var measure: String
        /// People or rupiah.
        public var value: Int64
        /// The row of the sheet.
        public var row: Int
    }

    public var institution: String
    public var programme: String
    public var period: ReportPeriod
    /// `yyyy-mm-dd`, where the report says it.
    public var asOf: String?
    /// The day on which this version was received, `yyyy-mm-dd`.
    public var receivedOn: String
    /// From 1 on; a corrected report is the next version.
    public var version: Int
    public var sending: SendingRecord
    public var figures: [Figure]

    private struct Document: Decodable {
        var institution: String
        var programme: String
        var period: String
        var asOf: String?
        var receivedOn: String?
        var figures: [Figure]
    }

    init?(_ entry: EntryRecord, _ sending: SendingRecord) {
        guard let document = LedgerJSON.value(Document.self, entry.document),
            let period = ReportPeriod(document.period)
        else { return nil }
        institution = document.institution
        programme = document.programme
        self.period = period
        asOf = document.asOf
        // Of a file, the officer who takes it in says when it came; who reports by a form or a program came today.
        let isHandedIn = sending.channel == "form" || sending.channel == "api"
        receivedOn = isHandedIn ? sending.receivedOn : document.receivedOn ?? sending.receivedOn
        version = entry.version
        self.sending = sending
        figures = document.figures
    }

    /// Measures that count rupiah; the others count people.
    public static let money: Set<String> = ["amountDistributed", "amountCashed", "amountReturned", "budgetRealised"]

    /// The nation's total of a measure; nil where the report does not tell it.
    func total(of measure: String) -> Int64? {
        RegionTotals(
            Dictionary(
                figures.filter { $0.measure == measure }.map { ($0.region, $0.value) }, uniquingKeysWith: { $1 })
        ).total(RegionScope.nation)
    }

    public var hasPeople: Bool { figures.contains { !Self.money.contains($0.measure) } }
    public var hasMoney: Bool { figures.contains { Self.money.contains($0.measure) } }
}

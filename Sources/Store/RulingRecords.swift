/// What rules came to for the lines of a list, or of one line on appeal.
public struct RulingRecord: Sendable, Hashable {
    public var id: Int64
    public var batch: Int64
    /// The ruling that is appealed against; nil for the first one about a list.
    public var appeals: Int64?
    public var programme: String
    /// The day as of which was judged, `yyyy-mm-dd`.
    public var decidedOn: String
    public var fiscalYear: Int
    /// When it was stored: ISO 8601, UTC.
    public var recordedAt: String
    public var actor: String
    public var rows: Int
    public var eligible: Int
    public var refused: Int
    public var held: Int
    /// Rupiah of those who are eligible.
    public var benefit: Int64
    /// JSON: the values that held for every line.
    public var given: String
    /// JSON: the lists that lines were held against.
    public var sources: String
    /// JSON: what an appeal brought; nil without one.
    public var evidence: String?

    public init(
        id: Int64 = 0, batch: Int64, appeals: Int64? = nil, programme: String, decidedOn: String, fiscalYear: Int,
        recordedAt: String = "", actor: String = "", rows: Int, eligible: Int, refused: Int, held: Int, benefit: Int64,
        given: String, sources: String, evidence: String? = nil
    ) {
        (self.id, self.batch, self.appeals, self.programme) = (id, batch, appeals, programme)
        (self.decidedOn, self.fiscalYear, self.recordedAt, self.actor) = (decidedOn, fiscalYear, recordedAt, actor)
        (self.rows, self.eligible, self.refused, self.held) = (rows, eligible, refused, held)
        (self.benefit, self.given, self.sources, self.evidence) = (benefit, given, sources, evidence)
    }
}

/// A rule file as it stood when a ruling was made.
public struct RulingFileRecord: Sendable, Hashable {
    public var name: String
    public var version: String
    /// SHA-256 of the content, hexadecimal.
    public var digest: String
    public var content: String

    public init(name: String, version: String, digest: String, content: String) {
        (self.name, self.version, self.digest, self.content) = (name, version, digest, content)
    }
}

/// What a ruling says of one line.
public struct RulingCaseRecord: Sendable, Hashable {
    public var ruling: Int64
    public var row: Int
    public var nik: String?
    public var verdict: String
    /// Rupiah.
    public var benefit: Int64?
    /// JSON: rules with what they came to, and on what.
    public var reasons: String

    public init(
        ruling: Int64 = 0, row: Int, nik: String?, verdict: String, benefit: Int64?, reasons: String
    ) {
        (self.ruling, self.row, self.nik) = (ruling, row, nik)
        (self.verdict, self.benefit, self.reasons) = (verdict, benefit, reasons)
    }
}

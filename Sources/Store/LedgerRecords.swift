/// What was taken in at once: a sheet, a form of the portal, or a call.
public struct SendingRecord: Sendable, Hashable, Codable {
    public var id: Int64
    /// What its rows are: `programme`, `report`, `need`, …
    public var kind: String
    /// The file's name, or the name of the form.
    public var name: String
    /// SHA-256 of the file, hexadecimal; empty where there was no file.
    public var sha256: String
    /// `file`, `form`, `api` or `program`.
    public var channel: String
    /// The day on which it reached the gate, `yyyy-mm-dd`.
    public var receivedOn: String
    /// The instant at which it was stored, ISO 8601.
    public var takenAt: String
    public var actor: String
    /// Rows read; `rows = new + updated + unchanged`, as a sheet with a refused row is not taken in.
    public var rows: Int
    public var new: Int
    public var updated: Int
    public var unchanged: Int
    /// The instant at which it was taken back; nil while it stands.
    public var undoneAt: String?

    public init(
        id: Int64 = 0, kind: String, name: String, sha256: String, channel: String, receivedOn: String,
        takenAt: String, actor: String, rows: Int = 0, new: Int = 0, updated: Int = 0, unchanged: Int = 0,
        undoneAt: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.sha256 = sha256
        self.channel = channel
        self.receivedOn = receivedOn
        self.takenAt = takenAt
        self.actor = actor
        self.rows = rows
        self.new = new
        self.updated = updated
        self.unchanged = unchanged
        self.undoneAt = undoneAt
    }
}

/// One version of something that institutions hand in: a programme's record of a year, a report, a need, a step of a
/// referral. Versions are added and never changed.
public struct EntryRecord: Sendable, Hashable {
    public var id: Int64
    public var sending: Int64
    /// The row of the sheet (the first one, where several make one entry).
    public var row: Int
    public var kind: String
    /// What the entry is about among those of its kind; later entries of the same key are its next versions.
    public var key: String
    /// From 1 on.
    public var version: Int
    /// Whom it concerns: an identity number, a group's or a village's code.
    public var subject: String?
    public var programme: String?
    public var institution: String?
    public var regionCode: String?
    public var fiscalYear: Int?
    public var period: String?
    /// `kind:key` of the entry without which this one would hang in the air.
    public var refersTo: String?
    /// The values as a JSON object with sorted keys.
    public var document: String
    /// People whom it names beside its subject, and as what: their numbers by the field that names them. Written only.
    public var people: [String: [String]] = [:]

    public init(
        id: Int64 = 0, sending: Int64 = 0, row: Int, kind: String, key: String, version: Int = 1,
        subject: String? = nil, programme: String? = nil, institution: String? = nil, regionCode: String? = nil,
        fiscalYear: Int? = nil, period: String? = nil, refersTo: String? = nil, document: String
    ) {
        self.id = id
        self.sending = sending
        self.row = row
        self.kind = kind
        self.key = key
        self.version = version
        self.subject = subject
        self.programme = programme
        self.institution = institution
        self.regionCode = regionCode
        self.fiscalYear = fiscalYear
        self.period = period
        self.refersTo = refersTo
        self.document = document
    }
}

import Problems

/// An address for programs: what it answers and which fields it knows. Routes and the page about them both read this.
struct APIAddress: Sendable {
    let method: String
    let path: String
    /// Fields of the query.
    let fields: [String]
    /// Name of the sentence that tells what it is for.
    let wording: String

    private init(_ method: String, _ path: String, _ fields: [String], _ wording: String) {
        self.method = method
        self.path = path
        self.fields = fields
        self.wording = "interface." + wording
    }

    /// What personal data are read for; the log of access keeps it.
    static let purpose = "purpose"

    static let programmes = APIAddress("GET", "/api/v1/programmes", ["year"], "programmes")
    static let programme = APIAddress("GET", "/api/v1/programmes/:code", [], "programme")
    static let monitoring = APIAddress("GET", "/api/v1/monitoring", ["region", "year", "programme"], "monitoring")
    static let reporting = APIAddress("GET", "/api/v1/reporting", ["year", "asOf"], "reporting")
    static let needs = APIAddress("GET", "/api/v1/needs", ["region", "year", "inferred", purpose], "needs")
    static let rows = APIAddress("GET", "/api/v1/sheets/:kind", ["programme", "year", "format", purpose], "rows")
    static let sheet = APIAddress("POST", "/api/v1/sheets/:kind", ["name", "dryRun"], "sheet")

    static let person = APIAddress("POST", "/api/v1/person", [], "person")

    static let all = [programmes, programme, monitoring, reporting, needs, rows, sheet, person]
}

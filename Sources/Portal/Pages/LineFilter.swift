import Problems

/// Which rows of a batch a reader wants to see.
struct LineFilter: Sendable {
    static let code = "kode"
    static let severity = "bobot"
    static let all = "semua"

    /// Severities as they stand in addresses.
    static let severities: [(severity: Severity, slug: String)] = [
        (.refuse, "ditolak"), (.warn, "peringatan"), (.note, "catatan"),
    ]

    var code: String?
    var severity: Severity?
    /// Also rows without a problem.
    var showsAll: Bool

    init(_ query: Query) {
        code = query[Self.code].flatMap { $0.isEmpty ? nil : String($0.prefix(80)) }
        severity = Self.severities.first { $0.slug == query[Self.severity] }?.severity
        showsAll = code == nil && severity == nil && query[Self.severity] == Self.all
    }
}

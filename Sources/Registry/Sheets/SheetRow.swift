import Problems

/// A row of a sheet with its cells read, on the way to an entry.
struct SheetRow: Sendable {
    var number: Int
    var values: [String: SheetValue]
    var problems: [Problem] = []
    /// Whether the ledger holds just this step already.
    var isKnown = false

    var isRefused: Bool { problems.contains { $0.severity == .refuse } }

    func text(_ field: String) -> String? {
        if case .text(let value) = values[field] { value } else { nil }
    }

    func integer(_ field: String) -> Int64? {
        if case .integer(let value) = values[field] { value } else { nil }
    }

    func texts(_ field: String) -> [String] {
        if case .texts(let value) = values[field] { value } else { [] }
    }

    /// Adds a problem about a column of this row.
    mutating func refuse(
        _ code: String, _ kind: SheetKind, _ field: String?, in file: String, value: String? = nil,
        _ arguments: [String: String] = [:]
    ) {
        problems.append(
            Problem(code, .refuse, at: place(kind, field, file), value: value, arguments))
    }

    /// Adds something that should be looked at about a column of this row.
    mutating func warn(
        _ code: String, _ kind: SheetKind, _ field: String?, in file: String, value: String? = nil,
        _ arguments: [String: String] = [:]
    ) {
        problems.append(Problem(code, .warn, at: place(kind, field, file), value: value, arguments))
    }

    private func place(_ kind: SheetKind, _ field: String?, _ file: String) -> Place {
        Place(file: file, row: number, column: field.flatMap { kind.column($0)?.header })
    }
}

import Problems

/// A row of a sheet with its cells read, on the way to an entry.
struct SheetRow: Sendable {
    var number: Int
    var values: [String: SheetValue]
    var problems: [Problem] = []

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
        let header = field.flatMap { kind.column($0)?.header }
        problems.append(
            Problem(code, .refuse, at: Place(file: file, row: number, column: header), value: value, arguments))
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Problems
import Registry
import Store

/// A sheet that a program sends: a JSON array of rows, or a table as text or workbook.
enum APISheet {
    /// - Throws: 415 for another type, 400 for JSON of another shape; what reading a file throws.
    static func read(_ body: Data, _ contentType: String?, _ name: String?) throws -> Sheet {
        let type = (contentType ?? "").split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        let safe = name.map(Multipart.safe).flatMap { $0.isEmpty ? nil : $0 }
        switch type.lowercased() {
        case "application/json":
            guard let rows = try? JSONDecoder().decode([[String: Cell]].self, from: body) else {
                throw HTTPError(.badRequest)
            }
            return Sheet(name: safe ?? "api.json", channel: "api", rows: rows.map { $0.mapValues(\.text) })
        case "text/csv", "text/tab-separated-values",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            let item = Tray.Item(token: "", fileName: safe ?? "api.csv", channel: "api", kind: nil, bytes: body)
            return try item.sheet()
        default: throw HTTPError(.unsupportedMediaType)
        }
    }

    /// A value of a row: what a cell would hold.
    private struct Cell: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                text = ""
            } else if let flag = try? container.decode(Bool.self) {
                text = flag ? "ya" : "tidak"
            } else if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else if let number = try? container.decode(Double.self) {
                text = String(number)
            } else if let list = try? container.decode([String].self) {
                text = list.joined(separator: list.contains { $0.contains(" ") } ? " | " : ";")
            } else {
                text = try container.decode(String.self)
            }
        }
    }
}

/// What became of a sheet.
struct APIReceipt: Encodable, Sendable {
    struct Trouble: Encodable, Sendable {
        var row: Int?
        var column: String?
        var code: String
        var severity: String
        /// Masked where it is personal.
        var value: String?
        var message: String
        var remedy: String

        init(_ problem: Problem, _ words: Words) {
            row = problem.place.row
            column = problem.place.column
            code = problem.code
            severity = problem.severity.rawValue
            value = problem.value.map { Masked.digits($0, from: 13) }
            message = Masked.digits(words.reason(problem), from: 13, longest: 1000)
            remedy = Masked.digits(words.remedy(problem), from: 13, longest: 1000)
        }
    }

    /// The sending's number; 0 where nothing was stored.
    var id: Int64
    var kind: String
    var file: String
    var rows: Int
    var new: Int
    var updated: Int
    var unchanged: Int
    var refused: Int
    var stored: Bool
    var problems: [Trouble]

    init(_ receipt: SheetReceipt, _ words: Words) {
        id = receipt.sending.id
        kind = receipt.kind.name
        file = receipt.sending.name
        rows = receipt.sending.rows
        new = receipt.sending.new
        updated = receipt.sending.updated
        unchanged = receipt.sending.unchanged
        refused = receipt.refused
        stored = receipt.isStored
        problems = receipt.problems.map { Trouble($0, words) }
    }
}

/// What stands of a kind of sheets.
struct APIRows: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        var key: String
        var version: Int
        var sending: Int64
        var row: Int
        var values: [String: SheetValue]
    }

    var kind: String
    var columns: [String]
    var rows: [Row]

    init(_ kind: SheetKind, _ rows: [StandingRow]) {
        self.kind = kind.name
        columns = kind.columns.map(\.field)
        self.rows = rows.map {
            Row(key: $0.key, version: $0.version, sending: $0.sending, row: $0.row, values: $0.values)
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Problems
import Registry
import Store

/// A sheet that a program sends: a JSON array of rows, or a table as text or workbook.
enum APISheet {
    /// - Throws: 415 for another type, `sheet.json` for JSON of another shape, `query.field` for a field that the kind does
    ///   not know; what reading a file throws.
    static func read(_ body: Data, as kind: SheetKind, _ contentType: String?, _ name: String?) throws -> Sheet {
        let type = (contentType ?? "").split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        let safe = name.map(Multipart.safe).flatMap { $0.isEmpty ? nil : $0 }
        switch type.lowercased() {
        case "application/json":
            guard let rows = try? JSONDecoder().decode([[String: Cell]].self, from: body) else {
                throw Problem("sheet.json", .refuse)
            }
            // A column too many in somebody's table is told; a field that a program sends means something to it.
            if let unknown = Set(rows.flatMap(\.keys)).sorted().first(where: { !kind.knows($0) }) {
                throw Problem(
                    "query.field", .refuse,
                    [
                        "field": Masked.digits(String(unknown.prefix(100))),
                        "known": kind.columns.map(\.field).joined(separator: ", "),
                    ])
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
                // As text `1.125` could mean 1125; a number of JSON cannot, and `1.1250` tells it.
                let plain = String(number)
                text = plain.firstMatch(of: /\.[0-9]{3}$/) == nil ? plain : plain + "0"
            } else if let list = try? container.decode([String].self) {
                text = list.joined(separator: list.contains { $0.contains(" ") } ? " | " : ";")
            } else {
                text = try container.decode(String.self)
            }
        }
    }
}

extension ReceiptAnswer {
    /// The receipt for a program, with runs of digits that may be personal masked once more before they leave.
    init(_ receipt: SheetReceipt, _ words: Words) {
        self.init(receipt, words.language)
        problems = problems.map { problem in
            var masked = problem
            masked.value = problem.value.map { Masked.digits($0, from: 13) }
            masked.message = Masked.digits(problem.message, from: 13, longest: 1000)
            masked.remedy = Masked.digits(problem.remedy, from: 13, longest: 1000)
            return masked
        }
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

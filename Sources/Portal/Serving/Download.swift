import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Problems
import Registry
import Store

/// A file for the reader to keep.
struct Download: Sendable {
    private static let types = [
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]

    private let bytes: [UInt8]
    private let name: String

    init(text: String, name: String) {
        bytes = Array(text.utf8)
        self.name = name
    }

    /// The empty form of a kind of sheets.
    ///
    /// - Parameter file: the word for the kind with `.csv` or `.xlsx`.
    /// - Throws: 404 for any other name.
    init(template file: String, _ language: Language) throws {
        let parts = file.split(separator: ".")
        guard parts.count == 2, let kind = SheetKinds.bundled.kinds.first(where: { $0.word == parts[0] }) else {
            throw HTTPError(.notFound)
        }
        let template = SheetTemplate(kind, language)
        switch parts[1] {
        case "csv": bytes = Array(template.csv.utf8)
        case "xlsx":
            let url = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-\(UUID().uuidString).xlsx")
            defer { try? FileManager.default.removeItem(at: url) }
            try template.writeWorkbook(to: url)
            bytes = Array(try Data(contentsOf: url))
        default: throw HTTPError(.notFound)
        }
        name = kind.word + "." + parts[1]
    }

    var response: Response {
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        return Response(
            status: .ok,
            headers: [
                .contentType: Self.types[ending] ?? "application/octet-stream",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

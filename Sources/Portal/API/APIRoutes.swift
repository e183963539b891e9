import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Problems
import Registry
import Store

/// The interface for programs: what pages show, as JSON, and sheets taken in through the same gate.
extension Routes {
    static let apiPath = "/api/v1"

    func api(_ router: Router<PortalContext>) {
        page(router, "/antarmuka") { InterfacePage.make($0) }
        json(router, .programmes) { try APIProgrammes.list($0) }
        json(router, .programme) { try APIProgrammes.one($0, try $0.text("code")) }
        json(router, .monitoring) { try APIMonitoring.make($0) }
        json(router, .reporting) { try APIReporting.make($0) }
        json(router, .needs) { try APINeeds.make($0) }
        person(router)
        get(router, RouterPath(APIAddress.rows.path), others: [.post]) { request, context in
            let asksForTable = request.headers[.accept]?.contains("text/csv") ?? false
            return try await onBench(request, context) { desk in
                try desk.query.expect(APIAddress.rows.fields)
                let kind = try SheetKinds.bundled.kind(try desk.text("kind"))
                let isTable = try desk.query.flag("format", yes: "csv", no: "json") || asksForTable
                let (programme, year) = (desk.query.filled("programme"), try desk.query.year("year"))
                // Told before anything is read; where it cannot be, nothing goes out.
                if isTable {
                    try desk.registry.tellExport(kind.name)
                } else if kind.isPersonal {
                    try desk.registry.look(.readLines, of: kind.name)
                }
                let rows = try desk.registry.standing(kind, programme: programme, year: year)
                if isTable {
                    return Download(text: kind.csv(rows, desk.words.language), name: kind.word + ".csv").response
                }
                return try JSONAnswer.response(APIRows(kind, rows))
            }
        }
        router.post(RouterPath(APIAddress.sheet.path)) { request, context in
            let type = request.headers[.contentType]
            let body = Data(Array(buffer: try await request.body.collect(upTo: Multipart.largest)))
            return try await onBench(request, context) { desk in
                try desk.query.expect(APIAddress.sheet.fields)
                let kind = try SheetKinds.bundled.kind(try desk.text("kind"))
                let isDryRun = try desk.query.flag("dryRun", yes: "true", no: "false")
                let sheet = try APISheet.read(body, as: kind, type, desk.query["name"])
                let receipt = try desk.registry.takeIn(sheet, as: kind, isDryRun: isDryRun)
                return try JSONAnswer.response(
                    ReceiptAnswer(receipt, desk.words),
                    receipt.refused > 0 ? .unprocessableContent : isDryRun ? .ok : .created)
            }
        }
    }

    private func json<Value: Encodable & Sendable>(
        _ router: Router<PortalContext>, _ address: APIAddress, _ make: @escaping @Sendable (Desk) throws -> Value
    ) {
        get(router, RouterPath(address.path)) { request, context in
            try await onBench(request, context) { desk in
                try desk.query.expect(address.fields)
                return try JSONAnswer.response(try make(desk))
            }
        }
    }

    /// Does something on the workbench that has an answer of its own kind.
    func onBench(
        _ request: Request, _ context: PortalContext, _ body: @escaping @Sendable (Desk) throws -> Response
    ) async throws -> Response {
        let visit = Visit(request, words: site.templates.words(context.language))
        let parameters = context.parameters
        return try await site.bench.run { try body(Desk(site: site, visit: visit, parameters: parameters)) }
    }
}

/// Makes a value an answer in JSON.
enum JSONAnswer {
    static func response(
        _ value: some Encodable, _ status: HTTPResponse.Status = .ok, type: String = "application/json; charset=utf-8"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}

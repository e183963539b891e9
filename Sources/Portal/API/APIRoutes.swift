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
        json(router, "/api/v1/programmes") { try APIProgrammes.list($0) }
        json(router, "/api/v1/programmes/:code") { try APIProgrammes.one($0, try $0.text("code")) }
        json(router, "/api/v1/monitoring") { try APIMonitoring.make($0) }
        json(router, "/api/v1/reporting") { try APIReporting.make($0) }
        json(router, "/api/v1/needs") { try APINeeds.make($0) }
        get(router, "/api/v1/sheets/:kind", others: [.post]) { request, context in
            let isTable = request.headers[.accept]?.contains("text/csv") ?? false
            return try await onBench(request, context) { desk in
                let kind = try SheetKinds.bundled.kind(try desk.text("kind"))
                let rows = try desk.registry.standing(
                    kind, programme: desk.query["programme"], year: desk.query.positive("year"))
                if isTable || desk.query["format"] == "csv" {
                    return Download(text: kind.csv(rows, desk.words.language), name: kind.word + ".csv").response
                }
                return try JSONAnswer.response(APIRows(kind, rows))
            }
        }
        router.post("/api/v1/sheets/:kind") { request, context in
            let type = request.headers[.contentType]
            let body = Data(Array(buffer: try await request.body.collect(upTo: Multipart.largest)))
            return try await onBench(request, context) { desk in
                let kind = try SheetKinds.bundled.kind(try desk.text("kind"))
                let isDryRun = desk.query["dryRun"] == "true"
                let sheet = try APISheet.read(body, type, desk.query["name"])
                let receipt = try desk.registry.takeIn(sheet, as: kind, isDryRun: isDryRun)
                return try JSONAnswer.response(
                    ReceiptAnswer(receipt, desk.words),
                    receipt.refused > 0 ? .unprocessableContent : isDryRun ? .ok : .created)
            }
        }
    }

    private func json<Value: Encodable & Sendable>(
        _ router: Router<PortalContext>, _ path: RouterPath, _ make: @escaping @Sendable (Desk) throws -> Value
    ) {
        get(router, path) { request, context in
            try await onBench(request, context) { try JSONAnswer.response(try make($0)) }
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

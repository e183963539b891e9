import HTTPTypes
import Hummingbird
import NIOCore
import Problems

/// Which address leads to which page.
struct Routes: Sendable {
    let site: Site

    /// Makes a page: on the workbench, with everything a page may ask for.
    typealias Maker = @Sendable (Desk) throws -> Page

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: LanguageChoice())
        router.add(middleware: ErrorPages(site: site))
        router.add(middleware: Doorkeeper())

        page(router, "/") { try GatePage.make($0) }
        page(router, "/daftar") { try ListsPage.make($0) }
        page(router, "/daftar/:id") { try BatchPage.make($0, try $0.number("id")) }
        page(router, "/daftar/:id/batal", others: [.post]) { try BatchUndoPage.make($0, try $0.number("id")) }
        filled(router, "/daftar/:id/batal", alsoRead: true) { try BatchUndoPage.undo($0, try $0.number("id"), $1) }
        page(router, "/tumpang-tindih") { try OverlapPage.make($0) }
        page(router, "/tumpang-tindih/:a/:b") { try PairPage.make($0, try $0.number("a"), try $0.number("b")) }
        page(router, "/tumpang-tindih/:a/:b/:verdict") {
            try CasesPage.make($0, try $0.number("a"), try $0.number("b"), try $0.text("verdict"))
        }
        page(router, "/penolakan") { try RefusalsPage.make($0) }
        page(router, "/evaluasi") { EvaluationsPage.make($0) }
        page(router, "/laporan/:name") { try ReportPage.make($0, try $0.text("name")) }
        page(router, "/program") { try ProgrammesPage.make($0) }
        page(router, "/program/:code") { try ProgrammePage.make($0, try $0.text("code")) }
        page(router, "/tentang") { AboutPage.make($0) }
        page(router, "/cari", others: [.post]) { SearchPage.form($0) }
        router.post("/cari") { request, context in
            let form = Query(String(buffer: try await request.body.collect(upTo: context.maxUploadSize)))
            let purpose = Purpose.stated(form[Purpose.field])
            var response = try await answer(request, context, purpose: purpose) { try SearchPage.make($0, form) }
            if let purpose { Purpose.remember(purpose, &response) }
            return response
        }

        page(router, "/jejak") { try LogPage.make($0) }
        action(router, "/jejak/periksa") { desk, _ in try LogPage.check(desk) }
        matches(router)
        rules(router)
        coordination(router)
        api(router)

        get(router, "/reports/:name") { request, context in
            let name = try context.parameters.require("name")
            guard let bytes = try await site.bench.run({ site.shelf.bytes(name) }) else { throw HTTPError(.notFound) }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: SecurityHeaders.reports,
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        get(router, "/aset/:name") { request, context in
            try site.assets.response(to: request, try context.parameters.require("name"))
        }
        get(router, "/favicon.ico") { request, _ in
            try site.assets.response(to: request, "gapura.svg", lifetime: 86_400)
        }
        return router
    }

    func page(
        _ router: Router<PortalContext>, _ path: RouterPath, others: [HTTPRequest.Method] = [],
        _ make: @escaping Maker
    ) {
        get(router, path, others: others) { request, context in try await answer(request, context, make) }
    }

    /// Registers a path for GET (and HEAD); what else is asked of it gets 405 and not 404.
    func get(
        _ router: Router<PortalContext>, _ path: RouterPath, others: [HTTPRequest.Method] = [],
        _ handler: @escaping @Sendable (Request, PortalContext) async throws -> Response
    ) {
        router.get(path, use: handler)
        self.others(router, path, than: [.get, .head] + others)
    }

    /// Answers 405 to whatever else is asked of a path.
    func others(_ router: Router<PortalContext>, _ path: RouterPath, than methods: [HTTPRequest.Method]) {
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete, .options]
        where !methods.contains(method) {
            router.on(path, method: method) { _, _ -> Response in
                throw HTTPError(.methodNotAllowed, headers: [.allow: allowed])
            }
        }
    }

    func answer(
        _ request: Request, _ context: PortalContext, purpose: String? = nil, _ make: @escaping Maker
    ) async throws -> Response {
        let visit = Visit(request, words: site.templates.words(context.language), purpose: purpose)
        let parameters = context.parameters
        return try await site.bench.run {
            let desk = Desk(site: site, visit: visit, parameters: parameters)
            return try Answer.response(try make(desk), visit, site)
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Problems
import Registry
import Reports
import Store

/// Addresses of the pages about programmes, reports, figures, needs and what is sent in.
extension Routes {
    func coordination(_ router: Router<PortalContext>) {
        page(router, "/pantau") { try MonitoringPage.make($0) }
        page(router, "/pantau/indikator/:code") { try IndicatorPage.make($0, try $0.text("code")) }
        action(router, "/pantau/hitung") { desk, form in
            try desk.site.counting.run(desk.registry)
            return try MonitoringChoice(form).address()
        }

        page(router, "/pelaporan") { try ScorecardPage.make($0) }
        page(router, "/pelaporan/:institution") { try InstitutionPage.make($0, try $0.text("institution")) }
        document(router, "/pelaporan/:institution/surat") { try ReminderDocument.make($0, try $0.text("institution")) }
        document(router, "/pantau/laporan") { try RegionDocument.make($0) }
        page(router, "/pelaporan/:institution/:programme/:period") {
            try ReportedPage.make(
                $0, try $0.text("institution"), try $0.text("programme"), try $0.text("period"))
        }
        page(router, "/peta-program") { try MappingPage.make($0) }
        sending(router)
        needs(router)
    }

    private func needs(_ router: Router<PortalContext>) {
        page(router, "/kebutuhan") { try NeedsPage.make($0) }
        page(router, "/desa/:code") { try VillagePage.make($0, try $0.text("code")) }
        page(router, "/pelatihan") { try TrainingsPage.make($0) }
        page(router, "/rujukan") { try ReferralsPage.make($0) }
        action(router, "/rujukan/usul") { try ReferralsPage.propose($0, $1) }
        page(router, "/rujukan/:code") { try ReferralPage.make($0, try $0.text("code")) }
        filled(router, "/rujukan/:code/langkah") { try ReferralPage.step($0, try $0.text("code"), $1) }
    }

    private func sending(_ router: Router<PortalContext>) {
        page(router, "/kirim", others: [.post]) { try SendingPage.make($0) }
        router.post("/kirim") { request, context in
            let form = try await multipart(request)
            return try await answer(request, context) { try ReceiptPage.look($0, form) }
        }
        action(router, "/kirim/simpan") { try ReceiptPage.store($0, $1) }
        page(router, "/kirim/kiriman/:id") { try SentPage.make($0, try $0.number("id")) }
        action(router, "/kirim/kiriman/:id/batal") { desk, _ in try SentPage.undo(desk, try desk.number("id")) }
        page(router, "/kirim/kamus") { try DictionaryPage.make($0) }
        download(router, "/kirim/kamus.csv") { desk in
            Download(
                text: SheetTemplate.dictionary(SendingPage.kinds(desk.words), desk.words.language), name: "kamus.csv")
        }
        download(router, "/kirim/templat/:file") { try Download(template: try $0.text("file"), $0.words.language) }
        entryForm(router, "/kirim/:kind/baru") { try $0.text("kind") }
        entryForm(router, "/program/baru") { _ in "program" }
    }

    /// A form for one row: asked for, and sent.
    private func entryForm(
        _ router: Router<PortalContext>, _ path: RouterPath, _ word: @escaping @Sendable (Desk) throws -> String
    ) {
        page(router, path, others: [.post]) { try EntryForm($0, try word($0)).page() }
        filled(router, path, alsoRead: true) { try EntryForm($0, try word($0)).store($1) }
    }

    /// What is done when a form is sent that may come back with what is wrong in it.
    func filled(
        _ router: Router<PortalContext>, _ path: RouterPath, alsoRead: Bool = false,
        _ act: @escaping @Sendable (Desk, Query) throws -> (address: String?, page: Page?)
    ) {
        if !alsoRead { refuseOthers(router, path) }
        router.post(path) { request, context in
            let form = try await form(request)
            return try await onBench(request, context) { desk in
                let (address, page) = try act(desk, form)
                guard let page else { return Response(status: .seeOther, headers: [.location: address ?? "/"]) }
                return try Answer.response(page, desk.visit, site)
            }
        }
    }

    /// A document of its own, to read or print, with its style sheet inside.
    func document(
        _ router: Router<PortalContext>, _ path: RouterPath, _ make: @escaping @Sendable (Desk) throws -> Report
    ) {
        get(router, path) { request, context in
            try await onBench(request, context) { desk in
                Answer.response(try make(desk))
            }
        }
    }

    /// A file that the browser keeps instead of showing it.
    private func download(
        _ router: Router<PortalContext>, _ path: RouterPath, _ make: @escaping @Sendable (Desk) throws -> Download
    ) {
        get(router, path) { request, context in
            try await onBench(request, context) { try make($0).response }
        }
    }

    /// A form with a file.
    ///
    /// - Throws: 413 where it is too long, 400 where it is not read right.
    private func multipart(_ request: Request) async throws -> Multipart {
        guard let boundary = Multipart.boundary(request.headers[.contentType]) else {
            throw HTTPError(.unsupportedMediaType)
        }
        let body = Data(Array(buffer: try await request.body.collect(upTo: Multipart.largest)))
        guard let form = Multipart(body, boundary: boundary) else { throw HTTPError(.badRequest) }
        return form
    }

    /// Bytes of a form that has no long text.
    static let formSize = 64 << 10

    /// What is done when a form is sent: on the workbench, with its fields.
    ///
    /// - Returns: where to go next.
    typealias Doer = @Sendable (Desk, Query) throws -> String

    /// Registers a path for POST alone. What was done is not done again when the reader reloads: the answer leads on.
    func action(_ router: Router<PortalContext>, _ path: RouterPath, _ act: @escaping Doer) {
        refuseOthers(router, path)
        router.post(path) { request, context in
            let form = try await self.form(request)
            return try await onBench(request, context) { desk in
                Response(status: .seeOther, headers: [.location: try act(desk, form)])
            }
        }
    }

    private func refuseOthers(_ router: Router<PortalContext>, _ path: RouterPath) {
        for method in [HTTPRequest.Method.get, .put, .patch, .delete, .options] {
            router.on(path, method: method) { _, _ -> Response in
                throw HTTPError(.methodNotAllowed, headers: [.allow: HTTPRequest.Method.post.rawValue])
            }
        }
    }

    /// The fields of a form.
    ///
    /// - Throws: 413 where it is longer than a form of ours can be.
    func form(_ request: Request, upTo size: Int = Routes.formSize) async throws -> Query {
        Query(String(buffer: try await request.body.collect(upTo: size)), longest: size, fields: 256)
    }
}

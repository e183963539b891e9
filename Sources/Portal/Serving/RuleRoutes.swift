import Hummingbird
import Problems
import Reports

/// Addresses of the pages about rules: the catalogue, what they come to for an import, why, letters, and what changed rules
/// would change.
extension Routes {
    func rules(_ router: Router<PortalContext>) {
        page(router, "/aturan") { try RulesPage.make($0) }
        page(router, "/aturan/:name") { try RulesPage.file($0, try $0.text("name")) }
        page(router, "/daftar/:id/aturan") { try RuleRunPage.make($0, try $0.number("id")) }
        page(router, "/daftar/:id/aturan/:row") { try RuleReasonPage.make($0, try $0.number("id")) }
        page(router, "/daftar/:id/surat", others: [.post]) {
            try RuleLetters.ask($0, try $0.number("id"), $0.query)
        }
        letters(router, "/daftar/:id/surat") { desk, form, purpose in
            let id = try desk.number("id")
            guard let purpose else { return (nil, try RuleLetters.ask(desk, id, form, isPurposeMissing: true)) }
            return (try RuleLetters.make(desk, id, form, purpose: purpose), nil)
        }
        rulings(router)
        page(router, "/daftar/:id/kriteria") { try CriteriaPage.make($0, try $0.number("id")) }
        document(router, "/daftar/:id/kriteria/laporan") { try CriteriaPage.document($0, try $0.number("id")) }
        page(router, "/andai", others: [.post]) { try WhatIfPage.make($0) }
        filled(router, "/andai", alsoRead: true) { try WhatIfPage.take($0, $1) }
    }

    private func rulings(_ router: Router<PortalContext>) {
        page(router, "/putusan") { try RulingsPage.make($0) }
        page(router, "/putusan/:id") { try RulingPage.make($0, try $0.number("id")) }
        page(router, "/putusan/:id/surat", others: [.post]) {
            try RulingLetters.ask($0, try $0.number("id"), $0.query)
        }
        letters(router, "/putusan/:id/surat") { desk, form, purpose in
            let id = try desk.number("id")
            guard let purpose else { return (nil, try RulingLetters.ask(desk, id, form, isPurposeMissing: true)) }
            return (try RulingLetters.make(desk, id, form, purpose: purpose), nil)
        }
        page(router, "/putusan/:id/:row") { try RulingLinePage.make($0, try $0.number("id")) }
        filled(router, "/putusan/:id/:row/banding") { try AppealForm.take($0, try $0.number("id"), $1) }
    }

    /// Letters name people: they are made only for whoever says what for.
    ///
    /// - Parameter make: the letters, or without a purpose the page that asks for one.
    private func letters(
        _ router: Router<PortalContext>, _ path: RouterPath,
        _ make: @escaping @Sendable (Desk, Query, String?) throws -> (letters: Report?, page: Page?)
    ) {
        router.post(path) { request, context in
            let form = try await form(request)
            let purpose = Purpose.stated(form[Purpose.field])
            var response = try await onBench(request, context) { desk in
                let (letters, page) = try make(desk, form, purpose)
                if let letters { return Answer.response(letters) }
                guard let page else { throw HTTPError(.notFound) }
                return try Answer.response(page, desk.visit, site)
            }
            if let purpose { Purpose.remember(purpose, &response) }
            return response
        }
    }
}

import Hummingbird
import Problems

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
        letters(router)
        page(router, "/daftar/:id/kriteria") { try CriteriaPage.make($0, try $0.number("id")) }
        document(router, "/daftar/:id/kriteria/laporan") { try CriteriaPage.document($0, try $0.number("id")) }
        page(router, "/andai", others: [.post]) { try WhatIfPage.make($0) }
        filled(router, "/andai", alsoRead: true) { try WhatIfPage.take($0, $1) }
    }

    /// Letters name people: they are made only for whoever says what for.
    private func letters(_ router: Router<PortalContext>) {
        router.post("/daftar/:id/surat") { request, context in
            let form = try await form(request)
            let purpose = Purpose.stated(form[Purpose.field])
            var response = try await onBench(request, context) { desk in
                let id = try desk.number("id")
                guard let purpose else {
                    return try Answer.response(
                        try RuleLetters.ask(desk, id, form, isPurposeMissing: true), desk.visit, site)
                }
                return Answer.response(try RuleLetters.make(desk, id, form, purpose: purpose))
            }
            if let purpose { Purpose.remember(purpose, &response) }
            return response
        }
    }
}

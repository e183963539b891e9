import Hummingbird
import Problems

/// Addresses of the pages about records that may be one person.
extension Routes {
    func matches(_ router: Router<PortalContext>) {
        page(router, "/pasangan") { try MatchesPage.make($0) }
        filled(router, "/pasangan/cari") { desk, _ in try MatchesPage.find(desk) }
        page(router, "/pasangan/pola", others: [.post]) { try MatchPatternsPage.make($0) }
        filled(router, "/pasangan/pola", alsoRead: true) { try MatchPatternsPage.decide($0, $1) }
        page(router, "/pasangan/riwayat") { try MatchHistoryPage.make($0) }
        filled(router, "/pasangan/riwayat/batal") { try MatchHistoryPage.undo($0, $1) }
        page(router, "/pasangan/mutu") { try MatchQualityPage.make($0) }
        page(router, "/pasangan/:pair") { try MatchPage.make($0) }
        filled(router, "/pasangan/:pair/putuskan") { try MatchPage.decide($0, $1) }
        filled(router, "/pasangan/:pair/batal") { try MatchPage.undo($0, $1) }
    }
}

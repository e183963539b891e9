import HTTPTypes
import Problems

/// A page before it is rendered. Values are texts as they are to be read; the template escapes them.
struct Page: Sendable {
    var template: String
    var title: String
    /// Which entry of the navigation it belongs to.
    var section: Section?
    /// What the template names.
    var content: any Sendable
    var status: HTTPResponse.Status = .ok

    /// The entries of the navigation, in their order.
    enum Section: String, Sendable, CaseIterable {
        case gate, lists, sending, overlap, refusals, monitoring, reporting, needs, evaluation, programmes, log, search

        var path: String {
            switch self {
            case .gate: "/"
            case .lists: "/daftar"
            case .sending: "/kirim"
            case .overlap: "/tumpang-tindih"
            case .refusals: "/penolakan"
            case .monitoring: "/pantau"
            case .reporting: "/pelaporan"
            case .needs: "/kebutuhan"
            case .evaluation: "/evaluasi"
            case .programmes: "/program"
            case .log: "/jejak"
            case .search: "/cari"
            }
        }
    }
}

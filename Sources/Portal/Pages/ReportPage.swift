import Hummingbird
import Problems

/// One report inside the portal's frame; the report itself stays one document of its own.
enum ReportPage {
    static func make(_ desk: Desk, _ name: String) throws -> Page {
        guard let item = desk.site.shelf.item(name, desk.words.language) else { throw HTTPError(.notFound) }
        return Page(
            template: "report", title: item.title, section: .evaluation,
            content: EvaluationsPage.item(item, desk.words))
    }
}

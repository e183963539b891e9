import Foundation
import Problems

/// The finished reports.
struct EvaluationsPage: Sendable {
    struct Item: Sendable {
        var title: String
        var name: String
        var address: String
        var document: String
        var size: String
        var date: String?
    }

    var items: [Item]

    static func make(_ desk: Desk) -> Page {
        let content = EvaluationsPage(
            items: desk.site.shelf.items(desk.words.language).map { Self.item($0, desk.words) })
        return Page(
            template: "evaluations", title: desk.words("evaluations.title"), section: .evaluation, content: content)
    }

    static func item(_ item: ReportShelf.Item, _ words: Words) -> Item {
        Item(
            title: item.title, name: item.file, address: "/laporan/" + Query.encoded(item.name),
            document: "/reports/" + Query.encoded(item.file),
            size: words.count((item.bytes + 1023) / 1024) + "\u{a0}KB",
            date: item.modified.map { words.instant($0.formatted(.iso8601)) })
    }
}

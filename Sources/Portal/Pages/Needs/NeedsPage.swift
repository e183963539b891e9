import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// What people, groups and villages need, and how far programmes answer it.
enum NeedsPage {
    static let path = "/kebutuhan"
    static let state = "keadaan"

    static func village(_ code: String, _ year: Int) -> String {
        Query.address("/desa/" + Query.encoded(code), [(MonitoringChoice.year, String(year))])
    }

    static func make(_ desk: Desk) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        let choice = try NeedsChoice(desk)
        let names = try Names(desk.registry, words)
        let report = try desk.registry.supply(
            year: choice.year, region: choice.region, includeInferred: choice.isInferred)
        let regions = report.needs.compactMap(\.need.region)
        let places = try desk.registry.places(
            regions.flatMap(RegionScope.path) + RegionScope.path(of: choice.region))
        var board = Board(
            words("needs.title", ["place": places[choice.region]?.name ?? choice.region, "year": String(choice.year)]),
            lead: words("needs.lead"))
        board.crumbs = RegionScope.path(of: choice.region).dropFirst().reversed().map {
            .init(label: places[$0]?.name ?? $0, address: choice.address(path, region: $0))
        }
        board.chooser = choice.chooser(words, path)
        board.cards =
            [.init(figure: words.count(report.counts.total), label: words("needs.card.total"))]
            + AssessedNeed.State.allCases.map {
                .init(figure: words.count(report.counts[$0]), label: words.name("need-state", $0.rawValue))
            }
        let tables = NeedTables(report: report, choice: choice, names: names, words: words, places: places)
        board.parts = [
            ways(choice, words), tables.matrix(), tables.areas(), tables.villages(), tables.combinations(),
            tables.policy(), try tables.list(desk),
        ]
        return board.page(.needs)
    }

    /// Pages about the same.
    static func ways(_ choice: NeedsChoice, _ words: Words) -> Board.Part {
        var part = Board.Part("lanjut", words("needs.ways"))
        part.links = [
            .init(words("needs.ways.referrals"), choice.address(ReferralsPage.path)),
            .init(words("needs.ways.trainings"), choice.address(TrainingsPage.path)),
            .init(words("needs.ways.new"), "/kirim/kebutuhan/baru"),
        ]
        return part
    }
}

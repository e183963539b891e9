import Charts
import Problems
import Registry

/// Puts what is known of a region's programmes into the order of a document.
struct RegionDocument {
    let value: RegionReportInput
    let words: Words
    let edition: Edition

    var page: Page {
        var numbering = Numbering(words)
        let head = ["region": place, "year": year]
        var sections = [programmes(&numbering), places(&numbering), indicators(&numbering)]
        sections += course(&numbering) + stages(&numbering)
        sections += [money(&numbering), people(&numbering), discipline(&numbering), mapping(&numbering)]
        sections += needs(&numbering) + referrals(&numbering) + [definitions(&numbering), signature]
        return Page(
            name: "region-\(value.view.place.code)-\(year)", title: words("title", head), lead: words("lead", head),
            facts: [
                (words("fact.region"), "\(place) (\(value.view.place.code))"), (words("fact.year"), year),
                (words("fact.as-of"), words.day(value.asOf)),
                (words("fact.counted"), words.day(String(value.countedAt.prefix(10)))),
            ], summary: summary, opening: cards, sections: sections, edition: edition, words: words)
    }

    var region: String { value.view.place.code }
    var place: String { value.view.place.name }
    var year: String { String(value.view.year) }
    var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    // MARK: - What is shown

    /// What hides a count in every published document.
    static let mark = "x"

    func shown(_ count: Publication.Count) -> String { count.number.map(words.count) ?? Self.mark }

    func count(
        _ measure: String, _ programme: String = "*", at region: String? = nil, rest: Bool = false,
        _ breakdown: String = "total", _ category: String = ""
    ) -> Publication.Count {
        value.publication[
            CountKey(
                measure, programme: programme, region: region ?? self.region, isRemainder: rest, breakdown: breakdown,
                category: category)]
    }

    /// A share of two published counts; the mark where one of them is hidden.
    func share(_ count: Publication.Count, of total: Publication.Count) -> String {
        guard let count = count.number, let total = total.number else { return Self.mark }
        return words.percent(count, of: total)
    }

    func name(_ code: String) -> String { value.names[code]?(words.language) ?? code }
    func label(_ vocabulary: String, _ code: String) -> String {
        SheetKinds.bundled.label(vocabulary, code, words.language) ?? code
    }
    func rupiah(_ amount: Int64?) -> String { amount.map(words.rupiah) ?? "–" }

    /// Under every table that holds counts of people.
    var hiddenNote: (mark: String, text: String) {
        ("", words("note.hidden", ["threshold": words.count(value.publication.threshold)]))
    }

    func hasHidden(_ rows: [ReportTable.Row]) -> Bool {
        rows.contains { $0.cells.dropFirst().contains { $0.content.markup == Self.mark } }
    }

    /// The table with its source, and with what the mark means where one stands in it.
    func table(
        _ caption: String, _ columns: [ReportTable.Column], _ rows: [ReportTable.Row], _ notes: [String] = [],
        look: ReportTable.Look = .plain
    ) -> ReportTable {
        ReportTable(
            caption: caption, columns: columns, rows: rows,
            notes: notes.map { ("", $0) } + (hasHidden(rows) ? [hiddenNote] : []), source: source, look: look)
    }

    /// The figure of the region as counted, for what are not people.
    func figure(_ measure: String) -> Int64? { value.view.figures[measure] }

    private var cards: HTML {
        var cards: [(value: String, name: String)] = [
            (words.count(value.programmes.count), words("card.programmes")),
            (shown(count("distributed")), words("card.distributed")),
            (shown(count("listed")), words("card.listed")),
        ]
        if let enterprises = value.enterprises, let reached = count("distributed").number {
            cards.append((words.percent(reached, of: Int(enterprises.value)), words("card.coverage")))
        }
        let score = totalScore
        if score.due > 0 { cards.append((words.percent(score.onTime, of: score.due), words("card.on-time"))) }
        return .cards(cards)
    }

    var totalScore: ReportingState.Score { value.total }
}

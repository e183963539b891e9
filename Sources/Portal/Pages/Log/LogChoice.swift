import Indonesia
import Problems
import Registry
import Store

/// Which entries of the log the reader asks for.
struct LogChoice: Sendable {
    var chain: LogChain
    var filter: LogFilter
    /// Below which number the entries that were asked for go on.
    var below: Int64?
    private var day: CalendarDate?

    /// The field for ``below``.
    static let belowField = "sebelum"

    private static let chainField = "rantai"
    private static let actionField = "tindakan"
    private static let actorField = "pelaku"
    private static let dayField = "hari"
    private static let words: [LogChain: String] = [.changes: "perubahan", .access: "akses"]

    /// - Throws: `query.field`, `query.day`; `query.choice` for a chain or an action that there is none of.
    init(_ desk: Desk) throws(Problem) {
        let query = desk.query
        try query.expect([
            Self.chainField, Self.actionField, Self.actorField, Self.dayField, Self.belowField, Pager.field,
        ])
        let asked = query.filled(Self.chainField)
        guard let chain = asked == nil ? .changes : Self.words.first(where: { $0.value == asked })?.key else {
            throw Self.unknown(Self.chainField, asked, Self.words.values.sorted())
        }
        self.chain = chain
        let action = query.filled(Self.actionField)
        if let action, LogAction(rawValue: action) == nil {
            throw Self.unknown(Self.actionField, action, LogAction.allCases.map(\.rawValue))
        }
        day = try query.day(Self.dayField)
        let bounds = day.map(Registry.instants)
        below = query.positive(Self.belowField).map { Int64($0) }
        filter = LogFilter(
            action: action, actor: query.filled(Self.actorField), since: bounds?.first, before: bounds?.next)
    }

    private static func unknown(_ field: String, _ value: String?, _ known: [String]) -> Problem {
        Problem(
            "query.choice", value: Masked.digits(value ?? ""), ["field": field, "known": known.joined(separator: ", ")])
    }

    func chooser(_ desk: Desk, _ path: String) throws(Problem) -> Form {
        let words = desk.words
        func option(_ value: String, _ label: String, _ chosen: String?) -> Form.Option {
            Form.Option(optionValue: value, optionLabel: label, isChosen: value == chosen ?? "")
        }
        let chosen = Self.words[chain]
        return .choosing(
            path,
            [
                .init(
                    .choice, Self.chainField, words("log.column.chain"),
                    options: LogChain.allCases.map {
                        option(Self.words[$0] ?? "", words("log.chain." + $0.rawValue), chosen)
                    }),
                .init(
                    .choice, Self.actionField, words("log.column.action"),
                    options: [option("", words("log.all"), filter.action)]
                        + LogAction.allCases.map {
                            option($0.rawValue, LogWords.action($0.rawValue, words), filter.action)
                        }),
                .init(
                    .choice, Self.actorField, words("log.column.actor"),
                    options: [option("", words("log.all"), filter.actor)]
                        + (try desk.registry.logActors(chain)).map { option($0, Masked.digits($0), filter.actor) }),
                .init(.date, Self.dayField, words("log.day"), value: day?.description ?? ""),
            ], button: words("log.show"))
    }
}

import Hummingbird
import Problems
import Registry
import Store

/// One pair side by side, with the decision about it.
struct MatchPage: Sendable {
    struct Side: Sendable {
        var letter: String
        var kind: String
        var list: String
        var address: String
        var row: String
        var programmes: String
        var refusals: String?
    }

    struct Field: Sendable {
        var label: String
        var valueA: String
        var valueB: String
        var agreement: String
        var agreementName: String
        var detail: String?
        /// Whether both values are there and are not the same.
        var isMarked: Bool
    }

    struct Decided: Sendable {
        var decidedText: String
        var decision: String
        var undoAddress: String
    }

    struct Weight: Sendable {
        var weightText: String
        var weightGrids: [Grid]
        var weightDrawing: Drawing
    }

    var name: String
    var problem: String?
    var remedy: String?
    var implied: String?
    var sides: [Side]
    var fields: [Field]
    var isOpen: Bool
    var isBlind: Bool
    var decideAddress: String
    var reason: String
    var decided: Decided?
    var weight: Weight?
    var hasHistory: Bool
    var histories: [Grid]
    /// The next pair of the blind sample.
    var next: String?

    static func make(_ desk: Desk, problem: Problem? = nil, reason: String = "") throws -> Page {
        let words = desk.words
        let pair = try pair(desk)
        let view = try view(desk, pair)
        let names = try Names(desk.registry, words)
        let decision = view.decision.flatMap { $0.verdict == .unsure ? nil : $0 }
        let address = MatchWords.address(pair)
        let next = try desk.registry.nextMatch()?.candidate.pair
        let content = MatchPage(
            name: words("match.title", ["pair": pair.text]), problem: problem.map(words.reason),
            remedy: problem.map(words.remedy), implied: view.implied.map { words("match.implied." + $0.rawValue) },
            sides: zip(["A", "B"], view.sides).map { side($0, $1, names, words) },
            fields: view.fields.map { field($0, words) }, isOpen: decision == nil, isBlind: view.isBlind,
            decideAddress: address + "/putuskan", reason: reason,
            decided: decision.map {
                Decided(
                    decidedText: words(
                        "match.decided", ["verdict": words("match.verdict." + $0.verdict.rawValue)]),
                    decision: String($0.id), undoAddress: address + "/batal")
            }, weight: view.isBlind ? nil : view.candidate.map { weight($0, view.rest, words) },
            hasHistory: !view.history.isEmpty,
            histories: [MatchWords.history(view.history, words, withPair: false)],
            next: next == pair ? nil : next.map(MatchWords.address))
        var page = Page(template: "match", title: content.name, section: .overlap, content: content)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    private static func pair(_ desk: Desk) throws -> SubjectPair {
        guard let pair = SubjectPair(try desk.text("pair")), pair.text == (try desk.text("pair")) else {
            throw HTTPError(.notFound)
        }
        return pair
    }

    private static func view(_ desk: Desk, _ pair: SubjectPair) throws -> MatchPairView {
        do {
            return try desk.registry.matchPair(pair)
        } catch {
            guard error.code == "match.unknown" else { throw error }
            throw HTTPError(.notFound)
        }
    }

    private static func side(
        _ letter: String, _ side: MatchPairView.Side, _ names: Names, _ words: Words
    ) -> Side {
        let reasons = side.refusals.map { words.reason(Problem($0, .refuse)) }
        return Side(
            letter: letter, kind: words(side.subject.isPerson ? "match.side.person" : "match.side.refused"),
            list: names.list(side.batch), address: "/daftar/\(side.batch.id)", row: String(side.subject.row),
            programmes: side.programmes.map(names.short).joined(separator: ", "),
            refusals: reasons.isEmpty ? nil : reasons.joined(separator: " "))
    }

    private static func field(_ field: MatchPairView.Field, _ words: Words) -> Field {
        var details: [String] = []
        if field.isSwapped { details.append(words("match.swapped")) }
        if field.agreement != .same, !field.places.isEmpty {
            details.append(
                words("match.places", ["places": field.places.map(String.init).joined(separator: ", ")]))
        }
        func shown(_ value: String?) -> String {
            guard let value else { return "–" }
            return field.name == "sex" ? words.name("sex", value) : value
        }
        return Field(
            label: words("match.field." + field.name), valueA: shown(field.shownA), valueB: shown(field.shownB),
            agreement: field.agreement.rawValue, agreementName: words("match.agreement." + field.agreement.rawValue),
            detail: details.isEmpty ? nil : details.joined(separator: ", "),
            isMarked: field.agreement == .similar || field.agreement == .different)
    }

    private static func weight(
        _ candidate: CandidateRecord, _ rest: MatchPairView.Rest?, _ words: Words
    ) -> Weight {
        Weight(
            weightText: words(
                "match.weight.text",
                [
                    "probability": candidate.percent(in: words.language),
                    "weight": words.language.decimal(Double(candidate.weight) / 1000, places: 1),
                ]),
            weightGrids: [
                Grid(
                    words("match.weight"),
                    [
                        .text(words("match.weight.comparison")), .text(words("match.weight.level")),
                        .figure(words("match.weight.adds")),
                    ],
                    candidate.comparisons.map { field in
                        Grid.Line([
                            .init(field.name(in: words.language)), .init(field.label(in: words.language)),
                            .init(
                                field.isNeutral
                                    ? "0" : words.language.decimal(Double(field.weight) / 1000, places: 1)),
                        ])
                    }, none: "")
            ], weightDrawing: Drawing(MatchWaterfall.figure(candidate, rest, words)))
    }

    /// Decides the pair. The blind review goes on with its next pair.
    static func decide(_ desk: Desk, _ form: Query) throws -> (address: String?, page: Page?) {
        let pair = try pair(desk)
        guard let verdict = form["putusan"].flatMap(MatchDecisionRecord.Verdict.init(rawValue:)),
            verdict != .reversed
        else { throw HTTPError(.badRequest) }
        let view = try view(desk, pair)
        let reason = form["alasan"].map { String($0.prefix(400)) } ?? ""
        do {
            try desk.registry.decide(pair, verdict, note: reason.isEmpty ? nil : reason, isBlind: view.isBlind)
        } catch {
            guard error.code.hasPrefix("match.") else { throw error }
            return (nil, try make(desk, problem: error, reason: reason))
        }
        return (MatchWords.address(pair), nil)
    }

    /// Takes the decision about the pair back.
    static func undo(_ desk: Desk, _ form: Query) throws -> (address: String?, page: Page?) {
        let pair = try pair(desk)
        guard let id = form["keputusan"].flatMap({ Int64($0) }) else { throw HTTPError(.badRequest) }
        do {
            try desk.registry.undo(decision: id, note: form["alasan"].map { String($0.prefix(400)) } ?? "")
        } catch {
            guard error.code.hasPrefix("match.") else { throw error }
            return (nil, try make(desk, problem: error))
        }
        return (MatchWords.address(pair), nil)
    }
}

import Foundation
import Hummingbird
import Indonesia
import NIOCore
import Problems
import Registry
import Store

/// The short answer about a person, as programs read it; identity numbers masked.
struct APIPerson: Encodable, Sendable {
    /// What a program asks. The number stands in the body: addresses end up in logs.
    struct Asking: Sendable {
        var nik: NIK
        var purpose: String?
        /// The past that is asked for; nil for the present.
        var asOf: AsOf?

        private struct Body: Decodable {
            var nik: String
            var purpose: String?
            var asOf: String?
            var trueOn: String?
        }

        private static let fields = ["nik", "purpose", "asOf", "trueOn"]

        /// The value of a field, of which only the name is wanted.
        private struct Unread: Decodable {
            init(from decoder: any Decoder) {}
        }

        /// - Parameter today: what is taken as known where only the day is named on which things were true.
        /// - Throws: `person.json` for a body of another shape, `query.field` for a field that is not known here,
        ///   `asof.date`, and what is wrong with the number.
        init(_ body: Data, today: CalendarDate) throws(Problem) {
            let given = try? JSONDecoder().decode([String: Unread].self, from: body)
            if let unknown = given?.keys.sorted().first(where: { !Self.fields.contains($0) }) {
                throw Problem(
                    "query.field", .refuse,
                    ["field": Masked.digits(unknown), "known": Self.fields.joined(separator: ", ")])
            }
            guard let asked = try? JSONDecoder().decode(Body.self, from: body) else {
                throw Problem("person.json", .refuse)
            }
            let checked = NIK.parse(String(asked.nik.prefix(64)))
            guard let nik = checked.value else {
                throw checked.problems.max { $0.severity < $1.severity } ?? Problem("nik.missing", .refuse)
            }
            self.nik = nik
            purpose = Purpose.stated(asked.purpose)
            asOf =
                asked.asOf == nil && asked.trueOn == nil
                ? nil : try AsOf(asked.asOf ?? today.description, trueOn: asked.trueOn)
        }
    }

    struct Enrolment: Encodable, Sendable {
        struct Effect: Encodable, Sendable {
            var effect: String
            var isHeld: Bool
            var date: String
            var source: String
        }

        var programme: String
        var fiscalYear: Int
        var list: String
        var institution: String
        var referenceDate: String
        var batch: Int64
        var row: Int
        var origin: String
        /// Whether the list is one of candidates and no contract began.
        var candidate: Bool
        var amount: Int64?
        var startedOn: String?
        var decision: String?
        var decidedAt: String?
        var cashedAt: String?
        /// What life events mean for it; held ones are not to be paid until somebody has looked.
        var effects: [Effect]
    }

    struct Status: Encodable, Sendable {
        var kind: String
        var value: String
        var asOf: String
        var source: String
        /// Why this source goes before the others.
        var rule: String
        /// Whether another source says something else.
        var contradicted: Bool
    }

    var nik: String
    var known: Bool
    /// Numbers that were the person's and hold no more.
    var formerNumbers: [String]
    var enrolments: [Enrolment]
    var statuses: [Status]
    /// Lines that were refused and carry the number.
    var refusedLines: Int

    init(_ standing: PersonStanding) {
        let story = standing.story
        nik = story.numbers.first.map(Masked.number) ?? ""
        known = standing.isKnown
        formerNumbers = story.numbers.dropFirst().map(Masked.number)
        enrolments = story.places.map { place in
            Enrolment(
                programme: place.programme, fiscalYear: place.fiscalYear, list: Masked.digits(place.listName),
                institution: place.institution, referenceDate: place.referenceDate, batch: place.batch, row: place.row,
                origin: story.origin(of: place).rawValue, candidate: place.isCandidate, amount: place.amount,
                startedOn: place.startedOn, decision: place.decision, decidedAt: place.decidedAt,
                cashedAt: place.cashedAt,
                effects: story.effects.filter { $0.enrolment.id == place.id }.map {
                    .init(
                        effect: $0.kind.rawValue, isHeld: $0.kind.isHeld, date: $0.event.date,
                        source: Masked.digits($0.event.source))
                })
        }
        statuses = story.statuses.map {
            Status(
                kind: $0.kind.rawValue, value: $0.holding.value, asOf: $0.holding.asOf, source: $0.holding.source,
                rule: $0.rule.rawValue, contradicted: !$0.contradicting.isEmpty)
        }
        refusedLines = standing.refusedLines
    }
}

extension Routes {
    /// The address by which programs look people up: on threads of its own, so that no page keeps it waiting.
    func person(_ router: Router<PortalContext>) {
        let path = RouterPath(APIAddress.person.path)
        router.post(path) { request, context in
            try Query(request.uri.query).expect(APIAddress.person.fields)
            let body = Data(Array(buffer: try await request.body.collect(upTo: context.maxUploadSize)))
            let asking = try APIPerson.Asking(body, today: site.registry.today)
            let registry = asking.purpose.map(site.registry.stating) ?? site.registry
            let standing: PersonStanding
            if let asOf = asking.asOf {
                let past = try registry.asOf(asOf)
                // What was known is worked out anew: that must not keep those waiting who ask for today.
                standing = try await site.bench.run { past.standing(of: asking.nik, then: $0) }
            } else {
                standing = try await site.lookups.run { registry.standing(of: asking.nik, then: $0) }
            }
            return try JSONAnswer.response(APIPerson(standing))
        }
        others(router, path, than: [.post])
    }
}

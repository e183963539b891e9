import Indonesia
import Registry
import Store
import Testing

/// The second year of ``ScriptedHistory``: a death, a move that was none, a family that split, and what they mean for a list
/// of that autumn, by both times, worked out by hand.
@Suite struct SecondYearTests {
    private let history: ScriptedHistory
    private var registry: Registry { history.registry }

    init() throws { history = try ScriptedHistory() }

    private func story(_ digits: String, _ known: String, _ on: String?) throws -> PersonStory {
        let nik = try #require(NIK.parse(digits).value)
        return try registry.asOf(AsOf(known, trueOn: on)).person(nik).story
    }

    @Test func eventsHaveBothTimes() throws {
        let (a, b, c) = (ScriptedHistory.a, ScriptedHistory.b, ScriptedHistory.c)
        for (digits, known, on, events) in [
            (a, "2022-03-14", nil, []), (a, "2022-03-15", nil, [.died]), (a, "2022-11-30", "2022-02-19", []),
            (a, "2022-11-30", "2022-02-20", [.died]),
            (b, "2022-06-09", nil, []), (b, "2022-06-10", nil, [.moved]), (b, "2022-06-10", "2022-04-30", []),
            (b, "2022-11-07", "2022-05-01", [.moved]),
            // It was taken back: that it had been true is known no longer.
            (b, "2022-11-08", nil, []), (b, "2022-11-30", "2022-05-01", []),
            (c, "2022-09-04", nil, []), (c, "2022-09-05", nil, [.familySplit]), (c, "2022-11-30", "2022-08-16", []),
            (c, "2022-11-30", "2022-08-17", [.familySplit]),
        ] as [(String, String, String?, [LifeEvent.Event])] {
            let story = try story(digits, known, on)
            #expect(story.own.map(\.event.event) == events, "\(digits.suffix(1)) \(known) \(on ?? "–")")
            #expect(story.cards.map(\.number) == (events == [.familySplit] ? ScriptedHistory.cards : []))
        }
    }

    /// Of the people on the list of 2022: A was dead, B had moved as far as was known. What was paid in 2020 stays.
    @Test func whatTheyMeanForAListHasBothTimes() throws {
        func effects(_ known: String, _ on: String?) throws -> [String] {
            try registry.asOf(AsOf(known, trueOn: on)).eventEffects().map {
                "\($0.enrolment.nik.suffix(1)) \($0.kind.rawValue) \($0.enrolment.programme) \($0.enrolment.fiscalYear)"
            }.sorted()
        }
        let (dead, moved) = ("1 died BPUM 2022", "2 moved-away BPUM 2022")
        #expect(try effects("2022-10-04", nil) == [])
        #expect(try effects("2022-10-05", nil) == [dead, moved])
        #expect(try effects("2022-10-05", "2022-09-29") == [])
        #expect(try effects("2022-10-05", "2022-09-30") == [dead, moved])
        #expect(try effects("2022-11-30", nil) == [dead])
    }

    @Test func eachEventLeadsBackToWhenItWasLearned() throws {
        func learned(_ digits: String) throws -> [String] {
            try registry.history(of: #require(NIK.parse(digits).value)).filter { $0.field == "event" }
                .map { "\($0.at.prefix(10)) \($0.act.rawValue)" }
        }
        #expect(try learned(ScriptedHistory.a) == ["2022-03-15 sheet"])
        #expect(try learned(ScriptedHistory.b) == ["2022-06-10 sheet", "2022-11-08 sheet-undo"])
        #expect(try learned(ScriptedHistory.c) == ["2022-09-05 sheet"])
    }
}

import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// The example of life events against its truth, which its generator worked out from the rows.
@Suite struct LifeEventExampleTests {
    private struct EventTruth: Decodable {
        struct Effect: Decodable, Hashable {
            var row: Int
            var effect: String
        }
        struct Status: Decodable {
            var row: Int
            var kind: String
            var value: String
            var rule: String
        }
        struct Cards: Decodable {
            var row: Int
            var cards: Int
            var since: String
        }
        struct Numbers: Decodable {
            var row: Int
            var numbers: Int
        }
        struct Place: Decodable { var row: Int }
        struct Sizes: Decodable {
            var row: Int
            var sameInBoth: String
            var differ: String
        }
        var effects: [Effect]
        var held: Int
        var replacement: Place
        var statuses: [Status]
        var cards: Cards
        var numbers: Numbers
        var sizes: Sizes
    }

    @Test func whatBecameOfPeopleIsFound() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let folder = try example("peristiwa")
        let truth = try JSONDecoder().decode(
            EventTruth.self, from: Data(contentsOf: folder.appendingPathComponent("truth.json")))
        let batches = try registry.importOneGate()
        let proposals = try #require(batches.first { $0.name == "bpum-usulan-2021" })
        let before = try registry.overlap()
        var sendings: [Int64] = []
        for name in ["peristiwa", "status", "dokumen", "usaha"] {
            let receipt = try registry.takeIn(Sheet(folder.appendingPathComponent(name + ".csv")))
            #expect(receipt.isStored && receipt.problems.isEmpty, "\(receipt.problems)")
            sendings.append(receipt.sending.id)
        }
        let story = try registry.story(ofList: proposals.list)
        // Asked by the list's people it is what all events say of them.
        let all = try registry.eventEffects()
        for list in Set(batches.map(\.list)) {
            #expect(
                try Set(registry.story(ofList: list).effects) == Set(all.filter { $0.enrolment.list == list }))
        }
        #expect(
            story.effects.map { EventTruth.Effect(row: $0.enrolment.row, effect: $0.kind.rawValue) } == truth.effects)
        #expect(story.held == truth.held)
        #expect(story.origins == [.proposed: proposals.counts.new - 1, .replaced: 1])
        func view(_ row: Int) throws -> PersonView {
            let line = try #require(
                try registry.lines(of: proposals.id, limit: 1, offset: row - proposals.headerRow - 1).first?.line)
            #expect(line.row == row)
            return try registry.person(#require(NIK.parse(line.nik ?? "").value))
        }
        for status in truth.statuses {
            let found = try #require(try view(status.row).story.statuses.first { $0.kind.rawValue == status.kind })
            #expect(found.holding.value == status.value && found.rule.rawValue == status.rule)
        }
        let cards = try view(truth.cards.row).story.cards
        #expect(cards.count == truth.cards.cards && cards.last?.since == truth.cards.since)
        #expect(try view(truth.numbers.row).story.numbers.count == truth.numbers.numbers)
        let taken = try view(truth.replacement.row)
        #expect(try taken.origin(of: #require(taken.lines.first)) == .replaced)
        let enterprises = try view(truth.sizes.row).facts.enterprises
        #expect(enterprises.first { $0.code == truth.sizes.sameInBoth }?.hasTwoSizes == false)
        #expect(enterprises.first { $0.code == truth.sizes.differ }?.hasTwoSizes == true)
        // The events were chosen so that no overlap of the lists changes.
        let after = try registry.overlap()
        #expect(after.pairs == before.pairs && after.peopleOnSeveral == before.peopleOnSeveral)
        for sending in sendings.reversed() { _ = try registry.undoSending(sending) }
        #expect(try registry.story(ofList: proposals.list).effects.isEmpty)
        #expect(try registry.verify() == [])
    }
}

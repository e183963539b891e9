import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Referrals: who has to act by when, what the program proposes, and each step through the same gate.
@Suite struct ReferralTests {
    private let december = CalendarDate("2021-12-31")

    @Test func statesAndLimitsAreThoseOfTheExample() throws {
        let truth = try NeedTruth.load().referrals
        let book = try Sample.registry().referrals(asOf: CalendarDate(truth.asOf))
        let found = book.lines.map {
            NeedTruth.Referral(
                code: $0.code, need: $0.needCode, programme: $0.programme, state: $0.state.rawValue,
                steps: $0.steps.count, due: $0.dueOn)
        }
        #expect(found == truth.lines)
        #expect(book.overdue.map(\.code) == truth.overdue)
        #expect(book.open.count == (truth.states["proposed"] ?? 0) + (truth.states["accepted"] ?? 0))
        // The most urgent stands first, served ones without an outcome among them; every open one is on somebody's desk.
        #expect(Set(book.waiting.prefix(truth.overdue.count).map(\.code)) == Set(truth.overdue))
        #expect(book.loads.reduce(0) { $0 + $1.toAnswer + $1.toServe } == book.open.count)
        #expect(book.loads.reduce(0) { $0 + $1.overdue } == truth.overdue.count)
    }

    @Test func aDayBeforeAStepDoesNotSeeIt() throws {
        let registry = try Sample.registry()
        let early = try registry.referrals(asOf: CalendarDate("2021-03-20"))
        // RJ-13 was proposed on the 8th, accepted on the 15th of March and served in May.
        let line = try #require(early.lines.first { $0.code == "RJ-13" })
        #expect(line.state == .accepted)
        #expect(line.steps.count == 2)
        #expect(!early.lines.contains { $0.code == "RJ-14" })
    }

    @Test func everyProposalIsAboutWhatNobodyOffered() throws {
        let registry = try Sample.registry(withCompanions: true)
        let report = try registry.supply(year: 2021)
        let needs = Dictionary(uniqueKeysWithValues: report.needs.map { ($0.need.code, $0) })
        let proposals = try registry.proposedReferrals(year: 2021, subjects: Set(SubjectKind.allCases))
        for proposal in proposals {
            let need = try #require(needs[proposal.need.code])
            #expect(need.state == .notOffered || need.state == .refused)
            #expect(need.answers.contains { $0.programme == proposal.programme })
            #expect(proposal.grounds.allSatisfy { $0.servedBy != proposal.programme })
        }
        let open = report.needs.filter { $0.next != nil }.map(\.need.code)
        #expect(Set(proposals.map(\.need.code)) == Set(open))
        #expect(Set(proposals.map(\.need.code)).count == proposals.count)
        // Missing synergy stands before mere gaps.
        let grounded = proposals.map { !$0.grounds.isEmpty }
        #expect(grounded == grounded.sorted { $0 && !$1 })
        let groups = try registry.proposedReferrals(year: 2021)
        #expect(groups.allSatisfy { $0.need.subjectKind != .person })
    }

    @Test func everyProposalCanBeMade() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination(withCompanions: true)
        for proposal in try registry.proposedReferrals(year: 2021) {
            let step = try registry.propose(proposal, on: december)
            #expect((step.step, step.need, step.programme) == (.proposed, proposal.need.code, proposal.programme))
            #expect(step.dueOn == "2022-01-14")
        }
        #expect(try registry.proposedReferrals(year: 2021).isEmpty)
        #expect(try registry.sendings(kind: "referral").dropFirst().allSatisfy { $0.channel == "program" })
        #expect(try registry.verify().isEmpty)
    }

    @Test func whatDoesNotAnswerIsNotReferred() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func code(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch { return (error as? Problem)?.code }
        }
        #expect(
            code { try registry.propose(need: "KB-022", programme: "C19", from: "C-DKM", on: december) }
                == "referral.no-answer")
        #expect(
            code { try registry.propose(need: "KB-999", programme: "C07", from: "C-DKM", on: december) }
                == "referral.need-unknown")
        #expect(
            code { try registry.propose(need: "KB-022", programme: "C07", from: "X", on: december) }
                == "sheet.institution")
        #expect(code { try registry.step(referral: "RJ-99", .accepted, on: december) } == "referral.unknown")
        let first = try registry.propose(need: "KB-022", programme: "C07", from: "C-DKM", on: december)
        #expect(first.to == "C-KTK")
        #expect(
            code { try registry.propose(need: "KB-022", programme: "C07", from: "C-DKM", on: december) }
                == "referral.open")
        #expect(code { try registry.step(referral: first.code, .served, on: december) } == "referral.order")
        #expect(code { try registry.step(referral: first.code, .declined, on: december) } == "referral.reason")
        _ = try registry.step(referral: first.code, .withdrawn, on: december, reason: "Salah alamat")
        // A withdrawn referral counts as if it had not been made; the next one gets a code of its own.
        let second = try registry.propose(need: "KB-022", programme: "C07", from: "C-DKM", on: december)
        #expect(second.code != first.code)
    }

    @Test func aNeedThatARuleSeesIsWrittenDownWhenItIsReferred() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let before = try registry.supply(year: 2021, includeInferred: true)
        let need = try #require(before.needs.first { $0.need.rule == "ATR-NIB" && $0.state == .notOffered })
        let programme = try #require(need.next)
        let step = try registry.propose(need: need.need.code, programme: programme, from: "C-DKM", on: december)
        #expect(step.code.firstMatch(of: /[0-9]{16}/) == nil)
        let after = try registry.supply(year: 2021, includeInferred: true)
        let written = try #require(after.needs.first { $0.need.code == need.need.code })
        #expect(written.state == .inProgress)
        #expect(written.need.rule == "ATR-NIB" && written.isInferred)
        #expect(after.needs.count(where: { $0.need.code == need.need.code }) == 1)
        #expect(try registry.supply(year: 2021).needs.contains { $0.need.code == need.need.code })
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// The village example against what its generator planted: who was refused, by which rule, with which legal basis.
@Suite struct RefusalTests {
    private struct Truth: Decodable {
        struct Code: Decodable {
            var code: String?
            var people: Int
            var legal_basis: String?
            var received_2020: Int
            var by_stage: [String: Int]
        }
        var applicants: Int
        var paid: Int
        var amount: Int64
        var refused: Int
        var events: Int
        var refused_by_code: [Code]
    }

    private func imported(_ scratch: Scratch) throws -> (Registry, Int64) {
        let registry = try scratch.registry()
        let folder = try example("bpum-arjowilangun")
        let before = try registry.stage(
            ImportRequest(
                file: folder.appendingPathComponent("penerima-2020.csv"), programme: "BPUM",
                institution: "DESA-35.07.11.2008", fiscalYear: 2020, referenceDate: "2020-12-31"))
        _ = try registry.commit(before.batch.id)
        let applicants = try registry.stage(
            ImportRequest(
                file: folder.appendingPathComponent("pelamar.csv"), programme: "BPUM",
                institution: "DESA-35.07.11.2008", fiscalYear: 2021, referenceDate: "2021-09-30"))
        return (registry, try registry.commit(applicants.batch.id).id)
    }

    @Test func refusalsAgreeWithTheTruth() throws {
        let scratch = try Scratch()
        let (registry, batch) = try imported(scratch)
        #expect(try registry.refusals(of: batch) == nil)
        let folder = try example("bpum-arjowilangun")
        let truth = try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: folder.appendingPathComponent("truth.json")))
        #expect(try registry.addStages(from: folder.appendingPathComponent("tahapan.csv"), to: batch) == truth.events)
        let report = try #require(try registry.refusals(of: batch))
        #expect(report.applicants == truth.applicants)
        #expect(report.cashed == truth.paid)
        #expect(report.amount == truth.amount)
        #expect(report.refused == truth.refused)
        #expect(report.refusals.count == truth.refused_by_code.count)
        for expected in truth.refused_by_code {
            let found = try #require(report.refusals.first { $0.rule?.code == expected.code })
            #expect(found.people == expected.people)
            #expect(found.legalBasis == expected.legal_basis)
            #expect(found.receivedBefore == expected.received_2020)
            #expect(Dictionary(found.byStage.map { ($0.stage, $0.people) }, uniquingKeysWith: +) == expected.by_stage)
        }
        let local = try #require(report.refusals.first { $0.rule?.code == "bpum.local.not-previous-year" })
        #expect(local.contradictions(.id).isEmpty == false)
        #expect(report.refusedWithBasis + report.refusedWithoutBasis + report.refusedUnstated == truth.refused)
    }

    /// The entrepreneur's question: am I listed, and why not?
    @Test func aRefusedPersonSeesTheRule() throws {
        let scratch = try Scratch()
        let (registry, batch) = try imported(scratch)
        let folder = try example("bpum-arjowilangun")
        try registry.addStages(from: folder.appendingPathComponent("tahapan.csv"), to: batch)
        let text = try String(contentsOf: folder.appendingPathComponent("tahapan.csv"), encoding: .utf8)
        let row = try #require(text.split(separator: "\n").first { $0.contains("bpum.local.not-previous-year") })
        let nik = try #require(NIK.parse(String(row.split(separator: ";", omittingEmptySubsequences: false)[1])).value)
        let view = try registry.person(nik)
        #expect(view.lines.count == 2)
        let refused = try #require(view.decisions.last)
        #expect(refused.event.decision == StageDecision.refused.rawValue)
        #expect(refused.rule?.legalBasis == nil)
    }

    @Test(arguments: [
        ("NIK;Tahap;Pelaku;Waktu\n", "stages.columns"),
        ("NIK;Tahap;Pelaku;Waktu;Keputusan\n123;RT;A;2021-04-05T08:03:28+07:00;diusulkan\n", "nik.length"),
        ("NIK;Tahap;Pelaku;Waktu;Keputusan\n3507112208790002;RT;A;kemarin;diusulkan\n", "stages.time"),
        (
            "NIK;Tahap;Pelaku;Waktu;Keputusan\n3507112208790002;RT;A;2021-04-05T08:03:28+07:00;mungkin\n",
            "stages.decision"
        ),
    ])
    func unusableStagesAreRefusedWhole(text: String, code: String) throws {
        let scratch = try Scratch()
        let (registry, batch) = try imported(scratch)
        let file = try scratch.file("s.csv", text)
        let problem = #expect(throws: Problem.self) { try registry.addStages(from: file, to: batch) }
        #expect(problem?.code == code)
        #expect(try registry.overview().total("stage_events") == 0)
    }
}

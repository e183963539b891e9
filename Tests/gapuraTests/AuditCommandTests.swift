import Examples
import Foundation
import Testing

@Suite struct AuditCommandTests {
    @Test func aListIsAuditedAnsweredAndAuditedAgain() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func against(_ kind: String, _ path: String) throws -> [String] {
            ["--against", kind + "=" + (try ProgramRun.example(path))]
        }
        let proposals = try ProgramRun.example("one-gate/bpum-usulan-2021.csv")
        let list = ["audit", "--list", proposals, "--as-of", "2021-09-30"]
        let arguments =
            try list + against("kur@2021-12-31", "one-gate/kur-sikp.txt") + against("asn@2021-09-01", "audit/asn.csv")
        let run = try ProgramRun(
            arguments + ["--out", "hasil", "--sample", "12", "--seed", "5", "--format", "json"], in: folder)
        let answer = try run.json()
        #expect(run.status == 0 && (answer["not_checked"] as? [String])?.count == 7)
        let total = try #require(answer["total"] as? [String: Any])
        let sum = try #require(answer["sum"] as? [String: Any])
        let repeated = try #require(answer["counted_more_than_once"] as? [String: Any])
        for key in ["people", "lines", "rupiah"] {
            let (a, b) = (sum[key] as? Int ?? -1, repeated[key] as? Int ?? -1)
            #expect(a - b == total[key] as? Int)
        }
        for name in ["audit.html", "findings.csv", "totals.csv", "sample.csv"] {
            let text = try String(contentsOf: folder.appendingPathComponent("hasil/" + name), encoding: .utf8)
            #expect(!text.isEmpty && text.firstMatch(of: /[1-9][0-9]{15}(?![0-9a-f])/) == nil, "\(name)")
        }
        let findings = folder.appendingPathComponent("hasil/findings.csv")
        let lines = try String(contentsOf: findings, encoding: .utf8).split(separator: "\r\n")
        let settled = lines.map { $0.hasPrefix("ASN,") ? $0.replacing(/open,,$/, with: "open,pensiunan,gugur") : $0 }
        try Data(settled.joined(separator: "\r\n").utf8).write(to: folder.appendingPathComponent("jawaban.csv"))
        let again = try ProgramRun(arguments + ["--answers", "jawaban.csv", "--strict"], in: folder)
        #expect(again.status == 1 && again.output.contains("15 temuan selesai"))
        #expect(again.output.contains("tidak diperiksa") && again.output.contains("TIDAK DIPERIKSA"))
        let own = try ProgramRun(
            arguments + ["--answers", "hasil/findings.csv", "--out", "hasil"], in: folder)
        #expect(own.status == 73)
        #expect(try ProgramRun(["audit"], in: folder).status == 64)
        #expect(try ProgramRun(list + ["--against", "tetangga=a.csv"], in: folder).status == 64)
        #expect(try ProgramRun(list + ["--against", "asn=tidak-ada.csv"], in: folder).status == 66)
        #expect(try ProgramRun(list + ["--seed", "5"], in: folder).status == 64)
    }
}

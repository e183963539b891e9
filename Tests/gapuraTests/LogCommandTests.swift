import Foundation
import Testing

/// The log from the command line: who did what, what for, and what an auditor keeps elsewhere.
@Suite struct LogCommandTests {
    private let nik = "3507015501900001"

    private func registry() throws -> URL {
        let folder = try ProgramRun.folder()
        try Data("NIK;Nama\n\(nik);Siti Rekaan\n".utf8).write(to: folder.appendingPathComponent("a.csv"))
        let run = try gapura(
            ["import", "a.csv", "--programme", "UMI", "--institution", "DINKOP-35.07", "--commit"], folder)
        #expect(run.status == 0, "\(run.errors)")
        return folder
    }

    private func gapura(_ arguments: [String], _ folder: URL) throws -> ProgramRun {
        try ProgramRun(arguments, in: folder)
    }

    @Test func whatIsNotMaskedNeedsAPurpose() throws {
        let folder = try registry()
        defer { try? FileManager.default.removeItem(at: folder) }
        let masked = try gapura(["person", "show", nik], folder)
        #expect(masked.status == 0 && !masked.output.contains(nik))
        let refused = try gapura(["person", "show", nik, "--full"], folder)
        #expect(refused.status == 77)
        #expect(refused.output.isEmpty && refused.errors.contains("--purpose"))
        let full = try gapura(["person", "show", nik, "--full", "--purpose", "verifikasi lapangan"], folder)
        #expect(full.status == 0 && full.output.contains(nik) && full.output.contains("Siti Rekaan"))
        let log = try gapura(["log", "list", "--subject", nik, "--format", "json"], folder).jsonList()
        #expect(log.compactMap { $0["action"] as? String } == ["read-person", "read-person"])
        #expect(log.compactMap { $0["purpose"] as? String } == ["verifikasi lapangan"])
        #expect(Set(log.compactMap { $0["subject"] as? Int }).count == 1)
        let text = try gapura(["log", "--chain", "access"], folder)
        #expect(text.output.contains("verifikasi lapangan") && !text.output.contains(nik))
    }

    @Test func anchorsAreKeptAndHeldAgainst() throws {
        let (folder, other) = (try registry(), try registry())
        defer { for folder in [folder, other] { try? FileManager.default.removeItem(at: folder) } }
        for _ in 0..<2 {
            #expect(try gapura(["log", "anchor", "--out", "jangkar.txt"], folder).status == 0)
            #expect(try gapura(["person", "show", nik], folder).status == 0)
        }
        let kept = try String(contentsOf: folder.appendingPathComponent("jangkar.txt"), encoding: .utf8)
        #expect(kept.split(separator: "\n").count == 2)
        let sound = try gapura(["db", "verify", "--anchor", "jangkar.txt", "--format", "json"], folder)
        #expect(sound.status == 0)
        let answer = try sound.json()
        #expect(answer["verified"] as? Bool == true && answer["anchors"] as? Int == 2)
        #expect(((answer["log"] as? [String: Any])?["access"] as? [String: Any])?["entries"] as? Int == 3)
        let json = try gapura(["log", "anchor", "--format", "json"], folder)
        try Data(json.output.utf8).write(to: folder.appendingPathComponent("jangkar.json"))
        #expect(try gapura(["db", "verify", "--anchor", "jangkar.json"], folder).status == 0)
        // Another registry, or one from before, does not agree.
        try Data(kept.utf8).write(to: other.appendingPathComponent("jangkar.txt"))
        let foreign = try gapura(["db", "verify", "--anchor", "jangkar.txt"], other)
        #expect(foreign.status == 65 && foreign.output.contains("registri lain"))
        #expect(foreign.output.contains("tidak membuktikan apa pun") && !foreign.output.contains("terbukti lengkap"))
        try Data().write(to: folder.appendingPathComponent("kosong.txt"))
        let empty = try gapura(["db", "verify", "--anchor", "kosong.txt"], folder)
        #expect(empty.status == 65 && empty.errors.contains("tidak berisi jangkar"))
        try Data("bukan jangkar\n".utf8).write(to: folder.appendingPathComponent("rusak.txt"))
        let broken = try gapura(["db", "verify", "--anchor", "rusak.txt"], folder)
        #expect(broken.status == 65 && broken.errors.contains("rusak.txt"))
        #expect(try gapura(["db", "verify", "--anchor", "tidak-ada.txt"], folder).status == 66)
    }

    @Test func theLogIsNarrowed() throws {
        let folder = try registry()
        defer { try? FileManager.default.removeItem(at: folder) }
        func actions(_ arguments: String...) throws -> [String] {
            try gapura(["log", "list", "--format", "json"] + arguments, folder).jsonList().compactMap {
                $0["action"] as? String
            }
        }
        #expect(try actions("--action", "commit") == ["commit"])
        #expect(try actions("--action", "commit", "--until", "2020-01-01").isEmpty)
        #expect(try actions("--since", "2020-01-01", "--action", "stage") == ["stage"])
        #expect(try actions("--actor", "orang lain").isEmpty)
        let unknown = try gapura(["log", "list", "--action", "zzz"], folder)
        #expect(unknown.status == 64 && unknown.errors.contains("read-person"))
        #expect(try actions("--chain", "changes").last == "begin")
        #expect(try gapura(["log", "list", "--chain", "lain"], folder).status == 64)
        let csv = try gapura(["log", "list", "--format", "csv", "--action", "commit"], folder)
        #expect(csv.output.contains("menyimpan daftar"))
    }
}

import Foundation
import Indonesia
import Problems
import Registry

/// An audit of three lines with an answer.
enum FindingsSample {
    static func result(_ extra: String) throws -> AuditResult {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ text: String) throws -> URL {
            let url = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: url)
            return url
        }
        let list = try file(
            "Daftar 2021.csv",
            "NIK;Nama\n3507110101800001;Budi Santoso\n3507110201800002;Joko Widagdo\n3507110101800001;Budi Santoso\n;Tanpa Nomor\n"
        )
        let credit = try file(
            "Kredit 2021.csv", "NIK;Tanggal Akad;Tanggal Lunas\n3507110101800001;01/02/2020;01/02/2022\n")
        let day = CalendarDate(year: 2021, month: 9, day: 30)
        var result = try ListAudit(list, programme: "BPUM", today: CalendarDate.last).run(
            against: [ReferenceRequest(kind: .credit, file: credit, asOf: day)], day: day, benefit: { _ in 1_200_000 })
        let found = result[result.count - 1]
        let rebuttal = ("dibantah" + extra).replacing("\"", with: "\"\"")
        let answers = try file(
            "Jawaban.csv",
            "category,row,nik,name,sanggahan,tindak_lanjut\n\(found.category.code),\(found.row),\(found.nik),\(found.name),\"\(rebuttal)\",proses\n"
        )
        _ = try result.take(answers: answers)
        return result
    }
}

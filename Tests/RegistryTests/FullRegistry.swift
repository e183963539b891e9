import Foundation
import Indonesia
import Registry
import Store
import Testing

extension Scratch {
    /// A registry in which every table has rows.
    func full() throws -> Registry {
        let registry = try coordination(withCompanions: true)
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        try registry.findMatches()
        let proposals = try registry.matches(open: false).prefix(2).map(\.candidate.pair)
        try #require(proposals.count == 2)
        _ = try registry.revealMatch(proposals[0])
        let decision = try registry.decide(proposals[0], .same)
        _ = try registry.decide(proposals[1], .different)
        try registry.undo(decision: decision.id, note: "uji")
        try takeAgain(registry)
        try changeWhatIsKnownBeforehand(of: registry)
        try ruleOnList(of: registry)
        let file = try file("nanti.csv", "NIK;Nama\n3507015501900009;Budi Rekaan\n1;\n")
        _ = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "BRI"))
        return registry
    }

    /// What rules came to for a list, and an appeal.
    private func ruleOnList(of registry: Registry) throws {
        let text = """
            programme: UMI
            version: "1"
            rules:
              - {code: a, kind: requirement, expression: person.electronic_card, statement: {id: a, en: a}}
            """
        let batch = try #require(try registry.batches().first { $0.name == "lagi" && $0.state == .committed })
        let rules = try RuleLibrary.named(file("aturan.yaml", text).path)
        let stored = try registry.rule(batch: batch.id, by: [rules], on: CalendarDate("2021-12-31"))
        let row = try #require(stored.cases.first?.row)
        _ = try registry.appeal(
            stored.ruling.id, row: row,
            bringing: AppealEvidence(facts: #"{"person.electronic_card": true}"#, source: "KTP dilihat"))
    }

    /// A list sent again changes what it brought, and one that is undone leaves what had stood.
    private func takeAgain(_ registry: Registry) throws {
        let header = "NIK;No KK;Nama;Bidang Usaha;Nama Kelompok\n"
        func take(_ name: String, _ row: String) throws -> Int64 {
            let file = try file("\(name).csv", header + row + "\n")
            return try registry.commit(
                registry.stage(ImportRequest(file: file, programme: "UMI", institution: "BRI", name: name)).batch.id
            ).id
        }
        for name in ["Siti Rekaan", "Siti Rekaan Baru"] {
            _ = try take("lagi", "3507015501900001;3507010101200001;\(name);Warung;Melati 1")
        }
        let wrong = try take("salah", "3507015501900003;3507010101200003;Tini Rekaan;Kue;Mawar 1")
        let steps = "NIK,Tahap,Pelaku,Waktu,Keputusan\n3507015501900003,usulan,Dinas,2021-01-01T00:00:00Z,diusulkan\n"
        try registry.addStages(from: file("tahap.csv", steps), to: wrong)
        _ = try registry.undo(wrong, reason: "keliru")
    }

    /// Regulations, institutions and classes change too, and events name other people.
    private func changeWhatIsKnownBeforehand(of registry: Registry) throws {
        try registry.importBusinessClasses([BusinessClassRecord(edition: "2020", code: "47111", title: "Warung")])
        try registry.importBusinessClassChanges([
            BusinessClassChangeRecord(fromEdition: "2015", fromCode: "47111", toEdition: "2020", toCode: "47111")
        ])
        try registry.take(
            "peristiwa",
            [
                "nik": "3507015501900001", "peristiwa": "diganti", "tanggal_peristiwa": "2021-05-01",
                "sumber": "Surat desa", "pengganti": "3507015501900003", "program": "UMI",
            ])
        let folder = url.appendingPathComponent("katalog")
        try FileManager.default.copyItem(at: example("catalogue"), to: folder)
        func change(_ name: String, _ change: (String) -> String) throws {
            let file = folder.appendingPathComponent(name)
            try Data(change(String(decoding: Data(contentsOf: file), as: UTF8.self)).utf8).write(to: file)
        }
        try change("rules.csv") { $0.replacing("Rp2.400.000 satu kali", with: "Rp2.400.000 sekali") }
        try change("institutions.json") {
            $0.replacing("\"Kementerian Koperasi dan UKM\"", with: "\"Kementerian UMKM\"")
        }
        try change("compatibility.csv") { text in
            text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
        }
        try registry.loadCatalogue(from: folder)
    }
}

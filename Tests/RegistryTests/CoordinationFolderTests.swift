import Foundation
import Problems
import Registry
import Store
import Testing

/// The bundled coordination example through the gate.
@Suite struct CoordinationFolderTests {
    private struct Rows: Decodable {
        var rows: [String: Int]
    }

    @Test func everySheetOfTheExampleIsStored() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let folder = try example("coordination")
        let rows = try JSONDecoder().decode(
            Rows.self, from: Data(contentsOf: folder.appendingPathComponent("truth.json"))
        ).rows
        let receipt = try registry.loadCoordination(from: folder)
        for sheet in receipt.sheets {
            #expect(sheet.isStored && sheet.reconciles && sheet.refused == 0)
            let name = sheet.sending.name
            #expect(sheet.sending.rows == rows[name] ?? rows["laporan/" + name], "\(name)")
        }
        for batch in receipt.batches {
            #expect(batch.state == .committed)
            #expect(batch.counts.read == rows["daftar/\(batch.name).csv"], "\(batch.name)")
            #expect(batch.counts.refused == 0)
        }
        #expect(receipt.sheets.count + receipt.batches.count == 29)
        #expect(try registry.institutions().count { $0.code.hasPrefix("C-") } == 12)
        #expect(try registry.verify().isEmpty)
    }

    @Test func companionsComeWithTheirDecisions() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let receipt = try registry.loadCoordination(from: example("coordination"), withCompanions: true)
        let village = try #require(receipt.batches.last)
        #expect(village.programme == "BPUM")
        #expect(try #require(try registry.refusals(of: village.id)).cashed > 0)
    }

    @Test func theBrokenReportNamesEachFaultAndStoresNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let folder = try example("coordination")
        try registry.loadCoordination(from: folder)
        let before = try registry.sendings().count
        let receipt = try registry.takeIn(Sheet(folder.appendingPathComponent("laporan/rusak.csv")))
        #expect(!receipt.isStored && receipt.reconciles)
        #expect(
            receipt.problems.map { "\($0.place.row ?? 0) \($0.place.column ?? "") \($0.code)" } == [
                "3 program sheet.programme", "4 nilai sheet.number", "5 nilai sheet.number", "6 wilayah sheet.region",
                "7 periode sheet.period", "8 ukuran sheet.choice", "9 nilai sheet.empty",
            ])
        #expect(try registry.sendings().count == before)
    }

    @Test func aRefusedSheetEndsTheFolder() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try scratch.file("i.json", "[]")
        _ = try scratch.file(
            "p.csv", "kode,tahun,nama,penanggung_jawab,jenis,unit_sasaran\nX,2021,Nama,SIAPA,J05,orang\n")
        _ = try scratch.file(
            "manifest.json", #"{"institutions":"i.json","imports":[{"kind":"program","file":"p.csv"}]}"#)
        let problem = #expect(throws: Problem.self) { try registry.loadCoordination(from: scratch.url) }
        #expect(problem?.code == "sheet.institution")
        #expect(problem?.place == Place(file: "p.csv", row: 2, column: "penanggung_jawab"))
    }
}

import Foundation
import Indonesia
import Registry
import Store
import Testing

/// Lines are taken in portions: where two lines of one person stand in different ones, the result is that of one portion.
@Suite struct PortionTests {
    private static let header = "nik|nama|jml_kredit|keterangan|status_akad|tgl_akad|no_hp\n"
    private static let number = "3507015501900001"

    /// Two lines of one person, so many empty rows apart.
    private func list(_ scratch: Scratch, _ phones: [String], business: String = "Warung", apart: Int) throws -> URL {
        let rows = zip(phones, ["01022021", "05032021"]).map { phone, date in
            "\(Self.number)|Siti Rekaan|1000000|\(business)|1|\(date)|\(phone)\n"
        }
        let gap = String(repeating: "\n", count: apart)
        return try scratch.file(UUID().uuidString + ".txt", Self.header + rows.joined(separator: gap))
    }

    private func take(_ file: URL, _ registry: Registry) throws -> BatchRecord {
        try registry.commit(
            registry.stage(
                ImportRequest(
                    file: file, programme: "KUR", institution: "BRI", profile: "sikp-calon-debitur", name: "kur")
            ).batch.id)
    }

    @Test(arguments: [0, 40_000]) func laterLinesGoOnFromEarlierOnes(apart: Int) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try #require(NIK.parse(Self.number).value)
        _ = try take(list(scratch, ["081200000000", "081200000000"], apart: apart), registry)
        let second = try take(
            list(scratch, ["081211111111", "081222222222"], business: "Bengkel", apart: apart), registry)
        #expect(second.counts.updated == 2)
        #expect(try registry.person(nik).person?.phone == "+6281222222222")
        #expect(try registry.person(nik).enterprises.map(\.business) == ["Bengkel"])
        let kept = try registry.database.read {
            try $0.all("SELECT phone FROM past_person") { $0.string(0) }
        }
        #expect(kept == ["+6281200000000"])
        #expect(try registry.verify() == [])
        _ = try registry.undo(second.id)
        #expect(try registry.person(nik).person?.phone == "+6281200000000")
        #expect(try registry.person(nik).enterprises.map(\.business) == ["Warung"])
        #expect(try registry.verify() == [])
    }

    @Test(arguments: [0, 40_000]) func gapsAreFilledByTheLastLine(apart: Int) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try #require(NIK.parse(Self.number).value)
        let first = try scratch.file("a.csv", "NIK;Nama\n\(Self.number);Siti Rekaan\n")
        _ = try registry.commit(
            registry.stage(ImportRequest(file: first, programme: "UMI", institution: "BRI")).batch.id)
        let second = try take(list(scratch, ["081211111111", "081222222222"], apart: apart), registry)
        #expect(second.counts.new == 2)
        #expect(try registry.person(nik).person?.phone == "+6281222222222")
        #expect(try registry.person(nik).enterprises.map(\.business) == ["Warung"])
        #expect(try registry.verify() == [])
        _ = try registry.undo(second.id)
        #expect(try registry.person(nik).person?.phone == nil)
        #expect(try registry.verify() == [])
    }
}

import Foundation
import Problems
import Registry
import Store
import Testing

/// Types of enterprises and rules about needs as data.
@Suite struct TypologyTests {
    private func type(_ cells: [String: String], _ scratch: Scratch) throws -> String? {
        let registry = try scratch.registry()
        var row = ["nik": "3507015501900001", "tanggal": "2021-03-01", "wilayah": "35.07.01.2006"]
        row.merge(cells) { $1 }
        try registry.take("profile", row)
        try registry.take(
            "need",
            [
                "nik": "3507015501900001", "wilayah": "35.07.01.2006", "kebutuhan": "K5", "asal": "survei",
                "tanggal": "2021-03-01",
            ])
        return try registry.supply(year: 2021).needs.first?.type
    }

    @Test(arguments: [
        (["sektor": "kuliner", "lama_usaha_bulan": "35", "pembukuan": "tidak"], "T-PANGAN-BARU"),
        (["sektor": "kuliner", "lama_usaha_bulan": "36", "pembukuan": "tidak"], "T-PANGAN"),
        (["sektor": "kuliner", "pembukuan": "tidak"], "T-PANGAN"),
        (["sektor": "industri", "pembukuan": "ya"], "T-SIAP-SERTIFIKAT"),
        (["sektor": "industri"], "T-PERAJIN"), (["sektor": "peternakan"], "T-TERNAK"),
        (["sektor": "perdagangan"], "T-WARUNG"), (["sektor": "perdagangan", "pasar": "daring"], "T-DARING"),
        (["sektor": "perdagangan", "kelas_usaha": "kecil"], "T-KECIL"), ([:], "other"),
        // Incorporated, whatever its size; neither a group nor a limited partnership is.
        (["sektor": "perdagangan", "kelas_usaha": "mikro", "badan_hukum": "pt_perorangan"], "T-KECIL"),
        (["sektor": "perdagangan", "badan_hukum": "koperasi"], "T-KECIL"),
        (["sektor": "perdagangan", "kelas_usaha": "menengah", "badan_hukum": "belum"], "T-KECIL"),
        (["sektor": "perdagangan", "kelas_usaha": "mikro", "badan_hukum": "kelompok"], "T-WARUNG"),
        (["sektor": "perdagangan", "badan_hukum": "cv"], "T-WARUNG"),
    ])
    func theFirstTypeThatHoldsDecides(cells: [String: String], expected: String) throws {
        #expect(try type(cells, Scratch()) == expected)
    }

    @Test func groupsAndVillagesAreTypesOfTheirOwn() throws {
        let report = try Sample.registry().supply(year: 2021)
        let types = Dictionary(grouping: report.needs, by: \.need.subjectKind).mapValues { Set($0.map(\.type)) }
        #expect(types[.village] == ["T-DESA"])
        #expect(types[.group] == ["T-PURNA-MIGRAN", "T-KELOMPOK", "T-KLASTER", "T-KOPERASI", "T-INDUK"])
        let people = try #require(types[.person])
        #expect(people.isDisjoint(with: ["T-DESA", "T-KELOMPOK"]) && people.count > 5)
        for type in report.typology.types { #expect(type.name(.id) != type.name(.en)) }
    }

    @Test func aUsersTypologyReplacesTheOneBefore() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        _ = try scratch.file(
            "typology.json",
            #"{"types": [{"code": "SEMUA", "name": {"id": "Semua", "en": "All"}, "unit": "person"}]}"#)
        try registry.loadCatalogueData(from: scratch.url)
        #expect(try registry.typology()?.types.map(\.code) == ["SEMUA"])
        let types = Set(try registry.supply(year: 2021).needs.map(\.type))
        #expect(types == ["SEMUA", "other"])
        // The rules stay, as no file of them was there; the earlier typology stays as a version.
        #expect(try registry.needRules()?.rules.count == 4)
        #expect(try registry.versions(kind: "typology", key: "all").map(\.entry.version) == [1, 2])
        // The same again is no new version.
        try registry.loadCatalogueData(from: scratch.url)
        #expect(try registry.versions(kind: "typology", key: "all").count == 2)
        let last = try #require(try registry.versions(kind: "typology", key: "all").last)
        _ = try registry.undoSending(last.sending.id)
        #expect(try #require(try registry.typology()).types.count > 10)
    }

    @Test(arguments: [
        (
            "typology.json",
            #"{"types": [{"code": "A", "name": {"id": "A"}, "unit": "person", "when": {"sektor": ["culinary"]}}]}"#
        ),
        (
            "typology.json",
            #"{"types": [{"code": "A", "name": {"id": "A"}, "unit": "person", "when": {"sector": ["kulinar"]}}]}"#
        ),
        ("typology.json", #"{"types": [{"code": "A", "name": {"id": "A"}, "unit": "orang"}]}"#),
        (
            "typology.json",
            #"{"types": [{"code": "A", "name": {"id": "A"}, "unit": "person", "when": {"anyOf": []}}]}"#
        ),
        (
            "typology.json",
            #"{"types": [{"code": "A", "name": {"id": "A"}, "unit": "person", "when": {"anyOf": [{"size": []}]}}]}"#
        ),
        ("need-rules.json", #"{"rules": [{"code": "A", "when": {}, "need": "K9", "statement": {}, "basis": {}}]}"#),
        (
            "need-rules.json",
            #"{"rules": [{"code": "A", "when": {"cashDays": {"below": 10}}, "need": "K5", "statement": {}, "basis": {}}]}"#
        ),
    ])
    func whatNobodyKnowsIsRefused(name: String, text: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let before = try registry.sendings().count
        _ = try scratch.file(name, text)
        #expect {
            try registry.loadCatalogueData(from: scratch.url)
        } throws: { ($0 as? Problem)?.code == "catalogue.unreadable" && ($0 as? Problem)?.place.file == name }
        #expect(try registry.sendings().count == before)
    }
}

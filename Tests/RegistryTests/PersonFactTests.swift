import Indonesia
import Problems
import Registry
import Store
import Testing

/// Papers, addresses, households, enterprises and memberships, as sheets tell them.
@Suite struct PersonFactTests {
    private static let nik = "3507015501900001"
    private static let other = "3507015501900002"
    private let village = "35.07.01.2006"

    private func facts(_ registry: Registry, _ nik: String = nik) throws -> PersonFacts {
        try registry.person(#require(NIK.parse(nik).value)).facts
    }

    private func codes(_ registry: Registry, _ kind: String, _ row: [String: String]) throws -> [String] {
        try registry.takeIn(
            Sheet(name: "uji", channel: "form", rows: [row]), as: SheetKinds.bundled.kind(kind), isDryRun: true
        ).problems.map(\.code)
    }

    @Test(
        arguments: [
            ("nib", "0234567890123", nil), ("nib", "12345", "nib.length"), ("sku", "503/12/2021", nil),
            ("paspor", "A1234567", nil), ("paspor", "?", "sheet.document-number"), ("e_ktp", nik, nil),
            ("e_ktp", other, "document.other-holder"), ("kk", "3507011501100001", nil), ("kk", "350701", "kk.length"),
            ("npwp", "09.254.294.3-407.000", nil),
        ] as [(String, String, String?)])
    func aDocumentHasANumberOfItsKind(type: String, number: String, code: String?) throws {
        let scratch = try Scratch()
        let row = ["nik": Self.nik, "jenis_dokumen": type, "nomor_dokumen": number, "sumber": "petugas"]
        #expect(try codes(scratch.registry(), "dokumen", row) == [code].compactMap { $0 })
    }

    @Test func documentsAreKeptMaskedAndKnownToExpire() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.take(
            "dokumen",
            [
                "nik": Self.nik, "jenis_dokumen": "nib", "nomor_dokumen": "0234567890123", "terbit": "2021-01-01",
                "berlaku_sampai": "2021-12-31", "sumber": "petugas",
            ])
        let document = try #require(try facts(registry).documents.first)
        #expect(document.isExpired(on: try #require(CalendarDate("2022-01-01"))))
        #expect(!document.isExpired(on: try #require(CalendarDate("2021-12-31"))))
        let kind = try SheetKinds.bundled.kind("dokumen")
        let shown = try registry.standing(kind).map { kind.csv([$0], .id) }.joined()
        #expect(!shown.contains("0234567890123") && !shown.contains(Self.nik))
    }

    @Test func theNewestAddressOfEachUseHolds() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (use, since, region) in [
            ("ktp", "2019-01-01", "35.07"), ("ktp", "2015-01-01", "33.02"), ("usaha", "2020-06-01", village),
        ] {
            try registry.take(
                "alamat",
                [
                    "nik": Self.nik, "jenis_alamat": use, "sejak": since, "alamat": "Dusun Rekaan", "rt": "02",
                    "rw": "005", "kode_wilayah": region, "sumber": "KTP",
                ])
        }
        let found = try facts(registry).addresses
        #expect(found.map(\.use) == ["business", "identity-card"])
        #expect(found.map(\.region) == [village, "35.07"])
        // As it was written, with its zeros.
        #expect(found.map(\.rw) == ["005", "005"])
    }

    @Test func aHouseholdIsWhoLivesInItNow() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func state(_ date: String, _ members: String) throws {
            try registry.take(
                "rumah_tangga",
                [
                    "kode_rumah_tangga": "RT-1", "per_tanggal": date, "kode_desa": village,
                    "kepala_rumah_tangga": Self.nik, "anggota_rumah_tangga": members, "sumber": "sensus",
                ])
        }
        try state("2021-01-01", Self.other)
        #expect(try facts(registry, Self.other).households.map(\.people) == [[Self.nik, Self.other]])
        try state("2021-07-01", "")
        #expect(try facts(registry, Self.other).households.isEmpty)
        #expect(try facts(registry).households.map(\.people) == [[Self.nik]])
        // A state of an earlier day that comes later changes nothing of today.
        try state("2020-01-01", Self.other)
        #expect(try facts(registry, Self.other).households.isEmpty)
    }

    /// UU 20/2008: micro to Rp50 m of assets and Rp300 m of sales. PP 7/2021: micro to Rp2 bn of sales, or Rp1 bn of
    /// capital for a new one.
    @Test(
        arguments: [
            ("40000000", "200000000", "", ["micro", "micro"], false),
            ("400000000", "500000000", "", ["small", "micro"], true),
            ("40000000", "500000000", "", [nil, "micro"], true),
            ("1500000000", "", "ya", ["medium", "small"], true),
        ] as [(String, String, String, [String?], Bool)])
    func bothRuleSetsAreNamed(assets: String, sales: String, isNew: String, classes: [String?], differ: Bool) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.take(
            "usaha",
            [
                "kode_usaha": "U-1", "nik_pemilik": Self.nik, "per_tanggal": "2021-03-01",
                "bidang_usaha": "jualan gorengan", "kbli_edisi": "2020", "kbli_kode": "56102", "aset_bersih": assets,
                "omzet_tahunan": sales, "usaha_baru": isNew, "sumber": "petugas",
            ])
        let found = try #require(try facts(registry).enterprises.first)
        #expect(found.sizes.map(\.rules) == [.law20of2008, .regulation7of2021])
        #expect(found.sizes.map { $0.sizeClass?.rawValue } == classes)
        #expect(found.hasTwoSizes == differ)
        #expect(found.business == "jualan gorengan")
    }

    @Test(
        arguments: [
            (["kbli_kode": "56102"], "enterprise.kbli-edition"), (["kbli_edisi": "2020"], "enterprise.kbli-edition"),
            (["kbli_edisi": "2020", "kbli_kode": "gorengan"], "enterprise.kbli-code"), (["nib": "1"], nil),
            (["nib": "12345"], "nib.length"),
        ] as [([String: String], String?)])
    func aClassificationCodeStandsWithItsEdition(more: [String: String], code: String?) throws {
        let scratch = try Scratch()
        let row = [
            "kode_usaha": "U-1", "nik_pemilik": Self.nik, "per_tanggal": "2021-03-01", "bidang_usaha": "Warung",
            "sumber": "petugas",
        ]
        let found = try codes(scratch.registry(), "usaha", row.merging(more) { $1 })
        #expect(found == (more["nib"] == "1" ? ["sheet.document-number"] : [code].compactMap { $0 }))
    }

    /// Where the edition is at hand, a code that it does not hold is told; it is taken in all the same.
    @Test(
        arguments: [
            ("2020", "56102", nil), ("2020", "561", nil), ("2020", "99999", "enterprise.kbli-unknown"),
            ("2015", "99999", nil), ("2020", "G", nil),
        ] as [(String, String, String?)])
    func aCodeStandsInTheEditionAtHand(edition: String, code: String, problem: String?) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.importBusinessClasses([BusinessClassRecord(edition: "2020", code: "56102", title: "Kedai makanan")]
        )
        let row = [
            "kode_usaha": "U-1", "nik_pemilik": Self.nik, "per_tanggal": "2021-03-01", "bidang_usaha": "Warung",
            "kbli_edisi": edition, "kbli_kode": code, "sumber": "petugas",
        ]
        #expect(try codes(registry, "usaha", row) == [problem].compactMap { $0 })
        try registry.take("usaha", row)
        #expect(try facts(registry).enterprises.first?.kbliCode == code)
    }

    @Test func membershipsAreOfGroupsThatAreKnown() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let row = [
            "kode_kelompok": "KLP-9", "nik_anggota": Self.nik, "sejak": "2020-01-01", "sampai": "2021-01-01",
            "subkelompok": "2", "peran": "ketua_subkelompok",
        ]
        #expect(try codes(registry, "keanggotaan", row) == ["sheet.unknown"])
        try registry.take(
            "kelompok", ["kode": "KLP-9", "nama": "Melati", "jenis": "usaha", "wilayah": village])
        #expect(try codes(registry, "keanggotaan", row.merging(["sampai": "2019-01-01"]) { $1 }) == ["sheet.order"])
        try registry.take("keanggotaan", row)
        let found = try #require(try facts(registry).memberships.first)
        #expect(found.group == "KLP-9" && found.subgroup == "2" && found.role == "subgroup-leader")
    }
}

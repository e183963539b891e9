import Indonesia
import Testing

@Suite("Names and numbers reduced for comparison")
struct ComparisonTests {
    private func form(_ name: String) -> String {
        var writer = ComparisonName()
        var out: [UInt8] = []
        writer.write(name.utf8Span.span, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("MOH. SALEH", "Muhammad Saleh"), ("M. Yusuf", "Muhamad Yusuf"), ("Soekirno", "Sukirno"),
        ("Djoko Tjahjono", "joko cahjono"), ("H. Ahmad Fauzi, S.E.", "Achmad Fauzi"), ("Hj. Siti Aminah", "St. Aminah"),
        ("Sitti Khadijah", "Siti Hadijah"), ("BUDI  SANTOSO", "budi santoso"),
        ("Abd. Rahman bin Kasim", "Abdul Rahman"),
        ("José Pérez", "Jose Perez"), ("Dra. Noer Hayati", "Nur Hayati"), ("Syaiful Bachri SE", "Syaiful Bachri"),
        ("Ma'ruf", "Maruf"), ("Taufiq (Opik)", "taufiq opik"),
    ])
    func meet(one: String, other: String) {
        #expect(form(one) == form(other))
        #expect(!form(one).isEmpty)
    }

    @Test(arguments: [("Sofyan", "Sopyan"), ("Rina", "Rini"), ("Ahmad Fauzi", "Ahmad Rizki"), ("H. Slamet", "Haryono")])
    func stayApart(one: String, other: String) { #expect(form(one) != form(other)) }

    @Test(arguments: ["", "-", "0", "NULL", "tidak ada", "Tdk ada", "belum ada", "kosong", "  "])
    func nothing(text: String) { #expect(form(text) == "") }

    /// A title alone is kept: it may be all the name there is.
    @Test func titlesAlone() {
        #expect(form("Haji") == "haji")
        #expect(form("Raden") == "raden")
        #expect(form("M") == "m")
    }

    @Test func anyBytesGiveSomething() {
        var writer = ComparisonName()
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0...600)).map { _ in UInt8.random(in: 0...255) }
            var out: [UInt8] = []
            writer.write(bytes.span, to: &out)
            // 256 letters at most, with a blank between words.
            #expect(out.count <= 512)
        }
    }

    @Test func identity() {
        func read(_ text: String) -> UInt64? { ComparisonDigits.identity(text.utf8Span.span) }
        #expect(read("3507111203800001") == 3_507_111_203_800_001)
        #expect(read("'3507111203800001") == 3_507_111_203_800_001)
        #expect(read("3507 1112 0380 0001") == 3_507_111_203_800_001)
        for nothing in [
            "", "0", "-", "0000000000000000", "1111111111111111", "1234567890123456", "3200000000000000",
            "350711120380000", "3,50711E+15", "tidak ada",
        ] { #expect(read(nothing) == nil, "\(nothing)") }
    }

    @Test func phones() {
        func read(_ text: String) -> UInt64? { ComparisonDigits.phone(text.utf8Span.span) }
        #expect(read("081234567890") == 6_281_234_567_890)
        #expect(read("+62 812-3456-7890") == 6_281_234_567_890)
        #expect(read("6281234567890") == 6_281_234_567_890)
        for nothing in ["", "0", "-", "080000000000", "tidak ada"] { #expect(read(nothing) == nil, "\(nothing)") }
    }

    @Test func areas() {
        func read(_ text: String) -> String? {
            ComparisonDigits.area(text.utf8Span.span).map { "\($0.number)/\($0.count)" }
        }
        #expect(read("3507112003") == "3507112003/10")
        #expect(read("35.07.11.2003") == "3507112003/10")
        #expect(read("3507110000") == "350711/6")
        #expect(read("3507") == "3507/4")
        for nothing in ["", "0", "abc", "35071", "35071120031"] { #expect(read(nothing) == nil, "\(nothing)") }
    }
}

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

    /// The fast form is that of the plain one, over words that matter, letters that matter and any bytes.
    @Test func formsAreThoseOfThePlainWay() {
        var (fast, plain) = (ComparisonName(), PlainComparisonName())
        let words = [
            "H.", "Hj", "MOH", "m", "St", "st.", "Siti", "bin", "binti", "bt", "S.E", "se", "SPd", "Drs", "tidak",
            "ada",
            "belum", "nan", "Abd", "Noer", "Ach", ",", "Tjahjono", "Djoko", "kkhadhija", "sjarief", "O'e", "É", "Ÿ",
            "alm", "ustadz", "phph", "iiyy", "oeoe", "-", "  ", "sitti",
        ]
        let letters = Array("oedjtsphkziyaá'` ,.\u{C3}".utf8)
        for round in 0..<6000 {
            var bytes: [UInt8] = []
            switch round % 3 {
            case 0:
                let count = Int.random(in: 0...7)
                bytes = Array((0..<count).map { _ in words.randomElement() ?? "" }.joined(separator: " ").utf8)
            case 1: bytes = (0..<Int.random(in: 0...40)).map { _ in letters.randomElement() ?? 0x20 }
            default: bytes = (0..<Int.random(in: 0...400)).map { _ in UInt8.random(in: 0...255) }
            }
            var (one, other): ([UInt8], [UInt8]) = ([0x21], [0x21])
            fast.write(bytes.span, to: &one)
            plain.write(bytes.span, to: &other)
            #expect(one == other, "\(bytes)")
        }
    }

    /// Words that grow the most find room.
    @Test(arguments: ["moh ", "m ", "abd ", "st ", "a ", "nor "])
    func namesOfManyWords(word: String) {
        var (one, other): ([UInt8], [UInt8]) = ([], [])
        let name = String(repeating: word, count: 200)
        var (fast, plain) = (ComparisonName(), PlainComparisonName())
        fast.write(name.utf8Span.span, to: &one)
        plain.write(name.utf8Span.span, to: &other)
        #expect(one == other)
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

import Kernels
import Testing

/// The bit-parallel measures against the loops of the textbooks.
@Suite("Distances and similarities of texts")
struct TextMeasureTests {
    /// Jaro's and Winkler's definition, character by character.
    static func jaroWinkler(_ a: [UInt8], _ b: [UInt8]) -> Double {
        if a.isEmpty || b.isEmpty { return a.isEmpty && b.isEmpty ? 1 : 0 }
        let window = max(0, max(a.count, b.count) / 2 - 1)
        var usedA = a.map { _ in false }
        var usedB = b.map { _ in false }
        var common = 0
        for (j, letter) in b.enumerated() {
            for i in max(0, j - window)..<max(max(0, j - window), min(a.count, j + window + 1))
            where !usedA[i] && a[i] == letter {
                usedA[i] = true
                usedB[j] = true
                common += 1
                break
            }
        }
        guard common > 0 else { return 0 }
        let first = a.indices.filter { usedA[$0] }.map { a[$0] }
        let second = b.indices.filter { usedB[$0] }.map { b[$0] }
        let swapped = zip(first, second).count { $0 != $1 } / 2
        let m = Double(common)
        let jaro = (m / Double(a.count) + m / Double(b.count) + (m - Double(swapped)) / m) / 3
        guard jaro > 0.7 else { return jaro }
        let prefix = zip(a, b).prefix(4).prefix { $0 == $1 }.count
        return jaro.addingProduct(Double(prefix) * 0.1, 1 - jaro)
    }

    /// Wagner and Fischer's table, with swaps of neighbours where `transposing`.
    static func distance(_ a: [UInt8], _ b: [UInt8], transposing: Bool) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { rows[i][0] = i }
        for j in 0...b.count { rows[0][j] = j }
        for i in stride(from: 1, through: a.count, by: 1) {
            for j in stride(from: 1, through: b.count, by: 1) {
                rows[i][j] = min(
                    rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if transposing, i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
                }
            }
        }
        return rows[a.count][b.count]
    }

    static func word(_ letters: Int, _ longest: Int) -> [UInt8] {
        (0..<Int.random(in: 0...longest)).map { _ in UInt8(97 + Int.random(in: 0..<letters)) }
    }

    /// A text a few edits away.
    static func edited(_ text: [UInt8], _ letters: Int) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 0...3) where !text.isEmpty {
            let at = Int.random(in: 0..<text.count)
            switch Int.random(in: 0..<4) {
            case 0: text.remove(at: at)
            case 1: text.insert(UInt8(97 + Int.random(in: 0..<letters)), at: at)
            case 2: text[at] = UInt8(97 + Int.random(in: 0..<letters))
            default: if at > 0 { text.swapAt(at, at - 1) }
            }
        }
        return text
    }

    @Test(arguments: [2, 4, 26])
    func agreeWithTheTextbook(letters: Int) {
        let measures = TextMeasures()
        for round in 0..<1500 {
            let a = Self.word(letters, round % 3 == 0 ? 64 : 14)
            let b = Array((round % 2 == 0 ? Self.edited(a, letters) : Self.word(letters, 20)).prefix(64))
            #expect(measures.jaroWinkler(a, b) == Self.jaroWinkler(a, b), "\(a) \(b)")
            #expect(measures.levenshtein(a, b) == Self.distance(a, b, transposing: false), "\(a) \(b)")
            #expect(measures.optimalAlignment(a, b) == Self.distance(a, b, transposing: true), "\(a) \(b)")
        }
    }

    /// No measure depends on which text comes first; without that, the order of the rows would show in the result.
    @Test func symmetry() {
        let measures = TextMeasures()
        for _ in 0..<1500 {
            let a = Self.word(3, 20)
            let b = Self.edited(a, 3)
            #expect(measures.jaroWinkler(a, b) == measures.jaroWinkler(b, a), "\(a) \(b)")
            #expect(measures.optimalAlignment(a, b) == measures.optimalAlignment(b, a), "\(a) \(b)")
        }
    }

    @Test func digitsAgreeWithTheTextbook() {
        for round in 0..<5000 {
            let a = (0..<Int.random(in: 0...16)).map { _ in UInt8(48 + Int.random(in: 0..<(round % 2 == 0 ? 3 : 10))) }
            let b = Array(Self.edited(a, 3).map { $0 >= 97 ? $0 - 49 : $0 }.prefix(16))
            let (x, y) = (DigitStrings.packed(a.span), DigitStrings.packed(b.span))
            #expect(DigitStrings.text(x).utf8.elementsEqual(a))
            #expect(DigitStrings.length(x) == a.count)
            for swaps in [true, false] {
                let distance = Self.distance(a, b, transposing: swaps)
                for limit in 0...3 {
                    let isWithin = DigitStrings.isWithin(x, y, limit, swaps: swaps)
                    #expect(isWithin == (distance <= limit), "\(a) \(b) \(limit) \(swaps)")
                }
            }
            let unlike = zip(a, b).count { $0 != $1 } + abs(a.count - b.count)
            #expect(DigitStrings.differing(x, y) == unlike)
        }
    }

    @Test func numbersBecomeTheirDigits() {
        for count in 1...16 {
            for _ in 0..<50 {
                let digits = (0..<count).map { _ in UInt8(48 + Int.random(in: 0...9)) }
                let number = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 48) }
                #expect(DigitStrings.packed(number, count: count) == DigitStrings.packed(digits.span), "\(digits)")
            }
        }
    }

    @Test func textsAreTakenApart() {
        var store = TextStore()
        let words = ["nur sri aini", "aini", "sri  nur", "élan vital", "b a b a", ""]
        for word in words { _ = store.code(of: word) }
        func made(_ part: TextDerivation, _ positions: ClosedRange<Int>? = nil) -> [String] {
            let (texts, codes) = part.table(store, positions: positions)
            for (code, word) in words.enumerated() where code < 5 {
                let one = String(decoding: part.made(word.utf8Span.span, positions: positions), as: UTF8.self)
                #expect(one == texts[codes[code + 1]])
            }
            return codes.dropFirst().map { texts[$0] }
        }
        #expect(made(.whole) == Array(words.dropLast()))
        #expect(made(.sorted) == ["aini nur sri", "aini", "nur sri", "vital élan", "a a b b"])
        #expect(made(.first) == ["nur", "aini", "sri", "élan", "b"])
        #expect(made(.last) == ["aini", "aini", "nur", "vital", "a"])
        #expect(made(.whole, 1...3) == ["nur", "ain", "sri", "éla", "b a"])
        #expect(made(.first, 2...4) == ["", "ini", "", "lan", ""])
    }

    /// A text of more words than can be sorted keeps all of them.
    @Test func manyWordsAreSortedToo() {
        let text = (0..<200).map { "w\(999 - $0)" }.joined(separator: " ")
        let made = TextDerivation.sorted.made(text.utf8Span.span, positions: nil)
        #expect(made.count == text.utf8.count)
        #expect(Set(made.split(separator: 0x20)) == Set(Array(text.utf8).split(separator: 0x20)))
    }

    @Test func storesTextsOnce() {
        var store = TextStore()
        let words = (0..<5000).map { _ in String(decoding: Self.word(3, 6), as: UTF8.self) }
        let codes = words.map { store.code(of: $0) }
        #expect(store.count == Set(words.filter { !$0.isEmpty }).count)
        for (word, code) in zip(words, codes) {
            #expect(store[code] == word)
            #expect(store.find(word.utf8Span.span) == code)
            #expect(word.isEmpty == (code == 0))
        }
    }

    @Test func unitsAreCharacters() {
        #expect(TextUnits.units("abc") == Array("abc".utf8))
        #expect(TextUnits.units("é").count == 1)
        #expect(TextUnits.units("aéb") != TextUnits.units("aèb"))
        #expect(TextUnits.units(String(repeating: "x", count: 10_000)).count == TextMeasures.longest)
    }
}

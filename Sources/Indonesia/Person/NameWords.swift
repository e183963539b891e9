/// Splits a name into words, folded to lower case without accents.
enum NameWords {
    /// A piece of a word; `isDotted` when a full stop stood behind it.
    struct Piece {
        var text: String
        var isDotted: Bool
    }

    /// A word: `H.M.Saleh` has three pieces, most words have one.
    struct Word {
        var pieces: [Piece]
        /// How many commas stand before it.
        var section: Int

        var joined: String { pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined() }
    }

    /// The words of a name. Apostrophes join (`Ma'ruf`), other signs separate or fall away.
    static func split(_ name: String) -> [Word] {
        var splitter = Splitter()
        splitter.words.reserveCapacity(6)
        for scalar in name.unicodeScalars { splitter.take(scalar) }
        splitter.endWord()
        return splitter.words
    }

    private struct Splitter {
        var words: [Word] = []
        private var pieces: [Piece] = []
        private var text = ""
        private var section = 0

        mutating func take(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x61...0x7A, 0x30...0x39: text.unicodeScalars.append(scalar)
            case 0x41...0x5A: text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20))
            case 0x2E: endPiece(isDotted: true)
            case 0x2C:
                endWord()
                section += 1
            case 0x20, 0x09...0x0D, 0xA0, 0x2D, 0x2F, 0x28, 0x29, 0x5B, 0x5D, 0x22, 0x201C, 0x201D: endWord()
            case 0xC0...0xFF: if let plain = unaccented[Int(scalar.value - 0xC0)] { text.unicodeScalars.append(plain) }
            default: if scalar.properties.isAlphabetic { text += scalar.properties.lowercaseMapping }
            }
        }

        private mutating func endPiece(isDotted: Bool) {
            if text.isEmpty { return }
            pieces.append(Piece(text: text, isDotted: isDotted))
            text = ""
        }

        mutating func endWord() {
            endPiece(isDotted: false)
            if pieces.isEmpty { return }
            words.append(Word(pieces: pieces, section: section))
            pieces = []
        }
    }

    /// The letters À to ÿ without their accents; `nil` for the two signs among them.
    private static let unaccented: [Unicode.Scalar?] = {
        let plain = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
        return plain.unicodeScalars.map { $0 == " " ? nil : $0 }
    }()
}

/// Takes a name apart: titles, degrees, `alm.`, `bin`, and the abbreviations that everybody uses.
enum NameTokens {
    /// A piece of a name, folded; `isDotted` when a full stop stood behind it.
    private struct Piece {
        var text: String
        var isDotted: Bool
    }

    static func tidied(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func parts(of display: String) -> NameParts {
        var isDeceased = false
        let sections = display.split(separator: ",", omittingEmptySubsequences: true)
        var pieces: [Piece] = []
        for (number, section) in sections.enumerated() {
            var words: [[Piece]] = []
            for word in section.split(whereSeparator: { $0.isWhitespace || "-/()[]\"“”".contains($0) }) {
                let split = self.pieces(of: word)
                if split.isEmpty { continue }
                if deceased.contains(split.map(\.text).joined()) { isDeceased = true } else { words.append(split) }
            }
            // Behind a comma stand degrees, in one word or in several (`S. E.`).
            let joined = words.joined().map(\.text).joined()
            if number > 0, degrees.contains(joined) || words.isEmpty { continue }
            for (position, word) in words.enumerated() {
                let joined = word.map(\.text).joined()
                let isDotted = word.count > 1 || word[0].isDotted
                let isDegree = number > 0 || isDotted && word.count > 1 && (position > 0 || !pieces.isEmpty)
                if isDegree, degrees.contains(joined) || number > 0 && frontTitles.contains(joined) { continue }
                if word.count > 1, pieces.isEmpty, frontTitles.contains(joined) { continue }
                pieces += word
            }
        }
        while pieces.count > 1, frontTitles.contains(pieces[0].text) { pieces.removeFirst() }
        while pieces.count > 1, let last = pieces.last,
            clearDegrees.contains(last.text) && (last.text.count > 2 || pieces.count > 2)
        {
            pieces.removeLast()
        }
        return separated(pieces, isDeceased)
    }

    private static func separated(_ pieces: [Piece], _ isDeceased: Bool) -> NameParts {
        var given: [String] = []
        var patronym: [String] = []
        var isBehind = false
        for (position, piece) in pieces.enumerated() {
            if !isBehind, position > 0, position + 1 < pieces.count, separators.contains(piece.text) {
                isBehind = true
                continue
            }
            // Also behind `bin` an M. is a Muhammad.
            let isFirst = isBehind ? patronym.isEmpty : given.isEmpty
            let full = writtenOut(piece, isFirst: isFirst, hasMore: position + 1 < pieces.count)
            if isBehind { patronym.append(full) } else { given.append(full) }
        }
        return NameParts(given: given, patronym: patronym, isMarkedDeceased: isDeceased)
    }

    private static func writtenOut(_ piece: Piece, isFirst: Bool, hasMore: Bool) -> String {
        switch piece.text {
        case "m" where isFirst && hasMore: "muhammad"
        case "muh", "moh", "moch", "much", "mohd", "mhd", "muhd", "muhamad", "mohamad", "mohammad", "mochamad",
            "mochammad", "muchamad", "muchammad", "mohamed", "mohammed", "muhamat", "mokhamad", "mukhamad",
            "mokhammad", "mukhammad":
            "muhammad"
        case "abd", "abdl", "abdoel": "abdul"
        case "st" where isFirst && hasMore, "sitti", "sity": "siti"
        case "noer": "nur"
        case "ach", "achmad", "akhmad", "akhmat", "achmat": "ahmad"
        default: piece.text
        }
    }

    /// The pieces of one word: `H.M.Saleh` is three. Apostrophes join (`Ma'ruf`), other signs fall away.
    private static func pieces(of word: Substring) -> [Piece] {
        var pieces: [Piece] = []
        var text = ""
        for scalar in word.unicodeScalars {
            if scalar == "." {
                if !text.isEmpty { pieces.append(Piece(text: text, isDotted: true)) }
                text = ""
            } else {
                append(scalar, to: &text)
            }
        }
        if !text.isEmpty { pieces.append(Piece(text: text, isDotted: false)) }
        return pieces
    }

    /// The letters À to ÿ without their accents.
    private static let unaccented = Array("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty")

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: text.append(Character(scalar).lowercased())
        case 0xC0...0xFF where unaccented[Int(scalar.value - 0xC0)] != " ":
            text.append(unaccented[Int(scalar.value - 0xC0)])
        default: if scalar.properties.isAlphabetic { text += scalar.properties.lowercaseMapping }
        }
    }

    private static let separators: Set<String> = ["bin", "binti", "b", "bt", "bte", "binte", "ibn"]

    private static let deceased: Set<String> = ["alm", "almh", "almarhum", "almarhumah"]

    private static let frontTitles: Set<String> = [
        "h", "hj", "haji", "hajah", "hajjah", "drs", "dra", "ir", "dr", "drg", "drh", "prof", "kh", "kyai", "kiai",
        "nyai", "ust", "ustad", "ustadz", "ustaz", "ustadzah", "ustazah", "r", "rr", "rd", "rdn", "raden", "tb",
        "tubagus", "sdr", "sdri", "bpk", "bapak", "ibu", "ny", "tn", "nn",
    ]

    /// Dropped behind a comma, or with full stops inside.
    private static let degrees: Set<String> = clearDegrees.union([
        "sp", "ss", "sm", "si", "sag", "sip", "sik", "sab", "sap", "sak", "ak", "sos", "ns", "ners", "apt", "ama", "ma",
        "mt", "mag", "mak", "map", "mp", "ba", "lc", "sst", "stp", "str", "strkeb", "spog", "spa", "cht", "ipm", "ipu",
        "amdpd", "shi", "sei", "shut", "sth", "sthi", "mth", "mars", "mmpd", "spdsd", "spdaud", "spdmpd", "semm",
        "shmh",
        "sesak", "dipl",
    ])

    /// Dropped at the end even without any sign: no name ends so.
    private static let clearDegrees: Set<String> = [
        "se", "sh", "st", "mm", "mh", "spd", "spdi", "skom", "ssos", "ssosi", "skep", "skeb", "skm", "ssi", "ssn",
        "spt",
        "spsi", "sfarm", "sked", "skh", "amd", "amdkeb", "amdkep", "amk", "mpd", "mpdi", "mkes", "mhum", "mkom", "mkn",
        "mba", "msi", "msc", "msn", "phd", "bsc",
    ]
}

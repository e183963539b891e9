/// Takes a name apart: titles, degrees, `alm.`, `bin`, and the abbreviations that everybody uses.
enum NameTokens {
    static func tidied(_ text: String) -> String {
        isTidy(text.utf8Span.span) ? text : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether the only white space is single spaces between words.
    private static func isTidy(_ bytes: Span<UInt8>) -> Bool {
        var wasSpace = true
        for index in bytes.indices {
            let byte = bytes[index]
            let isSpace = byte == 0x20
            if isSpace && wasSpace || byte < 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 { return false }
            wasSpace = isSpace
        }
        return !wasSpace || bytes.isEmpty
    }

    static func parts(of display: String) -> NameParts {
        var isDeceased = false
        let words = NameWords.split(display).filter { word in
            let isMark = deceased.contains(word.joined)
            isDeceased = isDeceased || isMark
            return !isMark
        }
        var pieces: [NameWords.Piece] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            // Behind a comma stand degrees, in one word or in several (`S. E.`).
            if word.section > 0 {
                let end = words[index...].firstIndex { $0.section != word.section } ?? words.count
                let section = words[index..<end]
                if !degrees.contains(section.map(\.joined).joined()) {
                    for word in section where !degrees.contains(word.joined) && !frontTitles.contains(word.joined) {
                        pieces += word.pieces
                    }
                }
                index = end
                continue
            }
            index += 1
            if word.pieces.count > 1, pieces.isEmpty ? frontTitles.contains(word.joined) : degrees.contains(word.joined)
            {
                continue
            }
            pieces += word.pieces
        }
        while pieces.count > 1, frontTitles.contains(pieces[0].text) { pieces.removeFirst() }
        while pieces.count > 1, let last = pieces.last, clearDegrees.contains(last.text),
            last.text.utf8.count > 2 || pieces.count > 2
        {
            pieces.removeLast()
        }
        return separated(pieces, isDeceased)
    }

    private static func separated(_ pieces: [NameWords.Piece], _ isDeceased: Bool) -> NameParts {
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

    private static func writtenOut(_ piece: NameWords.Piece, isFirst: Bool, hasMore: Bool) -> String {
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

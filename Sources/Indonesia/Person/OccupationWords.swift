/// The words by which occupations are told apart: those of the population register's list (5 PNS, 6 TNI, 7 POLRI, 16 and 17
/// employees of BUMN and BUMD) with the spellings that lists use.
enum OccupationWords {
    /// What names employment by the state in one word, and in several.
    private static let terms: Set<String> = [
        "asn", "pns", "pnsd", "pppk", "p3k", "tni", "abri", "polri", "polisi", "polwan", "kepolisian", "tentara",
        "prajurit",
        "brimob", "marinir", "kopassus", "babinsa", "bhabinkamtibmas", "bumn", "bumd",
    ]
    private static let phrases: [[String]] = [
        ["pegawai", "pemerintah", "dengan", "perjanjian", "kerja"], ["aparatur", "sipil", "negara"],
        ["aparat", "sipil", "negara"], ["badan", "usaha", "milik", "negara"], ["badan", "usaha", "milik", "daerah"],
        ["perusahaan", "milik", "negara"], ["perusahaan", "milik", "daerah"], ["pegawai", "negeri"],
        ["pegawai", "negri"],
        ["angkatan", "darat"], ["angkatan", "laut"], ["angkatan", "udara"],
    ]
    /// Companies of the state and of regions: of whom it says that they work there.
    private static let companies: Set<String> = [
        "pln", "pertamina", "pdam", "telkom", "perhutani", "pelindo", "bri", "bni", "btn", "pelni", "ptpn", "damri",
    ]
    /// What may mean employment by the state, or not.
    static let vague: Set<String> = [
        "negeri", "negri", "negara", "pemerintah", "pemerintahan", "pemda", "pemkab", "pemkot", "pemprov", "aparatur",
        "militer", "satpol", "cpns", "kementerian",
    ]
    /// What may stand before a term: posts, and words that say no more than that it is one's occupation.
    static let leads: Set<String> = posts.union([
        "seorang", "sebagai", "berstatus", "status", "pekerjaan", "bekerja", "kerja", "profesi", "guru", "dosen",
        "dokter",
        "bidan", "perawat", "hakim", "jaksa", "purnawaktu", "aktif", "masih", "di", "pada", "kode", "perwira",
        "bintara",
        "tamtama", "dan", "atau",
    ])
    static let posts: Set<String> = [
        "pegawai", "peg", "karyawan", "karyawati", "anggota", "angg", "staf", "staff", "pejabat", "satpam",
    ]
    static let formers: Set<String> = [
        "pensiun", "pensiunan", "pens", "purna", "purnawirawan", "purnabakti", "purnatugas", "purn", "mantan", "bekas",
        "eks",
        "ex",
    ]
    static let notYet: Set<String> = ["belum", "menjelang", "calon", "akan", "hampir", "pra"]
    static let negations: Set<String> = ["bukan", "non", "tidak", "tdk", "tanpa"]
    static let relatives: Set<String> = [
        "suami", "istri", "isteri", "anak", "ayah", "bapak", "orangtua", "mertua", "menantu", "keluarga", "janda",
        "duda",
        "persit", "bhayangkari",
    ]
    static let trades: Set<String> = [
        "pedagang", "dagang", "berdagang", "penjual", "jual", "jualan", "berjualan", "warung", "kantin", "toko", "kios",
        "usaha",
        "pengusaha", "wirausaha", "wiraswasta", "swasta", "petani", "peternak", "nelayan", "buruh", "kuli", "sopir",
        "supir",
        "ojek", "tukang", "penjahit", "laundry", "katering", "catering", "pemasok", "juru", "parkir", "agen",
        "koperasi",
    ]
    static let places: Set<String> = [
        "di", "depan", "dekat", "samping", "belakang", "sekitar", "untuk", "bagi", "kantor", "kantin", "asrama",
        "kompleks",
        "komplek", "perumahan", "seragam", "pangkalan", "markas",
    ]

    /// Whether a word may stand in a remark that somebody has retired, as `pensiun 2019`.
    static func isRemark(_ word: String) -> Bool {
        formers.contains(word) || ["sejak", "tahun", "th", "dini"].contains(word)
    }

    /// Whether the words are only that nothing is known.
    static func saysNothing(_ parts: [[String]]) -> Bool {
        let words = parts.flatMap(\.self)
        return [
            ["lainnya"], ["lain", "lain"], ["tidak", "diketahui"], ["tidak", "tahu"], ["tidak", "ada", "data"],
            ["belum", "diisi"],
        ].contains(words)
    }

    /// Where the first term stands.
    static func term(in words: [String]) -> Range<Int>? {
        for start in words.indices {
            if terms.contains(words[start]) { return start..<start + 1 }
            for phrase in phrases where words[start...].starts(with: phrase) { return start..<start + phrase.count }
            if companies.contains(words[start]), start > 0, posts.contains(words[start - 1]) {
                return start..<start + 1
            }
        }
        return nil
    }

    /// The words of each part between commas, semicolons, brackets and dashes, in lower case and without numbers. Letters that
    /// stand apart are one word: `P.N.S.`.
    static func split(_ text: String) -> [[String]] {
        var parts: [[String]] = [[]]
        var word = ""
        var letters = ""
        func end(_ word: inout String, _ letters: inout String, isApart: Bool) {
            if word.count == 1, word.allSatisfy(\.isLetter) {
                letters += word
            } else if !word.isEmpty {
                if !letters.isEmpty { parts[parts.count - 1].append(letters) }
                letters = ""
                // What follows from abroad is none of the state's: `luar negeri`.
                if ["negeri", "negri"].contains(word), parts[parts.count - 1].last == "luar" {
                    parts[parts.count - 1].removeLast()
                } else if !word.allSatisfy(\.isNumber) {
                    parts[parts.count - 1].append(word)
                }
            }
            word = ""
            guard isApart, !letters.isEmpty else { return }
            parts[parts.count - 1].append(letters)
            letters = ""
        }
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else {
                let isApart = ",;()[]–—".contains(character)
                end(&word, &letters, isApart: isApart)
                if isApart { parts.append([]) }
            }
        }
        end(&word, &letters, isApart: true)
        return parts
    }

    /// Beginnings of words that call for a closer look.
    static let signs: [String] =
        Array(terms) + phrases.flatMap(\.self) + companies.map(\.self) + vague + [
            "lainnya", "lain", "diketahui", "tahu", "data",
            "diisi",
        ]
}

/// A first glance at an occupation, without making any word of it.
enum OccupationSigns {
    case nothing, clear, suspicious

    /// The first eight bytes of each sign.
    private static let known = Set(OccupationWords.signs.filter { !common.contains($0) }.map { code($0) })
    /// Words of phrases that stand in many other occupations; each phrase has another one.
    private static let common: Set<String> = [
        "dengan", "kerja", "usaha", "milik", "badan", "pegawai", "perusahaan", "daerah",
    ]

    private static func code(_ word: String) -> UInt64 {
        word.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func glance(_ text: String) -> OccupationSigns {
        var (code, length, hasLetters) = (UInt64(0), 0, false)
        for byte in text.utf8 {
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            switch lower {
            case 0x61...0x7A: hasLetters = true
            case 0x30...0x39: break
            case 0x80...: return .suspicious
            default:
                // Letters that stand apart may be one word.
                if length == 1 || known.contains(code) { return .suspicious }
                (code, length) = (0, 0)
                continue
            }
            if length < 8 { code = code << 8 | UInt64(lower) }
            length += 1
        }
        if length == 1 || known.contains(code) { return .suspicious }
        return hasLetters ? .clear : .nothing
    }
}

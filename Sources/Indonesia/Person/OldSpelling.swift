/// The spelling before 1972 (and before 1947: `oe`), folded into today's.
enum OldSpelling {
    static func folded(_ word: String) -> String {
        let letters = Array(word.utf8)
        let isOld = showsOldSign(letters)
        var out: [UInt8] = []
        out.reserveCapacity(letters.count)
        var index = 0
        func append(_ text: StaticLetters) {
            for letter in text.letters where out.last != letter { out.append(letter) }
        }
        while index < letters.count {
            let letter = letters[index]
            let next = index + 1 < letters.count ? letters[index + 1] : 0
            switch (letter, next) {
            case (UInt8(ascii: "o"), UInt8(ascii: "e")): append(.u); index += 2
            case (UInt8(ascii: "d"), UInt8(ascii: "j")): append(.j); index += 2
            case (UInt8(ascii: "t"), UInt8(ascii: "j")): append(.c); index += 2
            case (UInt8(ascii: "n"), UInt8(ascii: "j")): append(.ny); index += 2
            case (UInt8(ascii: "s"), UInt8(ascii: "j")): append(.sy); index += 2
            case (UInt8(ascii: "c"), UInt8(ascii: "h")) where isOld: append(.kh); index += 2
            case (UInt8(ascii: "d"), UInt8(ascii: "h")): append(.d); index += 2
            case (UInt8(ascii: "t"), UInt8(ascii: "h")): append(.t); index += 2
            case (UInt8(ascii: "j"), _) where isOld: append(.y); index += 1
            default:
                if out.last != letter { out.append(letter) }
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private enum StaticLetters {
        case u, j, c, ny, sy, kh, d, t, y

        var letters: [UInt8] {
            switch self {
            case .u: [0x75]
            case .j: [0x6A]
            case .c: [0x63]
            case .ny: [0x6E, 0x79]
            case .sy: [0x73, 0x79]
            case .kh: [0x6B, 0x68]
            case .d: [0x64]
            case .t: [0x74]
            case .y: [0x79]
            }
        }
    }

    /// `nj` is no sign: Anjani and Banjar are spelled so today.
    private static func showsOldSign(_ letters: [UInt8]) -> Bool {
        for (first, second) in zip(letters, letters.dropFirst()) {
            switch (first, second) {
            case (0x6F, 0x65), (0x64, 0x6A), (0x74, 0x6A), (0x73, 0x6A): return true
            default: continue
            }
        }
        return false
    }
}

/// A person's name reduced to what two spellings of it have in common, from bytes to bytes: for comparing millions.
///
/// As ``NameParts/oldSpellingKey`` without the father's name, and with letters that sound alike made one: titles and
/// degrees are gone, Moh. is muhammad, Soekirno is sukirno, Khoirul is hoirul, Sofyan and Sopyan stay apart. Letters
/// outside ASCII lose their accents; what is no letter separates words.
public struct ComparisonName: Sendable {
    private var words: [Word] = []
    /// The letters of all words, one behind the other.
    private var letters = [UInt8](repeating: 0, count: ComparisonName.mostLetters + 1)
    private let actions = ComparisonName.actions
    private static let mostLetters = 256

    public init() {}

    /// Appends the comparison form of a name to `out`; nothing where no letter is left.
    public mutating func write(_ name: Span<UInt8>, to out: inout [UInt8]) {
        split(name)
        var first = 0
        var end = words.count
        while first + 1 < end, words[first].action == .title { first += 1 }
        for place in stride(from: first + 1, to: end - 1, by: 1) where words[place].action == .father {
            end = place
            break
        }
        if isPlaceholder { return }
        while end > first + 1, words[end - 1].action == .degree, words[end - 1].count > 2 || end > first + 2 {
            end -= 1
        }
        // Nothing grows to more than seven letters for one but the first word.
        let most = letters.count * 3 + 16
        let kept = words.span.extracting(first..<max(first, end))
        let letters = letters.span
        out.append(addingCapacity: most) { form in
            for place in kept.indices {
                if place > 0 { form.append(0x20) }
                Self.write(kept[place], letters, isFirst: place == 0, isLast: place == kept.count - 1, to: &form)
            }
        }
    }

    private static func write(
        _ word: Word, _ letters: Span<UInt8>, isFirst: Bool, isLast: Bool, to form: inout OutputSpan<UInt8>
    ) {
        func append(_ letters: [UInt8]) { for letter in letters { form.append(letter) } }
        switch word.action {
        case .muhammad: append(muhammad)
        case .degree where isFirst && !isLast && isAbbreviatedSiti(word, letters): append(siti)
        case .initial where isFirst && !isLast: append(muhammad)
        case .ahmad: append(ahmad)
        case .abdul: append(abdul)
        case .siti: append(siti)
        case .nur: append(nur)
        default: fold(letters.extracting(word.start..<word.start + word.count), to: &form)
        }
    }

    private static let muhammad = Array("muhamad".utf8)
    private static let ahmad = Array("ahmad".utf8)
    private static let abdul = Array("abdul".utf8)
    private static let siti = Array("siti".utf8)
    private static let nur = Array("nur".utf8)

    /// `st` in front of another word.
    private static func isAbbreviatedSiti(_ word: Word, _ letters: Span<UInt8>) -> Bool {
        word.count == 2 && letters[word.start] == 0x73 && letters[word.start + 1] == 0x74
    }

    /// `null`, `tidak ada`: a cell that says that there is no name.
    private var isPlaceholder: Bool {
        switch words.count {
        case 0: true
        case 1: words[0].action == .nothing
        case 2: (words[0].action == .not || words[0].action == .nothing) && words[1].action == .there
        default: false
        }
    }

    private struct Word: Sendable {
        var start: Int
        var count: Int
        var action: Action
    }

    private enum Action {
        case none, title, father, degree, muhammad, initial, ahmad, abdul, siti, nur
        case nothing, not, there
    }

    /// Words that are not taken as they stand, in an open table by the code of their letters, five bits each.
    private struct Actions: Sendable {
        private var codes = [UInt64](repeating: 0, count: 512)
        private var actions = [Action](repeating: .none, count: 512)

        subscript(code: UInt64) -> Action {
            var slot = Self.slot(code)
            while codes[slot] != code {
                if codes[slot] == 0 { return .none }
                slot = (slot + 1) & 511
            }
            return actions[slot]
        }

        /// The first action that is given to a word stays.
        mutating func add(_ code: UInt64, _ action: Action) {
            var slot = Self.slot(code)
            while codes[slot] != 0 {
                if codes[slot] == code { return }
                slot = (slot + 1) & 511
            }
            (codes[slot], actions[slot]) = (code, action)
        }

        private static func slot(_ code: UInt64) -> Int {
            Int(truncatingIfNeeded: (code &* 0x9E37_79B9_7F4A_7C15) >> 55)
        }
    }

    private static let actions: Actions = {
        let lists: [(Action, String)] = [
            (
                .title,
                """
                h hj haji hajah drs dra ir dr drg drh prof kh kyai kiai nyai ust ustad ustadz ustadzah raden rd tubagus \
                tb sdr sdri bpk bapak ibu ny tn nn alm almh almarhum almarhumah
                """
            ),
            (.father, "bin binti bt bte binte ibn"),
            (
                .degree,
                """
                se sh st mm mh spd spdi skom ssos skep skeb skm ssi ssn spt spsi sfarm sked amd amdkeb amdkep amk mpd \
                mpdi mkes mhum mkom mkn mba msi msc phd bsc alm almh
                """
            ),
            (
                .muhammad,
                """
                muh moh moch much mohd mhd muhd muhamad muhammad mohamad mohammad mochamad mochammad muchamad \
                muchammad mohamed mohammed muhamat mokhamad mukhamad mokhammad mukhammad
                """
            ),
            (.initial, "m"), (.ahmad, "ach achmad akhmad akhmat achmat ahmad ahmed"), (.abdul, "abd abdl abdul abdoel"),
            (.nothing, "null nil nihil none nan na kosong belum"), (.not, "tidak tdk belum"), (.there, "ada punya"),
            (.siti, "sitti sity siti"), (.nur, "noer nur nor"),
        ]
        var actions = Actions()
        for (action, list) in lists {
            for word in list.split(separator: " ") {
                actions.add(word.utf8.reduce(0) { $0 &* 32 &+ UInt64($1 & 31) }, action)
            }
        }
        return actions
    }()

    /// Lower-case letters of the words before the first comma. Apostrophes join, full stops inside degrees join.
    private mutating func split(_ name: Span<UInt8>) {
        words.removeAll(keepingCapacity: true)
        // They leave their place while they are written to.
        var own: [UInt8] = []
        swap(&own, &letters)
        split(name, to: own.mutableSpan)
        swap(&own, &letters)
    }

    private mutating func split(_ name: Span<UInt8>, to letters: consuming MutableSpan<UInt8>) {
        var (count, start, index) = (0, 0, 0)
        var code: UInt64 = 0
        while true {
            // A blank behind the last sign ends the last word.
            let byte = index < name.count && count < Self.mostLetters ? name[index] : 0
            index += 1
            var letter = byte | 0x20
            switch byte {
            case _ where letter &- 0x61 < 26: break
            case 0x27, 0x60: continue
            case 0xC3 where index < name.count:
                letter = Self.unaccented[Int(name[index] & 0x3F)]
                index += 1
                if letter == 0x20 { continue }
            case 0x80...0xFF: letter = byte
            default:
                if count > start {
                    words.append(
                        Word(start: start, count: count - start, action: count - start > 12 ? .none : actions[code]))
                }
                (start, code) = (count, 0)
                if index > name.count || count >= Self.mostLetters || (byte == 0x2C && count > 0) { return }
                continue
            }
            letters[count] = letter
            count += 1
            code = code &* 32 &+ UInt64(letter & 31)
        }
    }

    /// U+00C0 to U+00FF without accents; a blank for the two signs among them.
    private static let unaccented = Array("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty".utf8)

    /// Old spelling and letters that sound alike, doubled letters once.
    private static func fold(_ word: Span<UInt8>, to form: inout OutputSpan<UInt8>) {
        // No letter is 0.
        var last: UInt8 = 0
        var at = 0
        while at < word.count {
            var letter = word[at]
            at += 1
            if at < word.count, isSecond(word[at]) {
                let spoken = pair(letter, word[at])
                if spoken != 0 {
                    letter = spoken
                    at += 1
                    // sj, sy
                    if letter == 0x79 {
                        if last != 0x73 { form.append(0x73) }
                        last = 0x73
                    }
                }
            }
            if letter != last { form.append(letter) }
            last = letter
        }
    }

    /// Whether a letter is the second of one of the pairs: e, h, j, y, z.
    @inline(__always)
    private static func isSecond(_ letter: UInt8) -> Bool {
        let seconds: UInt32 = 1 << 5 | 1 << 8 | 1 << 10 | 1 << 25 | 1 << 26
        return seconds &>> UInt32(letter & 31) & 1 == 1
    }

    /// What two letters sound like; 0 where they stand for themselves.
    private static func pair(_ first: UInt8, _ second: UInt8) -> UInt8 {
        switch (first, second) {
        case (0x6F, 0x65): 0x75  // oe, u
        case (0x64, 0x6A): 0x6A  // dj, j
        case (0x74, 0x6A): 0x63  // tj, c
        case (0x73, 0x6A): 0x79  // sj, the y of sy
        case (0x70, 0x68): 0x66  // ph, f
        case (0x6B, 0x68): 0x68  // kh, h
        case (0x64, 0x68), (0x64, 0x7A): 0x64  // dh and dz, d
        case (0x74, 0x68): 0x74  // th, t
        case (0x69, 0x79): 0x69  // iy, i
        default: 0
        }
    }
}

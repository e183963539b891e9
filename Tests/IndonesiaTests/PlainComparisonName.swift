/// The comparison form of a name, made step by step without regard to time: what ``ComparisonName`` is held against.
struct PlainComparisonName: Sendable {
    private var words: [Range<Int>] = []
    private var letters: [UInt8] = []

    /// Appends the comparison form of a name to `out`; nothing where no letter is left.
    mutating func write(_ name: Span<UInt8>, to out: inout [UInt8]) {
        split(name)
        var first = 0
        var end = words.count
        while first + 1 < end, action(first) == .title { first += 1 }
        for place in stride(from: first + 1, to: end - 1, by: 1) where action(place) == .father {
            end = place
            break
        }
        if isPlaceholder { return }
        while end > first + 1, action(end - 1) == .degree, words[end - 1].count > 2 || end > first + 2 { end -= 1 }
        for place in first..<max(first, end) {
            let isLast = place + 1 == end
            if place > first { out.append(0x20) }
            switch action(place) {
            case .muhammad: out.append(contentsOf: Self.muhammad)
            case .degree where place == first && !isLast && letters[words[place]].elementsEqual(Self.abbreviatedSiti):
                out.append(contentsOf: Self.siti)
            case .initial where place == first && !isLast: out.append(contentsOf: Self.muhammad)
            case .ahmad: out.append(contentsOf: Self.ahmad)
            case .abdul: out.append(contentsOf: Self.abdul)
            case .siti: out.append(contentsOf: Self.siti)
            case .nur: out.append(contentsOf: Self.nur)
            default: fold(words[place], to: &out)
            }
        }
    }

    private static let muhammad = Array("muhamad".utf8)
    private static let ahmad = Array("ahmad".utf8)
    private static let abdul = Array("abdul".utf8)
    private static let siti = Array("siti".utf8)
    private static let nur = Array("nur".utf8)
    private static let abbreviatedSiti = Array("st".utf8)

    /// `null`, `tidak ada`: a cell that says that there is no name.
    private var isPlaceholder: Bool {
        switch words.count {
        case 0: true
        case 1: action(0) == .nothing
        case 2: (action(0) == .not || action(0) == .nothing) && action(1) == .there
        default: false
        }
    }

    private enum Action {
        case none, title, father, degree, muhammad, initial, ahmad, abdul, siti, nur
        case nothing, not, there
    }

    private func action(_ place: Int) -> Action {
        var code: UInt64 = 0
        guard words[place].count <= 12 else { return .none }
        for at in words[place] { code = code &* 32 &+ UInt64(letters[at] & 31) }
        return Self.actions[code] ?? .none
    }

    private static let actions: [UInt64: Action] = {
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
        var actions: [UInt64: Action] = [:]
        for (action, list) in lists {
            for word in list.split(separator: " ") {
                var code: UInt64 = 0
                for letter in word.utf8 { code = code &* 32 &+ UInt64(letter & 31) }
                if actions[code] == nil { actions[code] = action }
            }
        }
        return actions
    }()

    /// Lower-case letters of the words before the first comma. Apostrophes join, full stops inside degrees join.
    private mutating func split(_ name: Span<UInt8>) {
        words.removeAll(keepingCapacity: true)
        letters.removeAll(keepingCapacity: true)
        var start = 0
        var index = 0
        while index < name.count, letters.count < 256 {
            let byte = name[index]
            index += 1
            switch byte {
            case 0x61...0x7A: letters.append(byte)
            case 0x41...0x5A: letters.append(byte | 0x20)
            case 0x27, 0x60: continue
            case 0xC3 where index < name.count:
                let letter = Self.unaccented[Int(name[index] & 0x3F)]
                index += 1
                if letter != 0x20 { letters.append(letter) }
            case 0x80...0xFF: letters.append(byte)
            case 0x2C where !letters.isEmpty:
                index = name.count
            default:
                if letters.count > start { words.append(start..<letters.count) }
                start = letters.count
            }
        }
        if letters.count > start { words.append(start..<letters.count) }
    }

    /// U+00C0 to U+00FF without accents; a blank for the two signs among them.
    private static let unaccented = Array("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty".utf8)

    /// Old spelling and letters that sound alike, doubled letters once.
    private func fold(_ word: Range<Int>, to out: inout [UInt8]) {
        let start = out.count
        func append(_ letter: UInt8) { if out.count == start || out.last != letter { out.append(letter) } }
        var at = word.lowerBound
        while at < word.upperBound {
            let letter = letters[at]
            let next = at + 1 < word.upperBound ? letters[at + 1] : 0
            at += 2
            switch (letter, next) {
            case (0x6F, 0x65): append(0x75)  // oe, u
            case (0x64, 0x6A): append(0x6A)  // dj, j
            case (0x74, 0x6A): append(0x63)  // tj, c
            case (0x73, 0x6A):  // sj, sy
                append(0x73)
                append(0x79)
            case (0x70, 0x68): append(0x66)  // ph, f
            case (0x6B, 0x68): append(0x68)  // kh, h
            case (0x64, 0x68), (0x64, 0x7A): append(0x64)  // dh and dz, d
            case (0x74, 0x68): append(0x74)  // th, t
            case (0x69, 0x79): append(0x69)  // iy, i
            default:
                append(letter)
                at -= 1
            }
        }
    }
}

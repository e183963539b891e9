/// Codes that the sources put together from parts, so that no literal holds them whole.
///
/// Prefer whole codes: they can be searched for. Where one rule serves several subjects (`"\(subject).length"`), name
/// the family here. A catalogue entry of a family counts as used when the part after the subject stands in that room,
/// as a literal of its own or as the end of a composed one.
enum ComposedCodes {
    struct Family: Sendable {
        let room: String
        let subjects: Set<String>
        let why: String
    }

    static let families: [Family] = [
        Family(
            room: "Indonesia", subjects: ["nik", "kk", "nib", "npwp"],
            why: "IdentityRule reads every number that is a run of digits, and says what is wrong with it alike")
    ]

    /// Prefixes that are put before a short code which stands as a literal in the named rooms, or as a remark in the
    /// study files of the examples: statistics keep the vocabulary's own short codes, and the catalogue names the room.
    static let prefixes: [(prefix: String, rooms: [String])] = [
        ("evaluation.refused.", ["Evaluation", "Studies"]), ("evaluation.", ["Evaluation", "Studies"]),
    ]

    private static let studyFiles = House.files(under: "Examples", ending: "yaml").map {
        String(decoding: House.data($0), as: UTF8.self)
    }

    /// The families' codes that the sources can raise, as far as the catalogue names them.
    static func isRaised(_ code: String) -> Bool {
        for (prefix, rooms) in prefixes where code.hasPrefix(prefix) {
            let short = String(code.dropFirst(prefix.count))
            if rooms.contains(where: { endings(in: $0).contains(short) }) { return true }
            if studyFiles.contains(where: { $0.contains(short) }) { return true }
        }
        guard let dot = code.firstIndex(of: ".") else { return false }
        let subject = String(code[..<dot])
        let rest = String(code[code.index(after: dot)...])
        return families.contains { family in
            family.subjects.contains(subject) && endings(in: family.room).contains(rest)
        }
    }

    private static let endingsByRoom: [String: Set<String>] = Dictionary(
        grouping: House.sources, by: \.room
    ).mapValues { files in
        Set(
            files.flatMap(\.text.literals).compactMap { literal in
                guard literal.isInterpolated else { return literal.text }
                return literal.text.hasPrefix(".") ? String(literal.text.dropFirst()) : nil
            })
    }

    static func endings(in room: String) -> Set<String> { endingsByRoom[room] ?? [] }
}

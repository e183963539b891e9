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

    /// The families' codes that the sources can raise, as far as the catalogue names them.
    static func isRaised(_ code: String) -> Bool {
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

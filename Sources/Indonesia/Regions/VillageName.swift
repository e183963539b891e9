/// A village's name in the one form in which names are compared: without the word for its kind (`Desa`, `Ds.`, `Kelurahan`,
/// `Kel.`), capitals, blanks and signs, and without what an address says around it.
public enum VillageName {
    private static let kinds: Set<Substring> = ["desa", "kelurahan", "kel", "ds", "kalurahan"]
    /// Kinds that are written out begin a name wherever they stand: `Dusun A Desa B`.
    private static let beginnings: Set<Substring> = ["desa", "kelurahan", "kalurahan"]
    private static let nextParts: Set<Substring> = ["rt", "rw", "kec", "kecamatan", "kab", "kabupaten"]

    /// `DESA ARJOWILANGUN`, `Ds. Arjowilangun` and `arjo wilangun` are all `Arjowilangun`; empty where no letter is left.
    public static func plain(_ text: some StringProtocol) -> String {
        let line = text.lowercased().prefix { !",;(\n\r".contains($0) }
        var words = line.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }[...]
        if let kind = words.dropLast().lastIndex(where: beginnings.contains) { words = words[(kind + 1)...] }
        while words.count > 1, let first = words.first, kinds.contains(first) { words = words.dropFirst() }
        if let next = words.dropFirst().firstIndex(where: nextParts.contains) { words = words[..<next] }
        let name = words.joined().filter { $0.isLetter || $0.isNumber }
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

extension ProgrammeRule.Basis.Kind {
    private static let circulars = ["surat edaran", "edaran", "se ", "circular", "surat "]
    private static let regulations = [
        "uu ", "uud", "undang-undang", "perpu", "pp ", "perpres", "permen", "pmk", "perda", "pergub", "perbup",
        "perwal",
        "perdes", "perka", "perban", "per-", "peraturan", "kepmen", "keppres", "kepgub", "kepbup", "kep-", "keputusan",
        "sk ",
        "inpres", "instruksi presiden", "pojk", "pbi ", "qanun", "law ", "act ", "regulation", "decree",
    ]

    /// What a text is by its words, for catalogues and files that do not say: `Permenkop UKM 2/2021`, `Surat edaran (Kudus)`,
    /// `Praktik PNM`. What is neither a regulation nor a circular by its name is taken for a practice.
    public init(citation text: String) {
        let text = text.lowercased()
        func begins(_ words: [String]) -> Bool { words.contains { text.hasPrefix($0) } }
        if text.hasPrefix("surat keputusan") {
            self = .regulation
        } else if begins(Self.circulars) {
            self = .circular
        } else {
            self = begins(Self.regulations) ? .regulation : .practice
        }
    }
}

import Problems

/// What a source outside the registry says of a person as of a day.
public struct ExternalStatus: Sendable, Hashable, Decodable {
    /// The kind of sheets that tell statuses.
    static let kind = "status"

    public enum Kind: String, Sendable, Hashable, Decodable, CaseIterable {
        case populationMatch = "population-match"
        case kur, slik
        case civilServant = "civil-servant"
        case deceased

        /// What can be said of it.
        public var values: [String] {
            switch self {
            case .populationMatch: ["matched", "unmatched", "anomaly"]
            case .kur: ["running", "paid-off", "none"]
            case .slik: (1...5).map { "class-\($0)" } + ["none"]
            case .civilServant: ["yes", "no", "retired"]
            case .deceased: ["yes", "no"]
            }
        }
    }

    /// The source that is a letter somebody holds in hand.
    static let letter = "letter"
    /// What a source says of `deceased` where the person is dead.
    static let dead = "yes"

    public var nik: String
    public var kind: Kind
    /// A code of the vocabulary `statusValue`.
    public var value: String
    /// The day as of which the source speaks, `yyyy-mm-dd`.
    public var asOf: String
    /// A code of the vocabulary `statusSource`.
    public var source: String
    public var sourceVersion: String?
    /// The number of the letter.
    public var document: String?
}

extension SheetRules {
    /// A status has a value of its kind, and a letter has a number.
    func status(_ row: inout SheetRow) {
        guard let status = row.text("kind").flatMap(ExternalStatus.Kind.init(rawValue:)), let value = row.text("value")
        else { return }
        func word(_ code: String) -> String { SheetKinds.bundled.word("statusValue", code) }
        if !status.values.contains(value) {
            row.refuse(
                "status.value", kind, "value", in: file, value: word(value),
                [
                    "kind": SheetKinds.bundled.word("statusKind", status.rawValue),
                    "known": status.values.map(word).joined(separator: ", "),
                ])
        }
        if row.text("source") == ExternalStatus.letter, row.text("document") == nil {
            row.refuse("status.letter", kind, "document", in: file)
        }
    }
}

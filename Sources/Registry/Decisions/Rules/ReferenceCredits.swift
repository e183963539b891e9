import Indonesia
import Rules

/// The credits that a list tells of people, such as an extract of SLIK: of whom it does not hold it knows none.
struct ReferenceCredits: Sendable {
    struct Credit: Sendable {
        /// In the word that rules use; nil where the list's own tells none of them.
        var kind: String?
        /// Rupiah.
        var amount: Int64?
        var span: BenefitSpan
    }

    /// Headings of the column without which a list tells no credits, and what its words mean.
    static let headings = ["Jenis Kredit", "Jenis Fasilitas", "Jenis Pembiayaan", "Kind of Credit"]
    private static let kinds: [(kind: String, words: [String])] = [
        ("UMi", ["umi", "ultra mikro", "pembiayaan ultra mikro"]), ("KUR", ["kur", "kredit usaha rakyat"]),
        ("pindar", ["pindar", "pinjaman daring", "pinjaman online", "p2p", "fintech"]),
        ("konsumtif", ["konsumtif", "konsumsi", "kpr", "kkb", "kartu kredit", "multiguna", "consumer"]),
        ("komersial", ["komersial", "modal kerja", "investasi", "commercial"]),
    ]

    private var byPerson: [String: [Credit]] = [:]

    mutating func add(_ credit: Credit, of nik: String) { byPerson[nik, default: []].append(credit) }

    /// The credits of somebody as rules see them; what is not known of one is left out of it.
    func values(of nik: String, on day: CalendarDate, asOf: CalendarDate) -> [RuleValue] {
        (byPerson[nik] ?? []).map { credit in
            var fields: [(RuleValue, RuleValue)] = []
            if let kind = credit.kind { fields.append((.string("kind"), .string(kind))) }
            if let amount = credit.amount { fields.append((.string("amount"), .int(amount))) }
            let runs = credit.span.runs(on: BenefitSpan.number(day), asOf: BenefitSpan.number(asOf))
            if runs != .open { fields.append((.string("active"), .bool(runs == .yes))) }
            return .map(RuleMap(fields))
        }
    }

    /// The word of rules for what a list writes, with or without `Kredit` before it.
    static func kind(_ text: String) -> String? {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        let plain = words.drop { $0 == "kredit" || $0 == "pembiayaan" }.joined(separator: " ")
        return kinds.first { $0.words.contains(plain) || $0.words.contains(words.joined(separator: " ")) }?.kind
    }
}

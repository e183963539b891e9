import Problems

/// Sentences of the publication, held to its tables and to each other.
struct ClaimList {
    let head: PaperHead
    private let claims: [(name: String, line: Int?, says: String, claim: any PaperClaim)]

    /// The kinds of sentences.
    private enum Kind: String, CaseIterable {
        case share, number, list, rule, average, statements, meanings, reference

        var type: any PaperClaim.Type {
            switch self {
            case .share: ShareClaim.self
            case .number: NumberClaim.self
            case .list: ListClaim.self
            case .rule: RuleClaim.self
            case .average: AverageClaim.self
            case .statements: StatementsClaim.self
            case .meanings: MeaningsClaim.self
            case .reference: ReferenceClaim.self
            }
        }
    }

    init(_ node: StudyNode, tables: PaperTables) throws(Problem) {
        head = PaperHead(list: "claims", tables.header, kind: .claims)
        var claims: [(String, Int?, String, any PaperClaim)] = []
        var names: Set<String> = []
        for child in try node.list() {
            let name = try child.required("name")
            guard names.insert(try name.text()).inserted else {
                throw name.problem("study.duplicate-name", value: try name.text())
            }
            let kind = try child.required("kind").choice(Kind.self)
            // Statements bring their own sentences.
            let says = kind == .statements ? try child.child("says") : try child.required("says")
            claims.append(
                (try name.text(), child.place.row, try says?.text() ?? "", try kind.type.init(child, head, tables)))
        }
        self.claims = claims
    }

    static let keys = ["name", "kind", "says", "where"]

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for entry in claims {
            let place = head.place(entry.name, "says", line: entry.line)
            switch entry.claim.judged(paper) {
            case .holds: ledger.right(place)
            case .open: ledger.unchecked(place)
            case .fails(let code, let weight, let printed, let possible, var arguments):
                arguments["says"] = LocalText(entry.says)
                ledger.flag(code, weight, place, printed: printed ?? entry.says, possible: possible, arguments)
            }
        }
    }
}

/// A sentence that what is printed elsewhere can confirm or contradict.
protocol PaperClaim: Sendable {
    /// Reads the sentence and what it is about.
    ///
    /// - Throws: a ``Problem`` that names line and key.
    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem)

    func judged(_ paper: PaperTables) -> ClaimVerdict
}

/// What became of a sentence.
enum ClaimVerdict: Sendable {
    case holds
    /// What is printed decides neither way.
    case open
    case fails(
        _ code: String, _ weight: PaperFinding.Weight, printed: String? = nil, possible: [String] = [],
        _ arguments: [String: LocalText] = [:])
}

import Evaluation
import Problems

/// What every table or list of a paper declares.
struct PaperHead: Sendable {
    let name: String
    let title: LocalText
    let kind: PaperKind
    /// Units in the table, or those of the paper; nil where neither is said.
    let n: Int?
    let line: Int?
    let decimalSign: PrintedNumber.DecimalSign

    static let keys = ["name", "title", "kind", "n", "where"]

    init(_ node: StudyNode, _ header: PaperHeader) throws(Problem) {
        kind = try node.child("kind")?.choice(PaperKind.self) ?? .categories
        name = try node.required("name").text()
        title = try node.child("title")?.localText() ?? LocalText(name)
        n = try node.count("n") ?? header.n
        line = node.place.row
        decimalSign = header.decimalSign
    }

    /// A list without a name of its own in the file.
    init(list name: String, _ header: PaperHeader, kind: PaperKind) {
        self.name = name
        title = Wording.text("paper.list." + name)
        self.kind = kind
        n = header.n
        line = nil
        decimalSign = header.decimalSign
    }

    func place(_ row: String? = nil, _ field: String? = nil, line: Int? = nil) -> PaperPlace {
        PaperPlace(name, row: row, field: field, line: line ?? self.line)
    }

    func place(_ row: String?, _ field: String, _ cell: PaperCell) -> PaperPlace {
        PaperPlace(name, row: row, field: field, line: cell.line)
    }
}

/// What a paper file says about the publication as a whole.
struct PaperHeader: Sendable {
    /// A figure of the publication, by number.
    struct Figure: Sendable {
        let number: String
        let caption: String
    }

    let name: String
    let title: LocalText
    let publication: LocalText
    let n: Int?
    /// Units the sample was drawn from, where known.
    let population: Int?
    let decimalSign: PrintedNumber.DecimalSign
    let figures: [Figure]

    static let keys = [
        "paper", "title", "publication", "n", "population", "decimal-sign", "figures", "tables", "claims",
        "conclusions",
    ]

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(Self.keys)
        name = try node.required("paper").text()
        title = try node.required("title").localText()
        publication = try node.child("publication")?.localText() ?? LocalText("")
        n = try node.count("n")
        population = try node.count("population")
        decimalSign = try node.child("decimal-sign")?.choice(PrintedNumber.DecimalSign.self) ?? .either
        var figures: [Figure] = []
        for figure in try node.child("figures")?.list() ?? [] {
            try figure.allow(["number", "caption"])
            figures.append(
                Figure(number: try figure.required("number").text(), caption: try figure.required("caption").text()))
        }
        self.figures = figures
    }
}

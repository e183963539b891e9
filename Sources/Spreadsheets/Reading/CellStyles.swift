import Problems

/// Which cell styles show their number as a day or a time.
struct CellStyles: Sendable {
    private var formats: [NumberFormat] = []

    /// The format itself ends at 65,490 styles.
    private static let mostStyles = 100_000

    /// What every cell has where the workbook holds no styles.
    init() {}

    init(_ archive: ZipArchive, part name: String) throws(Problem) {
        let part = try XMLPart(archive, name)
        var custom: [Int: NumberFormat] = [:]
        var isInCellStyles = false
        while try part.next() {
            guard part.node == .start || part.node == .end else { continue }
            switch part.name {
            case "cellXfs": isInCellStyles = part.node == .start && !part.isEmptyElement
            case "numFmt" where part.node == .start:
                let attributes = part.attributes()
                guard let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"],
                    custom.count < Self.mostStyles
                else { continue }
                // Conditional formats have number formats too; the first of an id is the workbook's own.
                if custom[id] == nil { custom[id] = NumberFormat(code: code) }
            case "xf" where part.node == .start && isInCellStyles:
                guard formats.count < Self.mostStyles else { throw part.damaged() }
                let id = part.attributes()["numFmtId"].flatMap { Int($0) } ?? 0
                formats.append(custom[id] ?? NumberFormat(builtIn: id))
            default: break
            }
        }
    }

    /// The number format of a cell's style index.
    subscript(_ index: Int) -> NumberFormat { formats.indices.contains(index) ? formats[index] : .plain }
}

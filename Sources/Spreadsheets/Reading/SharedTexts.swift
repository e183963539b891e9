import Problems

/// The workbook's table of texts, to which cells point by number.
enum SharedTexts {
    static func read(_ archive: ZipArchive, part name: String) throws(Problem) -> [String] {
        let part = try XMLPart(archive, name)
        var texts: [String] = []
        while try part.next() {
            guard part.node == .start, part.name == "si" else { continue }
            guard texts.count < archive.limits.texts else {
                throw archive.problem("spreadsheet.too-many-texts", ["limit": String(archive.limits.texts)])
            }
            texts.append(try CellText.item(part))
        }
        return texts
    }
}

import Foundation
import Problems
import Tabular

/// Where the text of a list comes from: its file, or what was made of a file that is no text.
///
/// Whoever reads a list reads it through here, so that all of them read the same formats.
struct ListSource: Sendable {
    private enum Kind: Sendable {
        case text
        case workbook(WorkbookSpool)
    }

    let url: URL
    /// The file's name without its folder; somebody's number in it is masked.
    let name: String
    private let kind: Kind

    /// - Parameter choice: which sheet of a workbook is meant.
    /// - Throws: `input.missing`, `input.unreadable`, `input.folder`; `input.spreadsheet` for what is neither text nor a
    ///   workbook; what ``WorkbookSpool`` throws, with the file's name.
    init(_ url: URL, _ choice: SheetChoice = .fitting) throws(Problem) {
        self.url = url
        name = url.shownName
        var head: [UInt8] = []
        var file = try FileSource(url)
        _ = try file.read(into: &head, limit: 8)
        let format = ForeignFormat(head)
        // What calls itself a workbook is read as one, so that another content is told as such.
        guard format == .archive || format == .compound || url.pathExtension.lowercased() == "xlsx" else {
            if let format { throw Problem("input.spreadsheet", at: Place(file: name), ["kind": format.rawValue]) }
            kind = .text
            return
        }
        do {
            kind = .workbook(try WorkbookSpool(url, choice))
        } catch {
            throw error.inFile(name)
        }
    }

    /// The sheet that is read; nil where the file is text.
    var sheet: String? {
        guard case .workbook(let spool) = kind else { return nil }
        return spool.sheet
    }

    /// What separates the cells, where that is known beforehand.
    var delimiter: Delimiter? { sheet == nil ? nil : Spool.Writer.delimiter }

    /// What is to be told of the file that its text does not show; without the file's name.
    var notes: [Problem] {
        guard case .workbook(let spool) = kind else { return [] }
        return spool.notes
    }

    /// The text from its beginning.
    func open() throws(Problem) -> any ByteSource {
        guard case .workbook(let spool) = kind else { return try FileSource(url) }
        return spool.spool.open()
    }
}

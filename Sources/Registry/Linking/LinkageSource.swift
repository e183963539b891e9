import Foundation
import Problems
import Tabular

/// A list's text: its layout from the first bytes, its records one batch after the other.
struct LinkageSource {
    let url: URL
    let name: String
    let layout: Layout
    private let source: ListSource

    /// How much of the text decides on encoding and layout.
    static let sample = 1 << 22
    /// How much text is worked on at a time: bytes and where fields stand in them fit a processor's cache.
    static let batch = 1 << 18

    /// - Parameter sheet: the sheet of a workbook; found by what its columns hold when nil.
    /// - Throws: what ``ListSource`` and ``LayoutFinder`` throw.
    init(_ url: URL, sheet: String? = nil) throws(Problem) {
        self.url = url
        name = url.lastPathComponent
        source = try ListSource(url, sheet.map(SheetChoice.named) ?? .fitting)
        var text = try source.open()
        var bytes: [UInt8] = []
        var isWhole = false
        while bytes.count < Self.sample {
            if try text.read(into: &bytes, limit: 1 << 18) == 0 {
                isWhole = true
                break
            }
        }
        var judge = EncodingJudge()
        judge.add(bytes)
        do {
            let head = bytes.count <= 1 << 18 ? bytes : Array(bytes.prefix(1 << 18))
            layout = try LayoutFinder.find(
                sample: head, isWhole: isWhole && head.count == bytes.count, encoding: judge.encoding,
                delimiter: source.delimiter)
        } catch {
            throw error.inFile(name)
        }
    }

    /// What is to be told of a workbook that its text does not show.
    var notes: [Problem] { source.notes.map { $0.inFile(name) } }

    func reader() throws(Problem) -> RecordReader {
        RecordReader(try source.open(), dialect: layout.dialect, skip: layout.skip, batchBytes: Self.batch)
    }

    /// The place of the first column that bears one of the names; capitals and signs do not count.
    func column(_ names: [String]) -> Int? {
        let columns = layout.columns.map(Self.plain)
        for name in names {
            if let place = columns.firstIndex(of: Self.plain(name)) { return place }
        }
        return nil
    }

    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}

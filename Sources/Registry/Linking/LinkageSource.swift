import Foundation
import Problems
import Tabular

/// A list's text: its layout from the first bytes, its records one batch after the other.
struct LinkageSource {
    let url: URL
    let name: String
    let layout: Layout

    /// How much of the text decides on encoding and layout.
    static let sample = 1 << 22
    /// How much text is worked on at a time: bytes and where fields stand in them fit a processor's cache.
    static let batch = 1 << 18

    /// - Throws: what ``FileSource`` and ``LayoutFinder`` throw; `input.spreadsheet` for a workbook and what else is no
    ///   delimited text.
    init(_ url: URL) throws(Problem) {
        self.url = url
        name = url.lastPathComponent
        var source = try FileSource(url)
        var bytes: [UInt8] = []
        var isWhole = false
        while bytes.count < Self.sample {
            if try source.read(into: &bytes, limit: 1 << 18) == 0 {
                isWhole = true
                break
            }
        }
        if let kind = ForeignFormat.name(bytes) {
            throw Problem("input.spreadsheet", at: Place(file: name), ["kind": kind])
        }
        var judge = EncodingJudge()
        judge.add(bytes)
        do {
            let head = bytes.count <= 1 << 18 ? bytes : Array(bytes.prefix(1 << 18))
            layout = try LayoutFinder.find(
                sample: head, isWhole: isWhole && head.count == bytes.count, encoding: judge.encoding)
        } catch {
            throw error.inFile(name)
        }
    }

    func reader() throws(Problem) -> RecordReader {
        RecordReader(try FileSource(url), dialect: layout.dialect, skip: layout.skip, batchBytes: Self.batch)
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

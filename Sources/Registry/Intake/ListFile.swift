import Crypto
public import Foundation
import Indonesia
public import Problems
public import Tabular

/// A list as a file: what it is called, its fingerprint, how it is written and laid out.
public struct ListFile: Sendable {
    public let url: URL
    /// The file's name without its folder; somebody's number in it is masked.
    public let name: String
    /// SHA-256 of all bytes, hexadecimal.
    public let sha256: String
    /// In bytes.
    public let size: Int
    public let layout: Layout
    let source: ListSource
    /// Whether a sheet was asked for in vain: the file is text.
    private let hasUnusedSheet: Bool
    /// Whether the sheet was named by the user.
    let isSheetNamed: Bool

    /// How it is written: the encoding of a text, or `XLSX`.
    public var encoding: String { source.sheet == nil ? layout.dialect.encoding.rawValue : "XLSX" }

    /// What separates its cells; of a workbook the name of the sheet, in which somebody's number is masked.
    public var separator: String {
        source.sheet.map { LongNumbers.hidden(in: $0, runsOf: NIK.length) } ?? layout.dialect.delimiter.name
    }

    /// Opens a list: reads it once for its fingerprint and encoding, and finds delimiter and header.
    ///
    /// - Parameters:
    ///   - sheet: the sheet of a workbook; found by what its columns hold when nil.
    ///   - delimiter: overrides the search for the delimiter of a text.
    /// - Throws: `input.missing`, `input.unreadable`, `input.spreadsheet` (neither text nor a workbook),
    ///   `file.empty`, what reading a workbook throws (`spreadsheet.…`), and what ``LayoutFinder`` throws, each with the
    ///   file's name.
    public init(_ url: URL, sheet: String? = nil, delimiter: Delimiter? = nil) throws(Problem) {
        try self.init(url, choosing: sheet.map(SheetChoice.named) ?? .fitting, delimiter: delimiter)
    }

    init(_ url: URL, choosing choice: SheetChoice, delimiter: Delimiter? = nil) throws(Problem) {
        self.url = url
        name = url.shownName
        source = try ListSource(url, choice)
        var judge = EncodingJudge()
        var hash = SHA256()
        var sample: [UInt8] = []
        var total = 0
        var file: any ByteSource = try FileSource(url)
        let isText = source.sheet == nil
        var piece: [UInt8] = []
        while true {
            piece.removeAll(keepingCapacity: true)
            let count = try file.read(into: &piece, limit: 1 << 20)
            guard count > 0 else { break }
            total += count
            hash.update(data: piece)
            guard isText else { continue }
            judge.add(piece)
            if sample.count < 1 << 18 { sample.append(contentsOf: piece.prefix(1 << 18 - sample.count)) }
        }
        size = total
        sha256 = hash.finalize().hexText
        var isWhole = sample.count == total
        if !isText {
            var text = try source.open()
            while sample.count < 1 << 18, try text.read(into: &sample, limit: 1 << 18) > 0 {}
            isWhole = sample.count < 1 << 18
            judge.add(sample)
        }
        let isNamed = if case .named = choice { true } else { false }
        isSheetNamed = isNamed && !isText
        hasUnusedSheet = isNamed && isText
        do {
            layout = try LayoutFinder.find(
                sample: sample, isWhole: isWhole, encoding: judge.encoding, delimiter: source.delimiter ?? delimiter)
        } catch {
            throw error.inFile(name)
        }
    }

    /// A reader from the first data record on.
    func reader() throws(Problem) -> RecordReader { try reader(skip: layout.skip) }

    /// A reader that leaves out some records at the beginning.
    func reader(skip: Int) throws(Problem) -> RecordReader {
        RecordReader(try source.open(), dialect: layout.dialect, skip: skip)
    }

    /// What is to be told of a workbook that its text does not show: hidden rows, sheets that are left out, ….
    public var notes: [Problem] { source.notes.map { $0.inFile(name) } }

    /// What is told about the file as a whole.
    public var problems: [Problem] {
        var problems = notes + layout.problems.map { $0.inFile(name) }
        if hasUnusedSheet { problems.append(Problem("list.no-sheets", .note, at: Place(file: name))) }
        switch layout.dialect.encoding {
        case .windows1252, .utf16LittleEndian, .utf16BigEndian:
            problems.append(
                Problem("file.encoding", .note, at: Place(file: name), ["encoding": layout.dialect.encoding.rawValue]))
        case .mixed: problems.append(Problem("file.mixed-encoding", .warn, at: Place(file: name)))
        case .utf8, .utf8WithMark: break
        }
        return problems
    }
}

extension Problem {
    /// A thrown error as a problem; anything that is none is a fault of the program.
    static func wrapping(_ error: any Error) -> Problem {
        error as? Problem ?? Problem("program.fault", .refuse, ["detail": String(describing: type(of: error))])
    }

    /// The same problem with the file's name in its place.
    func inFile(_ name: String) -> Problem {
        var problem = self
        problem.place.file = name
        return problem
    }
}

extension URL {
    /// The name of a file or folder as it is shown and kept: somebody's number in it is masked.
    public var shownName: String { LongNumbers.hidden(in: lastPathComponent, runsOf: NIK.length) }
}

extension Sequence<UInt8> {
    /// Two hexadecimal digits a byte, as digests are written.
    var hexText: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

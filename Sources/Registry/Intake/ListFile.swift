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

    /// Opens a list: reads it once for its fingerprint and encoding, and finds delimiter and header.
    ///
    /// - Parameters:
    ///   - delimiter: overrides the search for the delimiter.
    /// - Throws: `input.missing`, `input.unreadable`, `input.spreadsheet` (a workbook and not a text file),
    ///   `file.empty`, and what ``LayoutFinder`` throws, each with the file's name.
    public init(_ url: URL, delimiter: Delimiter? = nil) throws(Problem) {
        self.url = url
        name = url.shownName
        var source = try FileSource(url)
        var judge = EncodingJudge()
        var hash = SHA256()
        var sample: [UInt8] = []
        var total = 0
        var piece: [UInt8] = []
        while true {
            piece.removeAll(keepingCapacity: true)
            let count = try source.read(into: &piece, limit: 1 << 20)
            guard count > 0 else { break }
            if total == 0, let kind = ForeignFormat.name(piece) {
                throw Problem("input.spreadsheet", at: Place(file: name), ["kind": kind])
            }
            total += count
            judge.add(piece)
            hash.update(data: piece)
            if sample.count < 1 << 18 { sample.append(contentsOf: piece.prefix(1 << 18 - sample.count)) }
        }
        size = total
        sha256 = hash.finalize().hexText
        do {
            layout = try LayoutFinder.find(
                sample: sample, isWhole: sample.count == total, encoding: judge.encoding, delimiter: delimiter)
        } catch {
            throw error.inFile(name)
        }
    }

    /// A reader from the first data record on.
    func reader() throws(Problem) -> RecordReader {
        RecordReader(try FileSource(url), dialect: layout.dialect, skip: layout.skip)
    }

    /// What is told about the file as a whole.
    public var problems: [Problem] {
        var problems = layout.problems.map { $0.inFile(name) }
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

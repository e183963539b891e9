import Foundation
import Problems
import Tabular

/// The bytes of a file, read piece by piece.
struct FileSource: ByteSource {
    private let handle: FileHandle
    private let name: String

    init(_ url: URL) throws(Problem) {
        name = url.lastPathComponent
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw Problem("input.missing", at: Place(file: url.lastPathComponent), ["path": url.relativePath])
        }
        let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
        guard !isFolder else { throw Problem("input.folder", at: Place(file: url.lastPathComponent)) }
        do {
            handle = try FileHandle(forReadingFrom: url)
        } catch {
            throw Problem("input.unreadable", at: Place(file: url.lastPathComponent))
        }
    }

    mutating func read(into bytes: inout [UInt8], limit: Int) throws(Problem) -> Int {
        do {
            guard let data = try handle.read(upToCount: limit), !data.isEmpty else { return 0 }
            bytes.append(contentsOf: data)
            return data.count
        } catch {
            throw Problem("input.unreadable", at: Place(file: name))
        }
    }
}

import Foundation
import Problems
import Tabular

/// The bytes of a file, read piece by piece.
struct FileSource: ByteSource {
    private let handle: FileHandle
    private let name: String

    init(_ url: URL) throws(Problem) {
        name = url.shownName
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw Problem("input.missing", at: Place(file: url.shownName), ["path": url.relativePath])
        }
        let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
        guard !isFolder else { throw Problem("input.folder", at: Place(file: url.shownName)) }
        do {
            handle = try FileHandle(forReadingFrom: url)
        } catch {
            throw Problem("input.unreadable", at: Place(file: url.shownName))
        }
    }

    mutating func read(into bytes: inout [UInt8], limit: Int) throws(Problem) -> Int {
        let start = bytes.count
        do {
            // In small steps: what is copied is still in the cache, and no large piece of memory comes and goes.
            while bytes.count - start < limit {
                let step = min(Self.step, limit - (bytes.count - start))
                guard let data = try handle.read(upToCount: step), !data.isEmpty else { break }
                bytes.append(contentsOf: data)
            }
            return bytes.count - start
        } catch {
            throw Problem("input.unreadable", at: Place(file: name))
        }
    }

    private static let step = 1 << 16
}

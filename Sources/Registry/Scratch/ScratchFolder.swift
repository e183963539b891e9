public import Foundation
public import Linkage
public import Problems
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Scratch files in a folder. A file has no name from the moment it is there, so that none is left behind however the
/// program ends.
public struct ScratchFolder: ScratchSpace {
    private let url: URL

    /// - Parameter url: a folder that is there; nil for the system's folder for temporary files.
    /// - Throws: `linkage.scratch` where it is no folder.
    public init(_ url: URL? = nil) throws(Problem) {
        self.url = url ?? FileManager.default.temporaryDirectory
        guard (try? self.url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else {
            throw Problem("linkage.scratch", at: Place(file: self.url.lastPathComponent))
        }
    }

    public func makeFile() throws(Problem) -> any ScratchFile {
        let file = url.appendingPathComponent(".gapura-" + UUID().uuidString)
        let made = FileManager.default.createFile(
            atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made, let handle = try? FileHandle(forUpdating: file) else {
            throw Problem("linkage.scratch", at: Place(file: url.lastPathComponent))
        }
        do {
            try FileManager.default.removeItem(at: file)
        } catch {
            throw Problem("linkage.scratch", at: Place(file: url.lastPathComponent))
        }
        return NamelessFile(handle, folder: url.lastPathComponent)
    }
}

/// An open file without a name.
private final class NamelessFile: ScratchFile {
    private let handle: Mutex<FileHandle>
    private let folder: String

    init(_ handle: sending FileHandle, folder: String) {
        self.handle = Mutex(handle)
        self.folder = folder
    }

    deinit { handle.withLock { try? $0.close() } }

    func append(_ bytes: [UInt8]) throws(Problem) {
        let failure: Problem? = handle.withLock { handle in
            do {
                try handle.seekToEnd()
                try handle.write(contentsOf: Data(bytes))
                return nil
            } catch {
                return Problem(
                    DiskFailure.isFull(error) ? "linkage.scratch-full" : "linkage.scratch", at: Place(file: folder))
            }
        }
        if let failure { throw failure }
    }

    func read(_ count: Int, at offset: Int) throws(Problem) -> [UInt8] {
        let bytes: [UInt8]? = handle.withLock { handle in
            guard (try? handle.seek(toOffset: UInt64(offset))) != nil else { return nil }
            return (try? handle.read(upToCount: count)).map { [UInt8]($0) }
        }
        guard let bytes, bytes.count == count else { throw Problem("linkage.scratch", at: Place(file: folder)) }
        return bytes
    }
}

/// What an error of the file system says.
private enum DiskFailure {
    /// Whether no room is left.
    static func isFull(_ error: any Error) -> Bool {
        let full = [Int(ENOSPC), Int(EDQUOT)]
        if let posix = error as? POSIXError { return full.contains(Int(posix.code.rawValue)) }
        if let cocoa = error as? CocoaError {
            if cocoa.code == .fileWriteOutOfSpace { return true }
            if let under = cocoa.underlying { return isFull(under) }
        }
        return false
    }
}

import Foundation
import Problems
import Registry

/// A file being written beside its final name: it takes the name only when it is whole.
final class OutputFile: Sendable {
    private let target: URL
    private let draft: URL
    private let handle: FileHandle

    init(_ path: String) throws(Problem) {
        target = URL(fileURLWithPath: path)
        try Self.checkPlace(target)
        try Self.checkFolder(of: target)
        draft = target.deletingLastPathComponent().appendingPathComponent("." + target.lastPathComponent + ".part")
        guard FileManager.default.createFile(atPath: draft.path, contents: nil),
            let handle = try? FileHandle(forWritingTo: draft)
        else { throw Problem("output.unwritable", at: Place(file: target.lastPathComponent)) }
        self.handle = handle
    }

    func write(_ text: String) throws(Problem) { try write(Array(text.utf8)) }

    /// Adds bytes; several threads may do so, one after the other.
    func write(_ bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else { return }
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw Problem("output.unwritable", at: Place(file: target.lastPathComponent))
        }
    }

    /// Puts the finished file in its place.
    @discardableResult
    func close() throws(Problem) -> WrittenFile {
        try Self.checkPlace(target)
        let isReplaced = FileManager.default.fileExists(atPath: target.path)
        do {
            try handle.close()
            if isReplaced { try FileManager.default.removeItem(at: target) }
            try FileManager.default.moveItem(at: draft, to: target)
        } catch {
            throw Problem("output.unwritable", at: Place(file: target.lastPathComponent))
        }
        return WrittenFile(url: target, isReplaced: isReplaced)
    }

    deinit { try? FileManager.default.removeItem(at: draft) }

    /// - Throws: `output.folder`, `output.registry` where a folder or a registry stands in the file's place: neither must
    ///   give way.
    static func checkPlace(_ url: URL) throws(Problem) {
        if (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true {
            throw Problem("output.folder", .refuse, at: Place(file: url.lastPathComponent))
        }
        try checkRegistry(url)
    }

    private static func checkRegistry(_ url: URL) throws(Problem) {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return }
        defer { try? handle.close() }
        if (try? handle.read(upToCount: databaseMark.count)) == databaseMark {
            throw Problem("output.registry", .refuse, at: Place(file: url.lastPathComponent))
        }
    }

    /// How files of SQLite begin.
    private static let databaseMark = Data("SQLite format 3\u{0}".utf8)

    /// - Throws: `output.no-folder` where the folder of a file that the user named is not there. A folder that is named
    ///   for results is made; one in a file's path may be a slip of the pen.
    static func checkFolder(of url: URL) throws(Problem) {
        let folder = url.deletingLastPathComponent()
        guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true else {
            throw Problem(
                "output.no-folder", .refuse, at: Place(file: url.lastPathComponent), value: folder.relativePath)
        }
    }

    /// - Throws: `output.is-input` where a file to be written is one that is read, `output.registry` where it is a registry.
    static func check(_ outputs: [URL], against inputs: [URL]) throws(Problem) {
        let read = Set(
            inputs.filter { FileManager.default.fileExists(atPath: $0.path) }
                .map { $0.resolvingSymlinksInPath().standardizedFileURL.path })
        for output in outputs where read.contains(output.resolvingSymlinksInPath().standardizedFileURL.path) {
            throw Problem("output.is-input", .refuse, at: Place(file: output.lastPathComponent))
        }
        for output in outputs { try checkRegistry(output) }
    }

    /// Makes a folder where there is none.
    static func makeFolder(_ url: URL) throws(Problem) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw Problem("output.unwritable", at: Place(file: url.lastPathComponent))
        }
    }

    /// Writes a whole text to a file; an earlier file of that name gives way, and the answer says so.
    ///
    /// - Throws: `output.no-folder`, `output.folder`, `output.unwritable`.
    @discardableResult
    static func write(_ text: String, to url: URL) throws(Problem) -> WrittenFile {
        try checkPlace(url)
        try checkFolder(of: url)
        let isReplaced = FileManager.default.fileExists(atPath: url.path)
        do {
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw Problem("output.unwritable", at: Place(file: url.lastPathComponent))
        }
        return WrittenFile(url: url, isReplaced: isReplaced)
    }

    /// Writes a whole text to a file in a folder for results, which is made where there is none.
    @discardableResult
    static func write(_ text: String, as name: String, in folder: URL) throws(Problem) -> WrittenFile {
        try makeFolder(folder)
        return try write(text, to: folder.appendingPathComponent(name))
    }
}

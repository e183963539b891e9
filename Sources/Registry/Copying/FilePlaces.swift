import Foundation
import Problems

/// Files that take their names together, where others stand or none.
///
/// A name is never without a file meanwhile: what stood there gets a second name first, and the new file is then renamed
/// over it in one step. Where one of several fails, all get back what they had.
struct FilePlaces {
    struct Taking {
        /// What takes the name; nil where nothing shall have it afterwards.
        var draft: URL?
        var name: URL
        /// The name under which what stands there is kept; nil where nothing stands there.
        var aside: URL?
    }

    private let takings: [Taking]

    init(_ takings: [Taking]) { self.takings = takings }

    /// Gives all of them their names, in their order, and waits until the disk knows it.
    ///
    /// - Throws: `output.unwritable` naming the file; then everything is as it was.
    func take() throws(Problem) {
        for taking in takings {
            if let draft = taking.draft, !Self.flush(draft) { throw Self.unwritable(taking.name) }
        }
        var kept: [Taking] = []
        var taken: [Taking] = []
        do throws(Problem) {
            for taking in takings {
                guard let aside = taking.aside else { continue }
                try Self.keep(taking.name, as: aside)
                kept.append(taking)
            }
            for taking in takings {
                try Self.take(taking)
                taken.append(taking)
            }
        } catch {
            for taking in taken.reversed() { Self.giveBack(taking) }
            for taking in kept where !taken.contains(where: { $0.name == taking.name }) {
                guard let aside = taking.aside else { continue }
                Self.returnSideFiles(aside, taking.name)
                try? FileManager.default.removeItem(at: aside)
            }
            throw error
        }
        // Not every disk can be asked for that; the names are given all the same.
        for folder in Set(takings.map { $0.name.deletingLastPathComponent() }) { _ = Self.flush(folder) }
    }

    /// Gives a file a second name, or copies it where the disk knows no second names.
    private static func keep(_ file: URL, as other: URL) throws(Problem) {
        try perform(other) {
            guard !FileManager.default.fileExists(atPath: other.path) else { throw CocoaError(.fileWriteFileExists) }
            do {
                try FileManager.default.linkItem(at: file, to: other)
            } catch {
                try FileManager.default.copyItem(at: file, to: other)
            }
        }
        guard flush(other) else { throw unwritable(other) }
    }

    private static func take(_ taking: Taking) throws(Problem) {
        guard let aside = taking.aside else {
            // Nothing of somebody else's is written over that came meanwhile.
            return try perform(taking.name) {
                if let draft = taking.draft { try FileManager.default.moveItem(at: draft, to: taking.name) }
            }
        }
        // Of a database that could not be settled: its log must not lie beside the one that takes its place.
        try perform(aside) {
            for ending in sideFiles where FileManager.default.fileExists(atPath: taking.name.path + ending) {
                try FileManager.default.moveItem(atPath: taking.name.path + ending, toPath: aside.path + ending)
            }
        }
        guard let draft = taking.draft else {
            return try perform(taking.name) { try FileManager.default.removeItem(at: taking.name) }
        }
        guard unsafe rename(draft.path, taking.name.path) == 0 else { throw unwritable(taking.name) }
    }

    private static func giveBack(_ taking: Taking) {
        guard let aside = taking.aside else {
            if taking.draft != nil { try? FileManager.default.removeItem(at: taking.name) }
            return
        }
        _ = unsafe rename(aside.path, taking.name.path)
        returnSideFiles(aside, taking.name)
    }

    private static func returnSideFiles(_ aside: URL, _ name: URL) {
        for ending in sideFiles where FileManager.default.fileExists(atPath: aside.path + ending) {
            try? FileManager.default.moveItem(atPath: aside.path + ending, toPath: name.path + ending)
        }
    }

    /// What SQLite keeps beside a database that is in use, or was when its program was ended.
    static let sideFiles = ["-wal", "-shm", "-journal"]

    /// Waits until a file's content, or a folder's names, are on the disk.
    private static func flush(_ file: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
        return (try? handle.synchronize()) != nil && (try? handle.close()) != nil
    }

    private static func perform(_ file: URL, _ body: () throws -> Void) throws(Problem) {
        do { try body() } catch { throw unwritable(file) }
    }

    private static func unwritable(_ file: URL) -> Problem {
        Problem("output.unwritable", at: Place(file: file.lastPathComponent))
    }
}

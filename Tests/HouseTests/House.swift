import Foundation

/// The package as it lies on the disk, for tests that read its source text.
enum House {
    /// The package's root folder. Links are resolved, so that a build in another folder reads the same files.
    static let root: URL = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }()

    /// The Swift files of all rooms, read once; the code that documentation shows belongs to no room.
    static let sources: [SourceFile] =
        files(under: "Sources", ending: "swift").filter { !$0.contains(".docc/") }.map { SourceFile(path: $0) }
        + files(under: "Examples", ending: "swift").map { SourceFile(path: $0, room: "Examples") }

    /// Paths relative to the root of all files below a folder, sorted; links and hidden files are left out.
    static func files(under folder: String, ending suffix: String? = nil) -> [String] {
        var found: [String] = []
        var open = [folder]
        while let here = open.popLast() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: absolute(here))) ?? []
            for name in names where !name.hasPrefix(".") {
                let path = here.isEmpty ? name : here + "/" + name
                let attributes = try? FileManager.default.attributesOfItem(atPath: absolute(path))
                switch attributes?[.type] as? FileAttributeType {
                case .typeDirectory: open.append(path)
                case .typeRegular:
                    guard let suffix else { found.append(path); continue }
                    if name.hasSuffix("." + suffix) { found.append(path) }
                default: continue
                }
            }
        }
        return found.sorted()
    }

    static func absolute(_ path: String) -> String {
        path.isEmpty ? root.path : root.appendingPathComponent(path).path
    }

    static func data(_ path: String) -> Data {
        FileManager.default.contents(atPath: absolute(path)) ?? Data()
    }

    static func text(_ path: String) -> String {
        String(decoding: data(path), as: UTF8.self)
    }
}

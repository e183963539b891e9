import Foundation
import Problems

/// The folder of finished reports. Only names of files in it are ever opened, never a path that a reader wrote.
struct ReportShelf: Sendable {
    struct Item: Sendable {
        /// The file's name.
        var name: String
        var title: String
        var modified: Date?
        var bytes: Int
    }

    let folder: URL?
    /// The beginning of a report that holds its title.
    private static let head = 8192
    /// Larger files are not reports of ours.
    private static let largest = 64 << 20

    /// Reports in the order of their names.
    func items() -> [Item] {
        guard let folder else { return [] }
        let keys: [URLResourceKey] = [.isRegularFileKey, .contentModificationDateKey, .fileSizeKey]
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: keys)) ?? []
        return files.compactMap { file -> Item? in
            let name = file.lastPathComponent
            guard file.pathExtension == "html", !name.hasPrefix("."),
                let values = try? file.resourceValues(forKeys: Set(keys)), values.isRegularFile == true,
                let size = values.fileSize, size <= Self.largest
            else { return nil }
            return Item(
                name: name, title: Self.title(of: file) ?? name, modified: values.contentModificationDate, bytes: size)
        }.sorted { $0.name < $1.name }
    }

    /// The report of a name; nil when the folder holds no such file.
    func item(_ name: String) -> Item? { items().first { $0.name == name } }

    /// The bytes of a report; nil when the folder holds no such file.
    func bytes(_ name: String) -> Data? {
        guard let folder, let item = item(name) else { return nil }
        return try? Data(contentsOf: folder.appendingPathComponent(item.name))
    }

    private static func title(of file: URL) -> String? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: head) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let start = text.range(of: "<title>"), let end = text[start.upperBound...].range(of: "</title>") else {
            return nil
        }
        let title = text[start.upperBound..<end.lowerBound]
        return title.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

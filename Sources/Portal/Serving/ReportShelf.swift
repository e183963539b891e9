import Foundation
import Problems

/// The folder of finished reports. Only names of files in it are ever opened, never a path that a reader wrote.
///
/// `name.html` is a report, `name.en.html` beside it its English edition.
struct ReportShelf: Sendable {
    struct Item: Sendable {
        /// The name of the report, the same for all its editions.
        var name: String
        /// The file of the edition.
        var file: String
        var title: String
        var modified: Date?
        var bytes: Int
    }

    let folder: URL?
    /// The beginning of a report that holds its title.
    private static let head = 8192
    /// Larger files are not reports of ours.
    private static let largest = 64 << 20
    private static let english = ".en"

    /// Reports by name, each in the edition of a language where there is one.
    func items(_ language: Language) -> [Item] {
        let files = Set(files())
        let names = Set(files.map(Self.name))
        return names.sorted().compactMap { name in
            let own = name + (language == .en ? Self.english : "") + ".html"
            let other = name + (language == .en ? "" : Self.english) + ".html"
            return item(name, files.contains(own) ? own : other)
        }
    }

    /// The report of a name; nil when the folder holds no such report.
    func item(_ name: String, _ language: Language) -> Item? { items(language).first { $0.name == name } }

    /// The bytes of a file; nil when the folder holds no such report.
    func bytes(_ file: String) -> Data? {
        guard let folder, files().contains(file) else { return nil }
        return try? Data(contentsOf: folder.appendingPathComponent(file))
    }

    private static func name(_ file: String) -> String {
        let stem = file.dropLast(".html".count)
        return String(stem.hasSuffix(english) ? stem.dropLast(english.count) : stem)
    }

    /// Names of the files that are reports.
    private func files() -> [String] {
        guard let folder else { return [] }
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))
        return (found ?? []).filter { file in
            guard file.pathExtension == "html", !file.lastPathComponent.hasPrefix("."),
                let values = try? file.resourceValues(forKeys: keys)
            else { return false }
            return values.isRegularFile == true && (values.fileSize ?? .max) <= Self.largest
        }.map(\.lastPathComponent)
    }

    private func item(_ name: String, _ file: String) -> Item? {
        guard let url = folder?.appendingPathComponent(file) else { return nil }
        let values = try? url.resourceValues(forKeys: [.contentModificationDateKey, .fileSizeKey])
        return Item(
            name: name, file: file, title: Self.title(of: url) ?? name, modified: values?.contentModificationDate,
            bytes: values?.fileSize ?? 0)
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

import Foundation
import Testing

@Suite("Nothing in the tree depends on one machine")
struct MachinePathTests {
    /// Folders of one machine, written in two parts so that this file does not name them.
    static let folders = ["work", "tmp", "root/", "home/", "Users/", "opt/swift"].map { "/" + $0 }
    /// Hosts of package registries, likewise: clients know them, the project need not.
    static let hosts = [
        ("pypi", "org"), ("pythonhosted", "org"), ("deb.debian", "org"), ("npmjs", "org"), ("crates", "io"),
    ]
    .map { $0.0 + "." + $0.1 }
    static let endings: Set<String> = [
        "swift", "py", "sh", "md", "json", "yaml", "yml", "html", "mustache", "css", "js", "svg", "txt", "h",
        "modulemap",
        "toml", "cfg",
    ]
    static let skipped: Set<String> = ["demo-out", "node_modules"]

    /// The text files of the tree; large data files hold no paths and are left out.
    static let files: [String] = {
        let top = (try? FileManager.default.contentsOfDirectory(atPath: House.root.path)) ?? []
        var found = ["Makefile", ".ci/run", ".swift-format", ".gitignore"].filter { !House.data($0).isEmpty }
        for name in top where !name.hasPrefix(".") && !skipped.contains(name) {
            found += House.files(under: name)
            if isText(name) { found.append(name) }
        }
        return found.filter { path in
            path.split(separator: "/").first == "Scripts" || !path.contains("/") || isText(path)
        }
    }()

    static func isText(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return endings.contains(String(path[path.index(after: dot)...]))
    }

    @Test("no file names a folder of one machine")
    func paths() {
        #expect(Self.files.count > 3)
        var wrong: [String] = []
        for path in Self.files {
            let data = House.data(path)
            guard data.count < 2_000_000 else { continue }
            for folder in Self.folders where Self.names(folder, in: data) { wrong.append("\(path): \(folder)") }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("no file names the host of a package registry")
    func hosts() {
        var wrong: [String] = []
        for path in Self.files {
            let data = House.data(path)
            guard data.count < 2_000_000 else { continue }
            for host in Self.hosts where data.range(of: Data(host.utf8)) != nil { wrong.append("\(path): \(host)") }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    /// True where the folder stands as an absolute path: after a space, a quote or a sign, not inside a longer path.
    static func names(_ folder: String, in data: Data) -> Bool {
        let needle = Data(folder.utf8)
        var from = data.startIndex
        while let range = data.range(of: needle, in: from..<data.endIndex) {
            from = range.upperBound
            if range.lowerBound > data.startIndex {
                let before = data[range.lowerBound - 1]
                guard " \n\t\"'`(=:,<>[{".utf8.contains(before) else { continue }
            }
            if folder.hasSuffix("/") || range.upperBound == data.endIndex { return true }
            let after = data[range.upperBound]
            let isLetter = (after | 0x20) >= UInt8(ascii: "a") && (after | 0x20) <= UInt8(ascii: "z")
            let isDigit = after >= UInt8(ascii: "0") && after <= UInt8(ascii: "9")
            if !isLetter, !isDigit, after != UInt8(ascii: "-"), after != UInt8(ascii: "_") { return true }
        }
        return false
    }
}

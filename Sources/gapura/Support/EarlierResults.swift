import Foundation
import Problems
import Registry

/// What an earlier run of `link` left in the folder of the results: it does not belong to these, and is not taken away.
enum EarlierResults {
    /// The files beside those that were written now, in the order of their names.
    ///
    /// - Parameter written: names of the files that this run has written.
    static func names(in folder: URL, besides written: Set<String>) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            guard !written.contains(name) else { return false }
            return name == "report.html"
                || name.hasSuffix(".json") && SplinkSettings.isFile(folder.appendingPathComponent(name))
        }.sorted()
    }

    /// Notes them.
    static func note(in folder: URL, besides written: Set<String>, _ console: Console) {
        let names = names(in: folder, besides: written)
        guard !names.isEmpty else { return }
        console.note(console.say("link.earlier", ["files": names.joined(separator: ", ")]))
    }
}

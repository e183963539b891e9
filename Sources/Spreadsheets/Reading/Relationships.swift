import Problems

/// Which parts of the archive belong to a part, by kind and by id.
struct Relationships {
    struct Item {
        /// The last word of the kind's address, such as `worksheet`: the two editions of the standard agree on it.
        var kind: String
        /// The part's name in the archive.
        var part: String
    }

    private(set) var byID: [String: Item] = [:]

    /// - Parameter part: the part whose relationships are asked for; empty for the package itself.
    init(_ archive: ZipArchive, of part: String) throws(Problem) {
        let folder = part.split(separator: "/").dropLast().map(String.init)
        let file = part.split(separator: "/").last.map(String.init) ?? ""
        let name = (folder + ["_rels", file + ".rels"]).joined(separator: "/")
        let xml = try XMLPart(archive, name)
        while try xml.next() {
            guard xml.node == .start, xml.name == "Relationship" else { continue }
            let attributes = xml.attributes()
            guard let id = attributes["Id"], let target = attributes["Target"], attributes["TargetMode"] != "External",
                byID.count < archive.limits.entries
            else { continue }
            let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
            byID[id] = Item(kind: kind, part: Self.resolve(target, in: folder))
        }
    }

    /// The part of a kind of which there is one.
    func part(of kind: String) -> String? {
        byID.filter { $0.value.kind == kind }.min { $0.key < $1.key }?.value.part
    }

    private static func resolve(_ target: String, in folder: [String]) -> String {
        var path = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..": _ = path.popLast()
            default: path.append(String(step))
            }
        }
        return path.joined(separator: "/")
    }
}

import Foundation
public import Problems

/// The rule files that ship with Gapura.
public enum RuleLibrary {
    /// Their names, without ending.
    public static let names = [
        "bpum", "bpum-arjowilangun", "bpum-kudus", "bpum-pnm", "kur", "kur-khusus", "mekaar", "umi",
    ]

    /// All rule files that ship with Gapura.
    public static func all() throws(Problem) -> [RuleFile] {
        try names.map { name throws(Problem) in try named(name) }
    }

    /// These files and all bundled ones of the same programme whose rules they do not hold.
    public static func withCatalogue(_ files: [RuleFile]) throws(Problem) -> [RuleFile] {
        let programmes = Set(files.map(\.programme))
        let codes = Set(files.flatMap(\.rules).map(\.code))
        return files
            + (try all()).filter { file in
                programmes.contains(file.programme) && !file.rules.contains { codes.contains($0.code) }
            }
    }

    /// A rule file by the name it ships under, or by its path.
    ///
    /// - Throws: `input.missing`, `input.folder`; the first problem of the file.
    public static func named(_ name: String) throws(Problem) -> RuleFile {
        let reading = try reading(name)
        guard let file = reading.file else { throw reading.problems.first ?? Problem("rule-file.syntax") }
        return file
    }

    /// The scoring forms that ship, without ending.
    public static let forms = ["house-index-mbk"]

    /// A scoring form by the name it ships under, or by its path.
    ///
    /// - Throws: `input.missing`; the first problem of the file.
    public static func form(_ name: String) throws(Problem) -> ScoringForm {
        let reading = try formReading(name)
        guard let form = reading.form else { throw reading.problems.first ?? Problem("rule-file.syntax") }
        return form
    }

    /// What is in the file of a form, and all that is wrong with it.
    ///
    /// - Throws: `input.missing`, `rule-file.size`.
    public static func formReading(_ name: String) throws(Problem) -> ScoringFormReading {
        let schema = try FactSchema.bundled()
        guard !forms.contains(name) else {
            return ScoringFormReading(try data(name + ".yaml"), name: name + ".yaml", schema)
        }
        return ScoringFormReading(try data(at: name), name: URL(fileURLWithPath: name).lastPathComponent, schema)
    }

    /// What is in a file, and all that is wrong with it.
    ///
    /// - Throws: `input.missing`, `rule-file.size`.
    public static func reading(_ name: String) throws(Problem) -> RuleFileReading {
        let schema = try FactSchema.bundled()
        guard !names.contains(name) else {
            return RuleFileReading(try data(name + ".yaml"), name: name + ".yaml", schema)
        }
        return RuleFileReading(try data(at: name), name: URL(fileURLWithPath: name).lastPathComponent, schema)
    }

    private static func data(at path: String) throws(Problem) -> Data {
        let url = URL(fileURLWithPath: path)
        guard (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) != true else {
            throw Problem("input.folder", at: Place(file: url.shownName))
        }
        guard let data = try? Data(contentsOf: url) else {
            throw Problem("input.missing", at: Place(file: url.lastPathComponent), ["path": path])
        }
        guard data.count <= 1 << 20 else { throw Problem("rule-file.size", at: Place(file: url.lastPathComponent)) }
        return data
    }

    /// A bundled file.
    static func data(_ name: String) throws(Problem) -> Data {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })
        guard let file = folder?.appendingPathComponent("RuleFiles/" + name), let data = try? Data(contentsOf: file)
        else { throw Problem("input.missing", at: Place(file: name), ["path": name]) }
        return data
    }
}

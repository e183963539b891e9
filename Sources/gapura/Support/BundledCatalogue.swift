import Examples
import Foundation
import Problems
import Registry
import Store

/// The catalogue that ships with Gapura, for commands that need no registry.
struct BundledCatalogue {
    let compatibility: [CompatibilityRecord]
    let programmes: [ProgrammeRecord]
    let regions: RegionDirectory

    /// Codes of programmes that the catalogue or its rules name.
    var codes: Set<String> {
        Set(programmes.map(\.code) + compatibility.flatMap { [$0.programmeA, $0.programmeB] })
            .filter { !$0.hasPrefix("kind:") }
    }

    init() throws(Problem) {
        let folder = try Self.folder()
        compatibility = try CompatibilityFile.read(folder.appendingPathComponent("compatibility.csv"))
        programmes = try CatalogueFile.programmes(folder.appendingPathComponent("programmes.json"))
        regions = RegionDirectory(
            try RegionDirectory.read(folder.appendingPathComponent("regions.csv"), system: nil, version: nil).records)
    }

    static func folder() throws(Problem) -> URL { try example("catalogue") }

    /// A folder of the bundled examples.
    static func example(_ name: String) throws(Problem) -> URL {
        guard let folder = Examples.folder(name) else { throw Problem("demo.examples", .refuse, ["name": name]) }
        return folder
    }
}

public import Foundation

/// Where the bundled example data stand. All people in them are synthetic.
public enum Examples {
    /// A folder of the examples: `one-gate`, `mekaar-kutasari`, `bpum-arjowilangun`, `coordination`, `survei-manfaat`,
    /// `peristiwa`, `audit` or `catalogue`.
    ///
    /// - Returns: nil when the data are not beside the program, as after a copy of the bare executable.
    public static func folder(_ name: String) -> URL? {
        let beside = Bundle.main.bundleURL.appendingPathComponent("gapura_Examples.resources")
        // SwiftPM's accessor ends the program when it finds nothing; it is asked only where a build folder exists.
        let build = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build")
        let isBeside = FileManager.default.fileExists(atPath: beside.path)
        guard isBeside || FileManager.default.fileExists(atPath: build.path) else { return nil }
        guard let url = (isBeside ? beside : Bundle.module.resourceURL)?.appendingPathComponent(name),
            FileManager.default.fileExists(atPath: url.path)
        else { return nil }
        return url
    }
}

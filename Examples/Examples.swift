public import Foundation

/// Where the bundled example data stand. All people in them are synthetic.
public enum Examples {
    /// A folder of the examples: `one-gate`, `mekaar-kutasari`, `bpum-arjowilangun` or `catalogue`.
    ///
    /// - Returns: nil when the data are not beside the program, as after a copy of the bare executable.
    public static func folder(_ name: String) -> URL? {
        guard let url = Bundle.module.resourceURL?.appendingPathComponent(name),
            FileManager.default.fileExists(atPath: url.path)
        else { return nil }
        return url
    }
}

public import Foundation

/// Finds the folder of a room's bundled files.
public enum ResourceFolder {
    /// The folder of a bundle: beside the program, as it is shipped, or where the build left it.
    ///
    /// SwiftPM's own accessor ends the program when it finds nothing; so it is asked only where a build folder exists.
    ///
    /// - Parameters:
    ///   - name: the bundle's name without ending, such as `gapura_Problems`.
    ///   - built: the accessor of the asking room.
    /// - Returns: nil when the files are nowhere.
    public static func find(_ name: String, built: () -> URL?) -> URL? {
        let beside = Bundle.main.bundleURL.appendingPathComponent(name + ".resources")
        if FileManager.default.fileExists(atPath: beside.path) { return beside }
        let build = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(".build")
        return FileManager.default.fileExists(atPath: build.path) ? built() : nil
    }
}

import Foundation
import Problems

/// What a file is, from its first bytes: names lie.
enum FileKind {
    /// Reads the file with the reader of its kind.
    static func read(_ url: URL, limits: StatisticalLimits) throws(Problem) -> StatisticalTable {
        let bytes = try contents(url, limits: limits)
        if bytes.starts(with: "$FL2".utf8) || bytes.starts(with: "$FL3".utf8) {
            return try SAVReader(bytes, limits: limits).table()
        }
        if bytes.starts(with: "<stata_dta>".utf8) { return try DTAReader(bytes, limits: limits).table() }
        // Before Stata 13 the first byte is the format's number, the second the order of bytes, the third is 1.
        if bytes.count > 4, (100...117).contains(bytes[0]), bytes[1] == 1 || bytes[1] == 2, bytes[2] == 1 {
            return try DTAReader(bytes, limits: limits).table()
        }
        // SPSS's password protection keeps the first letters readable.
        if bytes.dropFirst(8).starts(with: "ENCRYPTEDSAV".utf8) { throw Problem("statistical-file.encrypted") }
        throw Problem("statistical-file.unknown-kind")
    }

    private static func contents(_ url: URL, limits: StatisticalLimits) throws(Problem) -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw Problem("statistical-file.unreadable")
        }
        guard let size = (attributes?[.size] as? NSNumber)?.intValue, size <= limits.fileBytes else {
            throw Problem("statistical-file.too-large", .refuse, ["limit": String(limits.fileBytes)])
        }
        guard let data = try? Data(contentsOf: url) else { throw Problem("statistical-file.unreadable") }
        return [UInt8](data)
    }
}

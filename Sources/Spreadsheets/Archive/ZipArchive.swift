import CZip
import Foundation
import Problems

/// The archive that a workbook is, opened for reading. Holds libzip's handle and lets no pointer out.
@safe final class ZipArchive {
    /// The file's name for problems.
    let place: Place
    let limits: SpreadsheetLimits
    let fileSize: UInt64
    fileprivate let handle: OpaquePointer

    /// - Throws: `spreadsheet.unreadable`, `.not-a-workbook`, `.old-format`, `.encrypted`, `.damaged`,
    ///   `.too-many-entries`.
    init(_ url: URL, limits: SpreadsheetLimits) throws(Problem) {
        let place = Place(file: url.lastPathComponent)
        try FileHead.check(url, at: place)
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        var error: Int32 = 0
        guard let opened = unsafe zip_open(url.path, ZIP_RDONLY, &error) else {
            throw Problem("spreadsheet.damaged", at: place, ["part": "zip"])
        }
        unsafe handle = opened
        self.place = place
        self.limits = limits
        fileSize = (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
        guard unsafe zip_get_num_entries(opened, 0) <= Int64(limits.entries) else {
            throw problem("spreadsheet.too-many-entries", ["limit": String(limits.entries)])
        }
    }

    deinit { unsafe zip_discard(handle) }

    func problem(_ code: String, _ arguments: [String: String] = [:]) -> Problem {
        Problem(code, at: place, arguments)
    }

    func has(_ name: String) -> Bool { index(of: name) != nil }

    private func index(of name: String) -> UInt64? {
        let exact = unsafe zip_name_locate(handle, name, 0)
        if exact >= 0 { return UInt64(exact) }
        // Part names are compared without regard to case.
        let loose = unsafe zip_name_locate(handle, name, ZIP_FL_NOCASE)
        return loose >= 0 ? UInt64(loose) : nil
    }

    /// Begins to unpack a part.
    func entry(_ name: String) throws(Problem) -> ZipEntry {
        guard let index = index(of: name) else { throw problem("spreadsheet.missing-part", ["part": name]) }
        return try ZipEntry(self, name: name, index: index)
    }
}

/// One part being unpacked; counts what comes out and stops at the limits, whatever the archive says of its sizes.
@safe final class ZipEntry {
    let name: String
    private let archive: ZipArchive
    private let file: OpaquePointer
    private let mostBytes: UInt64
    private let mostBytesByRatio: UInt64
    private var count: UInt64 = 0
    private var tagGuard = TagGuard()
    /// Why unpacking ended before the part did: the XML reader in between knows only that it ended.
    private(set) var failure: Problem?

    /// Below this size nobody is hurt, and small parts do compress well.
    private static let ratioFloor: UInt64 = 4 << 20

    fileprivate init(_ archive: ZipArchive, name: String, index: UInt64) throws(Problem) {
        self.archive = archive
        self.name = name
        var stat = unsafe zip_stat()
        guard unsafe zip_stat_index(archive.handle, index, 0, &stat) == 0 else {
            throw archive.problem("spreadsheet.damaged", ["part": name])
        }
        guard unsafe stat.encryption_method == UInt16(ZIP_EM_NONE) else {
            throw archive.problem("spreadsheet.encrypted")
        }
        mostBytes = UInt64(max(0, archive.limits.partBytes))
        let packed = min(unsafe stat.comp_size, archive.fileSize)
        let product = packed.multipliedReportingOverflow(by: UInt64(max(1, archive.limits.ratio)))
        mostBytesByRatio = max(product.overflow ? .max : product.partialValue, Self.ratioFloor)
        guard let opened = unsafe zip_fopen_index(archive.handle, index, 0) else {
            throw archive.problem("spreadsheet.damaged", ["part": name])
        }
        unsafe file = opened
    }

    deinit { unsafe _ = zip_fclose(file) }

    /// Unpacks further bytes.
    ///
    /// - Returns: how many; 0 at the end, -1 where ``failure`` says why not.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard failure == nil else { return -1 }
        let got = unsafe zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
        guard got >= 0 else { return fail("spreadsheet.damaged") }
        count += UInt64(got)
        if count > mostBytes { return fail("spreadsheet.too-large", limit: archive.limits.partBytes) }
        if count > mostBytesByRatio { return fail("spreadsheet.swelling", limit: archive.limits.ratio) }
        let bytes = unsafe UnsafeBufferPointer(rebasing: buffer.assumingMemoryBound(to: UInt8.self)[..<Int(got)])
        switch unsafe tagGuard.add(bytes.span) {
        case nil: return Int(got)
        case .declaration: return fail("spreadsheet.declared-entities")
        case .overloadedTag: return fail("spreadsheet.damaged")
        }
    }

    func damaged() -> Problem { archive.problem("spreadsheet.damaged", ["part": name]) }

    private func fail(_ code: String, limit: Int? = nil) -> Int {
        var arguments = ["part": name]
        if let limit { arguments["limit"] = String(limit) }
        failure = archive.problem(code, arguments)
        return -1
    }
}

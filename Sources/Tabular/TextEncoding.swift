import Kernels

/// How the signs of a list are written as bytes.
public enum TextEncoding: String, Sendable, Hashable, Codable, CaseIterable {
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8 BOM"
    /// Mostly UTF-8 with single bytes that are not; those are read as Windows-1252.
    case mixed = "UTF-8 + Windows-1252"
    case windows1252 = "Windows-1252"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
}

/// Finds the encoding of a text from **all** its bytes: one accented name in row 900,000 decides as well as one in row 1.
public struct EncodingJudge: Sendable {
    private var validity = TextValidity()
    private var head: [UInt8] = []

    public init() {}

    /// Looks at the next piece of the text.
    public mutating func add(_ bytes: [UInt8]) {
        if head.count < 4 { head.append(contentsOf: bytes.prefix(4 - head.count)) }
        validity.add(bytes)
    }

    /// The encoding of what was seen.
    public var encoding: TextEncoding {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return validity.invalid == 0 ? .utf8WithMark : .mixed }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        // Latin text in UTF-16 has a NUL in nearly every second byte, always on the same side.
        if validity.oddNULs * 5 > validity.total, validity.evenNULs * 20 < validity.oddNULs {
            return .utf16LittleEndian
        }
        if validity.evenNULs * 5 > validity.total, validity.oddNULs * 20 < validity.evenNULs { return .utf16BigEndian }
        if validity.invalid == 0 { return .utf8 }
        return validity.multibyte > validity.invalid * 4 ? .mixed : .windows1252
    }
}

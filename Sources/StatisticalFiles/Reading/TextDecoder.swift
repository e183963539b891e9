import Foundation
import Problems

/// Turns the bytes of names, labels and cells into text, in the encoding the file declares.
struct TextDecoder: Sendable {
    private enum Scheme: Sendable, Hashable {
        case utf8
        case single(UInt)
        /// The file does not say: UTF-8 where a text is that, Windows-1252 otherwise.
        case either
        /// Named by the file but not known here; plain ASCII can be read all the same.
        case unknown
    }

    private let scheme: Scheme
    /// The encoding's name as the file gives it.
    let name: String

    static let utf8 = TextDecoder(name: "UTF-8")
    /// For files that do not name their encoding.
    static let unnamed = TextDecoder(name: "")

    /// - Parameter name: such as `UTF-8`, `windows-1252`, `ISO-8859-1`.
    init(name: String) {
        self.name = name
        switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
        case "utf8", "usascii", "ascii", "ansix341968": scheme = .utf8
        case "windows1252", "cp1252", "1252", "ansi", "iso88591", "latin1", "iso885915", "28591":
            // Windows-1252 is ISO 8859-1 with signs where that has control codes.
            scheme = .single(String.Encoding.windowsCP1252.rawValue)
        case "windows1250", "cp1250": scheme = .single(String.Encoding.windowsCP1250.rawValue)
        case "windows1251", "cp1251": scheme = .single(String.Encoding.windowsCP1251.rawValue)
        case "windows1253", "cp1253": scheme = .single(String.Encoding.windowsCP1253.rawValue)
        case "windows1254", "cp1254": scheme = .single(String.Encoding.windowsCP1254.rawValue)
        case "iso88592", "latin2": scheme = .single(String.Encoding.isoLatin2.rawValue)
        case "": scheme = .either
        default: scheme = .unknown
        }
    }

    /// The decoder of an SPSS code page number.
    init(codePage: Int32) {
        switch codePage {
        case 65001: self = .utf8
        case 2, 3, 20127: self.init(name: "windows-1252")
        default: self.init(name: "windows-\(codePage)")
        }
    }

    /// - Throws: `statistical-file.encoding` where the bytes are no text of this encoding.
    func text(_ bytes: ArraySlice<UInt8>) throws(Problem) -> String {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return String(decoding: bytes, as: UTF8.self) }
        switch scheme {
        case .utf8:
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            // Programs cut texts at the width of their variable, in the middle of a sign if need be.
            for cut in 1...3 where cut < bytes.count && Self.isCutSign(bytes.suffix(cut)) {
                if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
            }
        case .single(let raw):
            return Self.single(bytes, String.Encoding(rawValue: raw))
        case .either:
            return String(validating: bytes, as: UTF8.self) ?? Self.single(bytes, .windowsCP1252)
        case .unknown: break
        }
        throw Problem("statistical-file.encoding", .refuse, ["encoding": name])
    }

    /// Bytes to which the encoding gives no sign become the sign that stands for damage.
    private static func single(_ bytes: ArraySlice<UInt8>, _ encoding: String.Encoding) -> String {
        String(bytes: bytes, encoding: encoding)
            ?? bytes.map { String(bytes: [$0], encoding: encoding) ?? "\u{FFFD}" }.joined()
    }

    /// The text without the blanks that pad it to its width.
    func padded(_ bytes: ArraySlice<UInt8>) throws(Problem) -> String { try text(Self.trimmed(bytes)) }

    /// The bytes without blanks and NULs at their end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[end - 1] == 0x20 || bytes[end - 1] == 0 { end -= 1 }
        return bytes[bytes.startIndex..<end]
    }

    /// Whether these last bytes begin a sign of more bytes than there are.
    private static func isCutSign(_ tail: ArraySlice<UInt8>) -> Bool {
        guard let lead = tail.first, tail.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
        switch lead {
        case 0xC2...0xDF: return tail.count < 2
        case 0xE0...0xEF: return tail.count < 3
        case 0xF0...0xF4: return tail.count < 4
        default: return false
        }
    }
}

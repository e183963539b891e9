import Foundation

/// A form sent with a file (`multipart/form-data`, RFC 7578), read strictly: anything unusual is refused, not guessed.
struct Multipart: Sendable {
    struct Upload: Sendable {
        /// As the browser names it; empty where no file was chosen.
        var fileName: String
        var bytes: Data
    }

    private(set) var fields: [(name: String, value: String)] = []
    /// The one file.
    private(set) var upload: Upload?

    /// Bytes of a form with its file.
    static let largest = 8 << 20
    /// Parts of a form of ours.
    private static let mostParts = 16
    /// Bytes of a part's headers.
    private static let longestHead = 4096

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The boundary that a content type names; nil for another kind of content.
    static func boundary(_ contentType: String?) -> String? {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        for part in contentType.split(separator: ";").dropFirst() {
            let piece = part.trimmingCharacters(in: .whitespaces)
            guard piece.lowercased().hasPrefix("boundary=") else { continue }
            var value = String(piece.dropFirst("boundary=".count))
            if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            let isSound =
                (1...70).contains(value.utf8.count)
                && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
            return isSound ? value : nil
        }
        return nil
    }

    /// Nil for a body that is no such form, has more than one file, two fields of one name, or too many parts.
    init?(_ body: Data, boundary: String) {
        guard body.count <= Self.largest else { return nil }
        let line = Data(("--" + boundary).utf8)
        let delimiter = Data(("\r\n--" + boundary).utf8)
        guard body.starts(with: line) else { return nil }
        var position = body.startIndex + line.count
        while true {
            // After a boundary stands `--` at the end of all, else a line break and the next part.
            guard body.endIndex - position >= 2 else { return nil }
            let mark = body[position..<position + 2]
            if mark.elementsEqual("--".utf8) { break }
            guard mark.elementsEqual("\r\n".utf8), fields.count < Self.mostParts else { return nil }
            position += 2
            guard let end = body.range(of: delimiter, in: position..<body.endIndex),
                add(body[position..<end.lowerBound])
            else { return nil }
            position = end.upperBound
        }
    }

    private mutating func add(_ part: Data) -> Bool {
        guard let gap = part.range(of: Data("\r\n\r\n".utf8)), gap.lowerBound - part.startIndex <= Self.longestHead,
            let head = String(data: part[part.startIndex..<gap.lowerBound], encoding: .utf8)
        else { return false }
        let content = Data(part[gap.upperBound...])
        let lines = head.components(separatedBy: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            !lines.contains(where: { $0.lowercased().hasPrefix("content-transfer-encoding:") }),
            let name = Self.parameter("name", of: disposition), !name.isEmpty
        else { return false }
        if let fileName = Self.parameter("filename", of: disposition) {
            guard upload == nil else { return false }
            upload = Upload(fileName: Self.safe(fileName), bytes: content)
            return true
        }
        guard self[name] == nil, let value = String(data: content, encoding: .utf8) else { return false }
        fields.append((name, value))
        return true
    }

    /// A quoted parameter of a header; browsers escape a quotation mark in it as `%22`.
    private static func parameter(_ name: String, of header: String) -> String? {
        guard let start = header.range(of: "; \(name)=\"", options: .caseInsensitive),
            let end = header[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(header[start.upperBound..<end])
    }

    /// The last part of a path as a name that may be shown and stored: no signs that steer, no identity number.
    static func safe(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let plain = String(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
        return Masked.digits(String(plain.drop { $0 == "." }.prefix(100)), from: 13)
    }
}

import Foundation

/// The fields of an address or of a form, decoded.
struct Query: Sendable {
    private(set) var items: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - text: `name=value&…` with `%` escapes; what cannot be decoded is left out.
    ///   - longest: characters that are looked at.
    ///   - fields: fields that are looked at.
    init(_ text: String?, longest: Int = 8192, fields: Int = 32) {
        guard let text else { return }
        for pair in text.prefix(longest).split(separator: "&").prefix(fields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), !name.isEmpty else { continue }
            guard let value = parts.count > 1 ? Self.decoded(parts[1]) : "" else { continue }
            items.append((name, value))
        }
    }

    subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of a name that a form may hold several times.
    func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// A whole number from 1 on; nil where the field is absent or something else.
    func positive(_ name: String) -> Int? { self[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    /// An address with the given fields; empty ones are left out.
    static func address(_ path: String, _ items: [(name: String, value: String)]) -> String {
        let query = items.filter { !$0.value.isEmpty }.map { encoded($0.name) + "=" + encoded($0.value) }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    /// Percent-encodes everything but letters, digits and `-._~`.
    static func encoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return out
    }
}

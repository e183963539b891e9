import Problems

/// Neighbourhood (RT) and its association (RW): `01`, `001`, `RT 02/RW 05`, `002/005`, `-`.
///
/// The numbers are compared as numbers, since `01` and `001` are the same neighbourhood; the raw cell keeps the zeros.
public struct RTRW: Sendable, Hashable, Codable {
    public let rt: Int?
    public let rw: Int?

    /// `nil` where neither is given, or one is not between 0 and 999.
    public init?(rt: Int?, rw: Int?) {
        guard rt != nil || rw != nil, (0...999).contains(rt ?? 0), (0...999).contains(rw ?? 0) else { return nil }
        self.rt = rt
        self.rw = rw
    }

    /// Reads a cell. A single number without a word is an RT.
    ///
    /// - Returns: the numbers; nothing for an empty cell; `rtrw.invalid` (`warn`) for anything else.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<RTRW> {
        let range = ByteText.trimmed(bytes)
        let text = bytes.extracting(range)
        if ByteText.isMissing(text) { return Checked(nil) }
        var rt: Int?
        var rw: Int?
        var wantsRW = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if ByteText.isDigit(byte) {
                let start = index
                var value = 0
                while index < text.count, ByteText.isDigit(text[index]) {
                    if index - start < 4 { value = value * 10 + Int(text[index] &- 0x30) }
                    index += 1
                }
                guard index - start <= 4, wantsRW ? rw == nil : rt == nil else { return invalid(text) }
                if wantsRW { rw = value } else { rt = value }
                wantsRW = true
            } else if ByteText.isLetter(byte) {
                let second = index + 1 < text.count ? text[index + 1] | 0x20 : 0
                guard byte | 0x20 == 0x72, second == 0x74 || second == 0x77 else { return invalid(text) }
                wantsRW = second == 0x77
                index += 2
            } else if ByteText.isSpace(byte) || (0x27...0x2F).contains(byte) || byte == 0x3A || byte == 0x5C {
                index += 1
            } else {
                return invalid(text)
            }
        }
        guard let value = RTRW(rt: rt, rw: rw) else { return invalid(text) }
        return Checked(value)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<RTRW> { parse(text.utf8Span.span) }

    private static func invalid(_ bytes: Span<UInt8>) -> Checked<RTRW> {
        Checked(
            refusing: Problem(
                "rtrw.invalid", .warn, value: Masking.cell(ByteText.string(bytes), knowing: ["rt", "rw"])))
    }
}

extension RTRW: CustomStringConvertible {
    /// `RT 002/RW 005`, as on the identity card.
    public var description: String {
        [rt.map { "RT " + ByteText.padded($0, 3) }, rw.map { "RW " + ByteText.padded($0, 3) }]
            .compactMap(\.self).joined(separator: "/")
    }
}

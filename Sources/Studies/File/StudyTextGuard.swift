import Problems

/// Refuses texts that no study needs and that would exhaust a YAML reader: huge ones, deeply nested ones, anchors.
enum StudyTextGuard {
    /// A study of a hundred analyses takes about 60 kB.
    private static let mostBytes = 1 << 20
    private static let deepest = 64

    /// - Throws: `study.too-large`, `study.too-deep`, `study.tab`, `study.control-character`.
    static func check(_ text: String, file: String) throws(Problem) {
        guard text.utf8.count <= mostBytes else { throw Problem("study.too-large", at: Place(file: file)) }
        var line = 1
        var open = 0
        var indent = 0
        var dashes = 0
        var atStart = true
        for byte in text.utf8 {
            switch byte {
            case 0x0A:
                line += 1
                (indent, dashes, atStart) = (0, 0, true)
                continue
            case 0x09 where atStart && dashes == 0:
                throw Problem("study.tab", at: Place(file: file, row: line))
            case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F:
                throw Problem("study.control-character", at: Place(file: file, row: line))
            // Brackets inside quoted texts count too: a study has no use for dozens of them.
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
            default: break
            }
            if atStart {
                switch byte {
                case UInt8(ascii: " "): indent += 1
                case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): dashes += 1
                default: atStart = false
                }
            }
            guard open <= deepest, indent <= 8 * deepest, dashes <= deepest else {
                throw Problem("study.too-deep", at: Place(file: file, row: line))
            }
        }
    }
}

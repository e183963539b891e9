/// Formats that look like a list to a person but are no delimited text.
enum ForeignFormat {
    /// The format's name by the first bytes of a file; nil for what may be text.
    static func name(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "XLSX/ZIP" }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "XLS" }
        if bytes.starts(with: [0x1F, 0x8B]) { return "GZIP" }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) { return "PDF" }
        return nil
    }
}

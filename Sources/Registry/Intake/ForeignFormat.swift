/// Formats that look like a list to a person but are no delimited text.
enum ForeignFormat: String {
    case archive = "XLSX/ZIP"
    case compound = "XLS"
    case gzip = "GZIP"
    case pdf = "PDF"

    /// The format by the first bytes of a file; nil for what may be text.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .archive
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .compound
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) {
            self = .pdf
        } else {
            return nil
        }
    }
}

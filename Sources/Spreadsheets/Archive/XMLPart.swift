import CXML
import Problems

/// A part of the workbook as a stream of XML nodes. Holds libxml2's reader and lets no pointer out.
///
/// The part is unpacked as it is read: memory does not grow with it. Entities are not substituted, nothing is fetched.
@safe final class XMLPart {
    enum Node { case start, end, text, other }

    private let entry: ZipEntry
    private let reader: xmlTextReaderPtr
    /// UTF-8 bytes of the longest text that is read.
    let mostTextBytes: Int
    private(set) var node = Node.other

    init(_ archive: ZipArchive, _ name: String) throws(Problem) {
        let entry = try archive.entry(name)
        // The declared encoding is passed over: the format knows UTF-8 and UTF-16 only, and others can hide signs.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        let context = unsafe Unmanaged.passUnretained(entry).toOpaque()
        let opened = unsafe xmlReaderForIO(
            { context, buffer, length in
                guard let context = unsafe context, let buffer = unsafe buffer, length > 0 else { return -1 }
                let entry = unsafe Unmanaged<ZipEntry>.fromOpaque(context).takeUnretainedValue()
                let space = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))
                return unsafe Int32(truncatingIfNeeded: entry.read(into: space))
            }, nil, context, nil, nil, Int32(bitPattern: options))
        guard let opened = unsafe opened else { throw entry.damaged() }
        // Without a handler of its own the library writes complaints to the terminal.
        unsafe xmlTextReaderSetStructuredErrorHandler(opened, { _, _ in }, nil)
        unsafe reader = opened
        self.entry = entry
        mostTextBytes = archive.limits.cellBytes
    }

    deinit { unsafe xmlFreeTextReader(reader) }

    /// Goes to the next node; false at the end of the part.
    func next() throws(Problem) -> Bool {
        let result = unsafe xmlTextReaderRead(reader)
        if let failure = entry.failure { throw failure }
        guard result >= 0 else { throw entry.damaged() }
        guard result == 1 else { return false }
        switch unsafe xmlTextReaderNodeType(reader) {
        case 1: node = .start
        case 15: node = .end
        case 3, 4, 13, 14: node = .text
        case 5: throw entry.damaged()
        case 10: throw Problem("spreadsheet.declared-entities", at: damaged().place, ["part": entry.name])
        default: node = .other
        }
        return true
    }

    func damaged() -> Problem { entry.damaged() }

    func tooLong() -> Problem {
        Problem("spreadsheet.cell-too-long", at: damaged().place, ["limit": String(mostTextBytes)])
    }

    /// The element's name without its prefix.
    var name: String { unsafe Self.string(xmlTextReaderConstLocalName(reader)) }
    var depth: Int32 { unsafe xmlTextReaderDepth(reader) }
    /// Whether the element just begun has no end node of its own.
    var isEmptyElement: Bool { unsafe xmlTextReaderIsEmptyElement(reader) == 1 }

    /// Shows the attributes of the element just begun: name without prefix, value.
    func eachAttribute(_ body: (String, String) -> Void) {
        var more = unsafe xmlTextReaderMoveToFirstAttribute(reader)
        while more == 1 {
            unsafe body(
                Self.string(xmlTextReaderConstLocalName(reader)), Self.string(xmlTextReaderConstValue(reader)))
            more = unsafe xmlTextReaderMoveToNextAttribute(reader)
        }
        unsafe _ = xmlTextReaderMoveToElement(reader)
    }

    func attributes() -> [String: String] {
        var found: [String: String] = [:]
        eachAttribute { found[$0] = $1 }
        return found
    }

    /// The text of the element just begun; goes to its end.
    func elementText() throws(Problem) -> String {
        var text = ""
        guard !isEmptyElement else { return text }
        let depth = depth
        while try next() {
            switch node {
            case .text:
                let piece = unsafe Self.string(xmlTextReaderConstValue(reader))
                if text.isEmpty { text = piece } else { text += piece }
                guard text.utf8.count <= mostTextBytes else { throw tooLong() }
            case .end where self.depth == depth: return text
            default: break
            }
        }
        throw damaged()
    }

    /// Goes to the end of the element just begun.
    func skip() throws(Problem) {
        guard !isEmptyElement else { return }
        let depth = depth
        while try next() {
            if node == .end, self.depth == depth { return }
        }
    }

    private static func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        return unsafe String(cString: pointer)
    }
}

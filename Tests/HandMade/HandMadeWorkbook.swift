/// A workbook whose parts are written out, so that a test shows exactly what stands in the file.
public struct HandMadeWorkbook {
    /// What stands inside `worksheet`.
    public var sheet = "<sheetData/>"
    /// What stands inside `styleSheet`; nil for no such part.
    public var styles: String?
    /// What stands inside `sst`; nil for no such part.
    public var texts: String?
    public var workbook = #"<sheets><sheet name="Satu" sheetId="1" r:id="rId1"/></sheets>"#
    /// Replaces or adds whole parts.
    public var parts: [String: String] = [:]
    public var omitted: Set<String> = []
    public var packings: [String: HandMadeZip.Packing] = [:]

    public static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    public static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// - Parameter sheet: what stands inside `worksheet`.
    public init(
        sheet: String = "<sheetData/>", styles: String? = nil, texts: String? = nil, workbook: String? = nil,
        parts: [String: String] = [:], omitted: Set<String> = [], packings: [String: HandMadeZip.Packing] = [:]
    ) {
        self.sheet = sheet
        self.styles = styles
        self.texts = texts
        if let workbook { self.workbook = workbook }
        self.parts = parts
        self.omitted = omitted
        self.packings = packings
    }

    /// A workbook of several sheets, each by its name and by what stands inside `worksheet`.
    public init(sheets: [(name: String, sheet: String)]) {
        self.init(sheet: sheets[0].sheet)
        workbook = "<sheets>"
        var links: [(id: String, kind: String, target: String)] = [
            ("rId2", "styles", "styles.xml"), ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
        ]
        for (index, item) in sheets.enumerated() {
            let link = "rId\(index + 10)"
            workbook += "<sheet name=\"\(item.name)\" sheetId=\"\(index + 1)\" r:id=\"\(link)\"/>"
            links.append((link, "worksheet", "worksheets/sheet\(index + 1).xml"))
            parts["xl/worksheets/sheet\(index + 1).xml"] =
                "<worksheet xmlns=\"\(Self.main)\">\(item.sheet)</worksheet>"
        }
        workbook += "</sheets>"
        parts["xl/_rels/workbook.xml.rels"] = Self.relationships(links)
    }

    /// `sheetData` of rows of texts, the first of them row `first`; a nil row is left out.
    public static func data(_ rows: [[String]?], first: Int = 1, hidden: Set<Int> = []) -> String {
        var xml = "<sheetData>"
        for (index, cells) in rows.enumerated() {
            guard let cells else { continue }
            let row = first + index
            xml += "<row r=\"\(row)\"\(hidden.contains(row) ? " hidden=\"1\"" : "")>"
            for cell in cells {
                let text = cell.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                xml += "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is></c>"
            }
            xml += "</row>"
        }
        return xml + "</sheetData>"
    }

    public var bytes: [UInt8] {
        let names = "xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.links)\""
        var all: [String: String] = [
            "_rels/.rels": Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/_rels/workbook.xml.rels": Self.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
            ]),
            "xl/workbook.xml": "<workbook \(names)>\(workbook)</workbook>",
            "xl/worksheets/sheet1.xml": "<worksheet \(names)>\(sheet)</worksheet>",
        ]
        all["xl/styles.xml"] = styles.map { "<styleSheet \(names)>\($0)</styleSheet>" }
        all["xl/sharedStrings.xml"] = texts.map { "<sst \(names)>\($0)</sst>" }
        all.merge(parts) { _, new in new }
        var zip = HandMadeZip()
        for (name, text) in all.sorted(by: { $0.key < $1.key }) where !omitted.contains(name) {
            zip.add(name, text, packings[name] ?? .stored)
        }
        return zip.bytes
    }

    public static func relationships(_ items: [(id: String, kind: String, target: String)]) -> String {
        let list = items.map { "<Relationship Id=\"\($0.id)\" Type=\"\(links)/\($0.kind)\" Target=\"\($0.target)\"/>" }
        let space = "http://schemas.openxmlformats.org/package/2006/relationships"
        return "<Relationships xmlns=\"\(space)\">\(list.joined())</Relationships>"
    }
}

import Problems

/// What stands in front of the rows of a Stata file.
struct DTAHeader {
    let layout: DTALayout
    let rows: Int
    let label: String
    private(set) var types: [DTAType] = []
    private(set) var names: [String] = []
    private(set) var formats: [String] = []
    /// The name of each variable's set of value labels; empty where it has none.
    private(set) var labelSets: [String] = []
    private(set) var labels: [String] = []
    private(set) var notes: [String] = []
    private let count: Int

    private static let opening: StaticString = "<stata_dta><header><release>"

    init(_ cursor: inout ByteCursor) throws(Problem) {
        let isTagged = cursor.isNext("<")
        if isTagged {
            try cursor.expect(Self.opening, part: "header")
            let digits = String(decoding: cursor.bytes[try cursor.take(3)], as: UTF8.self)
            layout = try Self.layout(Int(digits) ?? 0)
            try cursor.expect("</release><byteorder>", part: "header")
            let order = String(decoding: cursor.bytes[try cursor.take(3)], as: UTF8.self)
            guard ["LSF", "MSF"].contains(order) else { throw ByteCursor.damaged("header") }
            cursor.isBigEndian = order == "MSF"
            try cursor.expect("</byteorder><K>", part: "header")
        } else {
            layout = try Self.layout(Int(try cursor.byte()))
            cursor.isBigEndian = try cursor.byte() == 1
            try cursor.skip(2)
        }
        count = Int(try cursor.unsigned(layout.variableCountWidth))
        if isTagged { try cursor.expect("</K><N>", part: "header") }
        let rows = try cursor.unsigned(layout.rowCountWidth)
        guard rows <= UInt64(Int32.max) * 1024 else { throw ByteCursor.truncated }
        self.rows = Int(rows)
        if isTagged {
            try cursor.expect("</N><label>", part: "header")
            let length = Int(try cursor.unsigned(layout.release >= 118 ? 2 : 1))
            label = try layout.decoder.text(cursor.bytes[try cursor.take(length)])
            try cursor.expect("</label><timestamp>", part: "header")
            try cursor.skip(Int(try cursor.byte()))
            try cursor.expect("</timestamp></header><map>", part: "header")
            try cursor.skip(14 * 8)
            try cursor.expect("</map>", part: "header")
        } else {
            label = try layout.decoder.text(cursor.field(81))
            try cursor.skip(18)
        }
        // Each variable takes more bytes in the file than this, so that the size bounds their number.
        guard count > 0 else { throw Problem("statistical-file.no-variables") }
        guard count <= cursor.remaining / 100 else { throw ByteCursor.truncated }
        try variables(&cursor)
        if isTagged { try characteristics(&cursor) } else { try expansions(&cursor) }
    }

    private static func layout(_ release: Int) throws(Problem) -> DTALayout {
        guard let layout = DTALayout(release: release) else {
            throw Problem("statistical-file.old-version", .refuse, ["version": String(release)])
        }
        return layout
    }

    private mutating func variables(_ cursor: inout ByteCursor) throws(Problem) {
        func tag(_ text: StaticString, _ cursor: inout ByteCursor) throws(Problem) {
            if layout.isTagged { try cursor.expect(text, part: "variables") }
        }
        try tag("<variable_types>", &cursor)
        for _ in 0..<count {
            guard let type = layout.type(Int(try cursor.unsigned(layout.isTagged ? 2 : 1))) else {
                throw ByteCursor.damaged("variables")
            }
            types.append(type)
        }
        try tag("</variable_types><varnames>", &cursor)
        names = try fields(&cursor, layout.nameWidth)
        try tag("</varnames><sortlist>", &cursor)
        try cursor.skip((count + 1) * (layout.release >= 119 ? 4 : 2))
        try tag("</sortlist><formats>", &cursor)
        formats = try fields(&cursor, layout.formatWidth)
        try tag("</formats><value_label_names>", &cursor)
        labelSets = try fields(&cursor, layout.nameWidth)
        try tag("</value_label_names><variable_labels>", &cursor)
        labels = try fields(&cursor, layout.labelWidth)
        try tag("</variable_labels>", &cursor)
    }

    private func fields(_ cursor: inout ByteCursor, _ width: Int) throws(Problem) -> [String] {
        var texts: [String] = []
        for _ in 0..<count { texts.append(try layout.decoder.text(cursor.field(width))) }
        return texts
    }

    private mutating func characteristics(_ cursor: inout ByteCursor) throws(Problem) {
        try cursor.expect("<characteristics>", part: "characteristics")
        while cursor.isNext("<ch>") {
            try cursor.skip(4)
            try characteristic(&cursor, length: try cursor.count("characteristics"))
            try cursor.expect("</ch>", part: "characteristics")
        }
        try cursor.expect("</characteristics>", part: "characteristics")
    }

    private mutating func expansions(_ cursor: inout ByteCursor) throws(Problem) {
        while true {
            let kind = try cursor.byte()
            let length = Int(try cursor.unsigned(layout.expansionWidth))
            if kind == 0, length == 0 { return }
            try characteristic(&cursor, length: length)
        }
    }

    /// Keeps the notes on the data as a whole; note 0 is only their number.
    private mutating func characteristic(_ cursor: inout ByteCursor, length: Int) throws(Problem) {
        var part = ByteCursor(Array(cursor.bytes[try cursor.take(length)]))
        guard length > 2 * layout.nameWidth else { return }
        let (owner, name) = (try part.field(layout.nameWidth), try part.field(layout.nameWidth))
        guard owner.elementsEqual("_dta".utf8), name.starts(with: "note".utf8), !name.elementsEqual("note0".utf8) else {
            return
        }
        notes.append(try layout.decoder.text(part.field(part.remaining)))
    }
}

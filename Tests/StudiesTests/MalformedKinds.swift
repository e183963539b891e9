import Foundation

/// Kinds of malformed studies and data, each a small study file and a small data file with one fault.
struct MalformedKind: Sendable, CustomStringConvertible {
    var name: String
    /// The stable code of the complaint.
    var code: String
    /// The line it must name; nil where the fault has no line.
    var line: Int?
    var yaml: [UInt8]
    var csv: [UInt8]
    /// Files beside the study.
    var files: [String: String]

    var description: String { name }

    static let head = """
        study: t
        title: T
        source: S
        synthetic: true
        data: data.csv

        """
    static let analyses = "analyses:\n  - name: one\n    title: Satu\n"
    static let csv = "id,y,w,g,z\na,10,1,p,1\nb,20,2,q,0\nc,30,1,p,0\nd,45,3,q,1\n"

    private init(
        _ name: String, _ code: String, _ line: Int?, yaml: [UInt8], csv: [UInt8], files: [String: String] = [:]
    ) {
        self.name = name
        self.code = code
        self.line = line
        self.yaml = yaml
        self.csv = csv
        self.files = files
    }

    /// A fault in the study file as a whole.
    private static func file(_ name: String, _ code: String, line: Int? = nil, _ yaml: String) -> MalformedKind {
        MalformedKind(name, code, line, yaml: Array(yaml.utf8), csv: Array(csv.utf8))
    }

    /// A fault in the keys of one analysis; its first own key stands in line 9.
    private static func keys(
        _ name: String, _ code: String, line: Int? = nil, head extra: String = "", files: [String: String] = [:],
        _ lines: String...
    ) -> MalformedKind {
        let yaml = head + extra + analyses + lines.map { "    " + $0 + "\n" }.joined()
        return MalformedKind(name, code, line, yaml: Array(yaml.utf8), csv: Array(csv.utf8), files: files)
    }

    /// A fault in the bytes of the data file.
    private static func raw(
        _ name: String, _ code: String, line: Int? = nil, head extra: String = "",
        _ keys: String = "method: mean, outcome: y", bytes: [UInt8]
    ) -> MalformedKind {
        let yaml = head + "sampling: random\n" + extra + "analyses:\n  - {name: one, title: Satu, \(keys)}\n"
        return MalformedKind(name, code, line, yaml: Array(yaml.utf8), csv: bytes)
    }

    /// A fault in the data file.
    private static func data(
        _ name: String, _ code: String, line: Int? = nil, head extra: String = "",
        keys: String = "method: mean, outcome: y", _ csv: String
    ) -> MalformedKind {
        raw(name, code, line: line, head: extra, keys, bytes: Array(csv.utf8))
    }

    private static let cut: [UInt8] = Array("id,y".utf8) + [0xC3] + Array("\na,1\n".utf8)
    private static let wide: [UInt8] = {
        let units: [[UInt8]] = head.utf16.map { [UInt8($0 & 0xFF), 0] }
        return [0xFF, 0xFE] + units.joined()
    }()
    private static let nines = String(repeating: "9", count: 1000)
    private static let brackets = String(repeating: "[", count: 1000)
    private static let stairs: String = {
        let steps: [String] = (0..<900).map { String(repeating: " ", count: $0) + "k:\n" }
        return steps.joined()
    }()
    private static let names: String = {
        let rows: [String] = (1...300).map { "n\($0),1\n" }
        return "id,y\n" + rows.joined()
    }()

    static let all: [MalformedKind] = yamlKinds + keyKinds + dataKinds

    private static let yamlKinds: [MalformedKind] = [
        file("empty study", "study.empty", ""),
        file("comments only", "study.empty", "# nothing yet\n"),
        file("one word", "study.not-a-mapping", "study\n"),
        file("a list instead of keys", "study.not-a-mapping", "- study\n- title\n"),
        file("open bracket", "study.yaml", line: 7, head + "analyses: [{name: one\n"),
        file(
            "wrong indentation", "study.yaml", line: 8,
            head + "analyses:\n - name: one\n     title: Satu\n   method: mean\n"),
        file("indented with a tab", "study.tab", line: 7, head + "analyses:\n\t- name: one\n"),
        file("open quotation mark", "study.yaml", head + "question: \"what\n"),
        file("key twice", "study.duplicate-key", head + "title: U\n" + analyses),
        file("anchor that holds itself", "study.yaml", head + "analyses: &a [*a]\n"),
        file("anchor that nobody set", "study.yaml", head + "analyses: *nowhere\n"),
        file(
            "nested a thousand deep", "study.too-deep", line: 6,
            head + "analyses: " + brackets),
        file(
            "nested by dashes", "study.too-deep", line: 7,
            head + "analyses:\n" + String(repeating: "- ", count: 1000) + "x\n"),
        file(
            "nested by indentation", "study.too-deep",
            head + stairs),
        file(
            "a megabyte of one line", "study.too-large", head + "question: " + String(repeating: "x", count: 1_100_000)),
        file("control character", "study.control-character", line: 6, head + "question: a\u{1}b\n"),
        file("NUL", "study.control-character", line: 6, head + "question: a\u{0}b\n"),
        file("two documents", "study.yaml", head + analyses + "---\n" + head),
        MalformedKind(
            "UTF-16 study", "study.not-utf8", 1,
            yaml: wide,
            csv: Array(csv.utf8)),
        MalformedKind(
            "Latin-1 study", "study.not-utf8", 6,
            yaml: Array(head.utf8) + Array("question: caf".utf8) + [0xE9, 0x0A],
            csv: Array(csv.utf8)),
        file("no analyses", "study.missing-key", head),
        file("analyses are a text", "study.not-a-list", line: 6, head + "analyses: mean\n"),
        file("an analysis is a text", "study.not-a-mapping", line: 7, head + "analyses:\n  - mean\n"),
    ]

    private static let keyKinds: [MalformedKind] = [
        keys("method misspelt", "study.unknown-value", line: 9, "method: targetting", "eligible: y", "recipient: z"),
        keys("key misspelt", "study.unknown-key", line: 10, "method: mean", "outcomes: y"),
        keys("key left out", "study.missing-key", "method: mean"),
        keys("wrong column", "study.column-missing", line: 10, "method: mean", "outcome: yy"),
        keys("column for text and number", "study.expression", line: 10, "method: mean", "outcome: g + 1"),
        keys("expression that does not parse", "study.expression", line: 10, "method: mean", "outcome: y >"),
        keys(
            "parentheses two thousand deep", "study.expression", line: 10, "method: mean",
            "outcome: " + String(repeating: "(", count: 2000) + "y" + String(repeating: ")", count: 2000)),
        keys(
            "number in words", "study.not-a-number", line: 11, "method: incidence", "outcome: y", "groups: five",
            "rank: y"),
        keys(
            "number out of range", "study.out-of-range", line: 11, "method: incidence", "outcome: y", "groups: 1000000",
            "rank: y"),
        keys("number beyond any", "study.not-a-number", line: 11, "method: poverty", "value: y", "line: 1e999"),
        keys("not a number", "study.not-a-number", line: 11, "method: poverty", "value: y", "line: .nan"),
        keys("infinite number", "study.not-a-number", line: 11, "method: poverty", "value: y", "line: .inf"),
        keys("decimal comma", "study.not-a-number", line: 11, "method: poverty", "value: y", "line: \"1,5\""),
        keys("two ways at once", "study.either-or", "method: poverty", "value: y", "line: 10", "line-of-median: 0.6"),
        keys("a list where one value belongs", "study.not-a-text", line: 10, "method: mean", "outcome: [y, w]"),
        keys(
            "yes that is no truth value", "study.not-a-flag", line: 11, "method: paired-t", "before: y",
            "comparison-group: perhaps", "after: w"),
        keys(
            "limits that fall", "study.limits-must-rise", line: 6, head: "population: {source: S, limits: [3, 1]}\n",
            "method: mean", "outcome: y"),
        keys(
            "more populations than stages", "study.too-many-stages", line: 6, head: "design: {fpc: [y, w]}\n",
            "method: mean", "outcome: y"),
        keys(
            "policy that is none", "study.unknown-value", line: 6, head: "design: {lonely-psu: ignore}\n",
            "method: mean", "outcome: y"),
        keys(
            "reference file that is missing", "study.data.unreadable",
            head: "population: {source: S, file: no.csv, limit-column: x}\n", "method: mean", "outcome: y"),
        keys(
            "class table with classes upside down", "study.class-table",
            files: ["k.csv": "class,from,from_included,to,to_included\nb,50,1,,1\na,,1,50,0\n"],
            "method: effectiveness", "indicators: [{label: A, condition: z}]", "class-table: {file: k.csv, source: S}"),
        keys(
            "group that nobody is in", "study.unknown-value", line: 12, "method: two-sample", "outcome: y", "group: g",
            "first: r"),
        keys(
            "power that no sample has", "evaluation.refused.invalid-option", line: 11, "method: power",
            "test: two-sample-t", "power: 2", "solve: n", "d: 0.5"),
    ]

    private static let dataKinds: [MalformedKind] = [
        data("no data", "study.data.empty", ""),
        data("a byte order mark alone", "study.data.empty", "\u{FEFF}"),
        data("blank lines alone", "study.data.empty", "\n\n  \n"),
        data("headings only", "evaluation.refused.empty-data", "id,y,w,g,z\n"),
        data("all values missing", "evaluation.refused.empty-data", "id,y\na,\nb,\n"),
        data("text among numbers", "study.cell-not-a-number", line: 3, "id,y\na,1\nb,two\nc,3\n"),
        data("NaN written out", "study.cell-not-a-number", line: 3, "id,y\na,1\nb,NaN\nc,3\n"),
        data("infinity written out", "study.cell-not-a-number", line: 3, "id,y\na,1\nb,inf\nc,3\n"),
        data("number with thousands points", "study.cell-not-a-number", line: 2, "id,y\na,1.200.000\nb,2\nc,3\n"),
        data(
            "number of a thousand digits", "study.cell-not-a-number", line: 3,
            "id,y\na,1\nb," + nines + "\nc,3\n"),
        data("row too long", "study.data.ragged", line: 3, "id,y\na,1\nb,2,3\n"),
        data("row too short", "study.data.ragged", line: 3, "id,y\na,1\nb\n"),
        data("column twice", "study.data.duplicate-column", line: 1, "y,y\n1,2\n"),
        data("negative weight", "study.negative-weight", line: 3, head: "design: {weight: w}\n", "y,w\n1,1\n2,-3\n"),
        data(
            "no weight above zero", "study.no-positive-weight", line: 7, head: "design: {weight: w}\n",
            "y,w\n1,0\n2,0\n"),
        data("row name twice", "study.duplicate-id", line: 4, head: "id: id\n", "id,y\na,1\nb,2\na,3\n"),
        data("row without name", "study.missing-id", line: 3, head: "id: id\n", "id,y\na,1\n,2\n"),
        data(
            "household without members", "study.members-not-positive", line: 3, head: "members: m\nunits: persons\n",
            "y,m\n1,2\n3,0\n"),
        data(
            "cluster in two strata", "evaluation.refused.invalid-option", head: "design: {strata: s, cluster: c}\n",
            "y,s,c\n1,a,u\n2,b,u\n3,a,v\n"),
        data(
            "population smaller than the sample", "evaluation.refused.invalid-option", head: "design: {fpc: n}\n",
            "y,n\n1,1\n2,1\n"),
        data("open quotation mark in data", "file.unclosed-quote", "id,y\na,1\n\"b,2\n"),
        raw("cut UTF-8", "study.column-missing", bytes: cut),
        data(
            "a table of one column of names", "study.too-many-groups", keys: "method: mean, outcome: y, by: id", names),
    ]
}

public import Problems

/// What became of a publication's printed figures.
public struct PaperAudit: Sendable {
    /// One table or list of the file.
    public struct Part: Sendable {
        public var name: String
        public var title: LocalText
        /// The kind of the file's vocabulary, such as `categories`.
        public var kind: String
        public var tally: PaperTally
    }

    /// The short name of the file, for files and links.
    public var name: String
    public var title: LocalText
    /// Who published it, with year and identifier.
    public var publication: LocalText
    public var parts: [Part]
    /// In the order of the file.
    public var findings: [PaperFinding]

    /// All figures together.
    public var tally: PaperTally { parts.map(\.tally).reduce(PaperTally(), +) }

    /// The findings of one part.
    public func findings(of part: Part) -> [PaperFinding] { findings.filter { $0.place.table == part.name } }

    /// How many findings there are of each weight, the gravest first, without those of which there is none.
    public var weights: [(weight: PaperFinding.Weight, count: Int)] {
        PaperFinding.Weight.allCases.compactMap { weight in
            let count = findings.count { $0.weight == weight }
            return count == 0 ? nil : (weight, count)
        }
    }

    /// The document of `gapura audit-paper --format json`.
    ///
    /// - Parameters:
    ///   - language: the language of titles and messages.
    ///   - report: where the report was written, if it was.
    public func document(in language: Language, report: String? = nil) -> JSON {
        var summary = tally.fields
        summary["findings"] = .integer(findings.count)
        summary["by_severity"] = .object(
            Dictionary(weights.map { ($0.weight.rawValue, JSON.integer($0.count)) }) { first, _ in first })
        return .object([
            "paper": .string(name), "title": .string(title[language]), "publication": .string(publication[language]),
            "tables": .array(
                parts.map { part in
                    var fields = part.tally.fields
                    fields["name"] = .string(part.name)
                    fields["title"] = .string(part.title[language])
                    fields["kind"] = .string(part.kind)
                    return .object(fields)
                }),
            "findings": .array(findings.map { $0.document(in: language) }),
            "summary": .object(summary), "report": report.map(JSON.string) ?? .null,
        ])
    }

    /// The findings as CSV with a header line, one line each.
    public func csv(in language: Language) -> String {
        let header = ["severity", "code", "table", "row", "field", "line", "printed", "possible", "message", "remedy"]
        let rows = findings.map { finding in
            [
                finding.weight.rawValue, finding.code, finding.place.table, finding.place.row ?? "",
                finding.place.field ?? "", finding.place.line.map(String.init) ?? "", finding.printed,
                finding.possible.joined(separator: "; "), finding.message[language], finding.remedy[language],
            ]
        }
        return ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// Quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe before it.
    private static func quoted(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

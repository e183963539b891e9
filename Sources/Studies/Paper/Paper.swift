public import Foundation
public import Problems

/// A publication's tables and sentences as printed, in a file that anybody can write from the paper.
public struct Paper: Sendable {
    /// The paper's short name.
    public var name: String { tables.header.name }

    private let tables: PaperTables
    private let claims: ClaimList?
    private let conclusions: ConclusionList?

    /// Reads a paper file.
    ///
    /// - Parameter url: a YAML file.
    /// - Throws: a ``Problem`` that names file, line, key, value and remedy.
    public init(contentsOf url: URL) throws(Problem) {
        let file = url.lastPathComponent
        let root = try StudyNode(yaml: StudyText.read(url), file: file)
        let header = try PaperHeader(root)
        var items: [any PaperItem] = []
        var names: Set<String> = ["paper", "claims", "conclusions"]
        for node in try root.child("tables")?.list() ?? [] {
            let head = try PaperHead(node, header)
            guard let type = head.kind.type else {
                throw try node.required("kind").problem("paper.kind-outside-tables", value: head.kind.rawValue)
            }
            guard names.insert(head.name).inserted else {
                throw try node.required("name").problem("study.duplicate-name", value: head.name)
            }
            items.append(try type.init(node, head))
        }
        let tables = PaperTables(header: header, items: items)
        self.tables = tables
        claims = try root.child("claims").map { node throws(Problem) in try ClaimList(node, tables: tables) }
        conclusions = try root.child("conclusions").map { node throws(Problem) in
            try ConclusionList(node, tables: tables)
        }
        guard !items.isEmpty || claims != nil || conclusions != nil else {
            throw root.problem("study.missing-key", value: "tables")
        }
        for item in items { try (item as? any ReferringItem)?.checkReferences(tables) }
    }

    /// Holds all figures and sentences to each other and to what the sample sizes allow.
    public func audit() -> PaperAudit {
        var ledger = PaperLedger()
        var heads: [PaperHead] = []
        for item in tables.items {
            item.audit(tables, &ledger)
            heads.append(item.head)
        }
        if let claims {
            claims.audit(tables, &ledger)
            heads.append(claims.head)
        }
        if let conclusions {
            conclusions.audit(tables, &ledger)
            heads.append(conclusions.head)
        }
        Truncation.conclude(tables, &ledger)
        let header = tables.header
        return PaperAudit(
            name: header.name, title: header.title, publication: header.publication,
            parts: heads.map { head in
                PaperAudit.Part(
                    name: head.name, title: head.title, kind: head.kind.rawValue, tally: ledger.counts(of: head.name))
            }, findings: ledger.findings)
    }
}

/// A table that names others; references are checked once all tables are read.
protocol ReferringItem: PaperItem {
    /// - Throws: `paper.unknown-table`, `paper.unknown-row`.
    func checkReferences(_ paper: PaperTables) throws(Problem)
}

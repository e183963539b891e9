public import Foundation
public import Problems
public import Store

/// The ends of both chains at one moment, to be kept where nobody who can write into the registry can reach it: on paper,
/// in a letter, with an auditor. A registry whose log was written anew from its beginning does not agree with it.
public struct LogAnchor: Sendable, Hashable {
    /// The registry's own random name.
    public var registry: String
    /// UTC, ISO 8601.
    public var instant: String
    public var changes: LogHead
    /// nil where nobody had looked at anything yet.
    public var access: LogHead?

    public init(registry: String, instant: String, changes: LogHead, access: LogHead?) {
        self.registry = registry
        self.instant = instant
        self.changes = changes
        self.access = access
    }

    private static let opening = "gapura-anchor-1"

    /// One line of signs that every printer and every telegram knows.
    public var line: String {
        [
            Self.opening, registry, instant, String(changes.number), changes.hash, String(access?.number ?? 0),
            access?.hash ?? "-",
        ].joined(separator: " ")
    }

    /// - Returns: nil where the line is no anchor.
    public init?(line: some StringProtocol) {
        let parts = line.split { $0 == " " }.map { String($0) }
        guard parts.count == 7, parts[0] == Self.opening, (try? Date(parts[2], strategy: .iso8601)) != nil,
            let number = Int64(parts[3]), number > 0, Self.isHash(parts[4]), let looks = Int64(parts[5]), looks >= 0,
            looks == 0 ? parts[6] == "-" : Self.isHash(parts[6])
        else { return nil }
        self.init(
            registry: parts[1], instant: parts[2], changes: LogHead(number: number, hash: parts[4]),
            access: looks == 0 ? nil : LogHead(number: looks, hash: parts[6]))
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    /// The anchors in a file: lines as ``line`` gives them, alone or inside a JSON document of this program; blank lines
    /// and lines that begin with `#` are passed over.
    ///
    /// - Throws: `input.missing`; `log.anchor` naming file and row where a line is no anchor, `log.anchor-none` where there is no line.
    public static func read(_ url: URL) throws(Problem) -> [LogAnchor] {
        guard let data = try? Data(contentsOf: url) else {
            throw Problem("input.missing", at: Place(file: url.lastPathComponent), ["path": url.lastPathComponent])
        }
        struct Document: Decodable { var line: String }
        if let document = try? JSONDecoder().decode(Document.self, from: data),
            let anchor = LogAnchor(line: document.line)
        {
            return [anchor]
        }
        var anchors: [LogAnchor] = []
        for (place, line) in String(decoding: data, as: UTF8.self).split(
            separator: /\r?\n/, omittingEmptySubsequences: false
        ).enumerated() {
            let text = String(line).trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            guard let anchor = LogAnchor(line: text) else {
                throw Problem("log.anchor", at: Place(file: url.lastPathComponent, row: place + 1))
            }
            anchors.append(anchor)
        }
        guard !anchors.isEmpty else { throw Problem("log.anchor-none", at: Place(file: url.lastPathComponent)) }
        return anchors
    }
}

extension Registry {
    /// The newest of some anchors up to which a check of this registry proved both chains whole; nil where it proved none.
    ///
    /// - Parameter problems: what ``verify(anchors:)`` found with these anchors.
    public func newestProved(of anchors: [LogAnchor], despite problems: [Problem]) throws(Problem) -> LogAnchor? {
        guard !anchors.isEmpty else { return nil }
        let found = Set(problems.map(\.code))
        let isBroken = LogChain.allCases.contains { chain in
            LogFault.Kind.allCases.contains { kind in
                // An anchor of another registry says nothing of this one.
                (kind, chain) != (.foreign, .changes) && found.contains(LogFault(kind, chain, 1).problem.code)
            }
        }
        guard !isBroken, !problems.contains(where: Self.leavesUnread) else { return nil }
        let own = try database.read { try LogQueries($0).registry() }
        return anchors.filter { $0.registry == own }.max { $0.changes.number < $1.changes.number }
    }

    /// Whether a finding of ``verify(anchors:)`` kept it from reading the chains: a table or a column is missing. A missing index
    /// does not.
    public static func leavesUnread(_ problem: Problem) -> Bool {
        let (kind, found) = (problem.arguments["kind"], problem.arguments["found"])
        switch problem.code {
        case "verify.object-missing": return kind == "table"
        case "verify.object-changed": return kind == "column" && found == "–"
        default: return false
        }
    }

    /// The ends of both chains as they are now, once both were read from end to end.
    ///
    /// - Throws: the first fault that was found: an anchor on a broken chain would be taken for a proof.
    public func provedLogAnchor() throws(Problem) -> LogAnchor {
        let anchor = try logAnchor()
        if let fault = try verifyLog(anchors: [anchor], withEvidence: false).faults.first { throw fault.problem }
        return anchor
    }

    /// The ends of both chains as they are now.
    ///
    /// - Throws: `log.cut` where the log of changes is gone.
    public func logAnchor() throws(Problem) -> LogAnchor {
        // First what the other may remember: the end that is read later is never behind.
        let access = try database.accessLog().read { try LogQueries($0, .access).head() }
        let (registry, changes) = try database.read { connection in
            let log = LogQueries(connection)
            return (try log.registry(), try log.head())
        }
        guard let registry, let changes else { throw LogFault(.cut, .changes, 1).problem }
        return LogAnchor(registry: registry, instant: now, changes: changes, access: access)
    }
}

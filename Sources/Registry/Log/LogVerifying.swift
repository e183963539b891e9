import Indonesia
public import Problems
public import Store

/// What a check of the log found.
public struct LogVerification: Sendable {
    /// When it was checked; UTC, ISO 8601.
    public var instant: String
    /// The ends of both chains, as far as they are whole.
    public var changes: LogHead?
    public var access: LogHead?
    /// That the log of access was missing, whole; the faults say which entries went with it.
    public var gap: Problem?
    /// What is wrong with the chains.
    public var faults: [LogFault]
    /// What the log tells of lists, sendings, decisions and searches otherwise than they stand in the registry.
    public var evidence: [EvidenceCheck.Fault]
    /// What it tells otherwise of parts that are guarded as wholes, and of when something happened and who did it.
    public var others: [Problem]

    public var isWhole: Bool { gap == nil && faults.isEmpty && evidence.isEmpty && others.isEmpty }

    /// The same in sentences: first the chains.
    public var problems: [Problem] {
        (gap.map { [$0] } ?? []) + faults.map(\.problem) + evidence.map(\.problem) + others
    }
}

extension Registry {
    /// Reads both chains of the log from end to end and holds them against each other, against anchors that were kept
    /// elsewhere, and against the lists, sendings and decisions that they guard.
    ///
    /// - Parameters:
    ///   - anchors: of this registry; one of another is a fault.
    ///   - withEvidence: also reads every line, entry and decision: what somebody changed there and told nobody shows.
    public func verifyLog(
        anchors: [LogAnchor] = [], withEvidence: Bool = true
    ) throws(Problem) -> LogVerification {
        let instant = now
        // What one chain remembers of the other is read before the other: nobody remembers what is still to come.
        let (first, ofAccess) = try database.read { connection in
            var remembered: Set<LogHead> = []
            let result = try LogCheck(LogQueries(connection)).run { entry in
                if let seen = entry.seen { remembered.insert(seen) }
            }
            return (result, remembered)
        }
        let own = anchors.filter { $0.registry == first.registry }
        let (access, ofChanges, gap) = try database.accessLog().read { connection in
            var remembered: Set<LogHead> = []
            let result = try LogCheck(LogQueries(connection, .access)).run(
                remembered: Array(ofAccess) + own.compactMap(\.access)
            ) { entry in
                if let seen = entry.seen { remembered.insert(seen) }
            }
            return (result, remembered, try Self.accessGap(LogQueries(connection, .access), remembered: ofAccess))
        }
        typealias Found = (LogCheck.Result, [EvidenceCheck.Fault], [Problem])
        let (changes, evidence, others) = try database.read { connection -> Found in
            var (evidence, parts, moments) = (EvidenceCheck(), PartCheck(), MomentCheck())
            let result = try LogCheck(LogQueries(connection)).run(
                remembered: Array(ofChanges) + own.map(\.changes)
            ) {
                evidence.note($0)
                parts.note($0)
                moments.note($0)
            }
            // A chain that is broken off tells nothing of what came later.
            let isWhole = result.fault == nil || result.fault?.kind == .cut
            guard withEvidence, isWhole else { return (result, [], []) }
            return (
                result, try evidence.faults(connection), try parts.faults(connection) + moments.faults(connection)
            )
        }
        var faults = [changes.fault, access.fault].compactMap { $0 }
        if own.count < anchors.count { faults.append(LogFault(.foreign, .changes, 1)) }
        if access.head != nil, access.registry != changes.registry { faults.append(LogFault(.foreign, .access, 1)) }
        return LogVerification(
            instant: instant, changes: changes.head, access: access.head, gap: gap, faults: faults,
            evidence: evidence, others: others)
    }

    /// Asks the database's files, every invariant of the registry, and the log.
    ///
    /// - Parameter anchors: ends of the chains that were kept elsewhere.
    /// - Returns: what is broken; empty when all is sound.
    public func verify(anchors: [LogAnchor] = []) throws(Problem) -> [Problem] {
        do throws(Problem) { return try allFindings(anchors: anchors) } catch {
            // Queries fail where a table or a column is not there: then that is what there is to be told.
            let shape = error.code == "store.failed" ? try foreignObjects() : []
            guard !shape.isEmpty else { throw error }
            return shape
        }
    }

    private func allFindings(anchors: [LogAnchor]) throws(Problem) -> [Problem] {
        let findings = (try database.integrityFindings() + database.accessLog().integrityFindings()).map {
            Problem("verify.integrity", .refuse, ["detail": $0])
        }
        let dialect = database.dialect
        let broken = try database.read { connection in
            let queries = VerifyQueries(connection, dialect)
            var broken = try queries.broken().map { code, rows in
                (code: code, rows: rows, which: try Self.which(code, rows, queries))
            }
            let named = try NamedPeople(connection).broken()
            if named > 0 { broken.append((NamedPeople.code, named, nil)) }
            return broken
        }
        let beside = try database.accessLog()
        let foreign = beside.isApart ? try beside.read { try ValueKinds($0, dialect).foreign() } : 0
        let all = broken + (foreign > 0 ? [(ValueKinds.code, foreign, nil)] : [])
        let counted = all.map { code, rows, which -> Problem in
            var problem = Problem(code, .refuse, ["rows": String(rows)])
            problem.arguments["which"] = which
            return problem
        }
        return findings + (try foreignObjects()) + counted + (try verifyLog(anchors: anchors).problems)
    }

    /// The first rows that break an invariant, as import and row, numbers masked; nil where it does not tell them apart.
    private static func which(_ code: String, _ rows: Int, _ queries: VerifyQueries) throws -> String? {
        let found = try queries.examples(of: code, limit: 5)
        guard !found.isEmpty else { return nil }
        let named = found.map { SubjectPair.text($0.id) + " (" + ($0.nik.map { NIK.masked(raw: $0) } ?? "–") + ")" }
        return (named + (rows > found.count ? ["…"] : [])).joined(separator: ", ")
    }

    /// Tables, triggers, views and the like that do not belong into a registry, what is missing of those that do, and what is
    /// made otherwise.
    private func foreignObjects() throws(Problem) -> [Problem] {
        let dialect = database.dialect
        let own = try database.read { try TableQueries($0, dialect).contents() }
        let access = try database.accessLog()
        let beside =
            access.isApart ? try access.read { try TableQueries($0, dialect).contents() } : nil
        return SchemaObjects.problems(registry: own, access: beside, dialect)
    }

    /// How many invariants ``verify(anchors:)`` looks at, beside the database's own and the log.
    public static var invariantCount: Int { invariants.count }

    /// The codes of the problems that tell of a broken invariant.
    public static var invariants: [String] { VerifyQueries.codes + [NamedPeople.code] }
}

extension LogFault {
    /// The fault as a sentence.
    public var problem: Problem {
        Problem(code, .refuse, ["number": String(number), "last": String(last)])
    }

    private var code: String {
        switch (chain, kind) {
        case (.changes, .changed): "log.changed"
        case (.changes, .removed): "log.removed"
        case (.changes, .inserted): "log.inserted"
        case (.changes, .order): "log.order"
        case (.changes, .cut): "log.cut"
        case (.changes, .rewritten): "log.rewritten"
        case (.changes, .foreign): "log.foreign"
        case (.access, .changed): "log.access-changed"
        case (.access, .removed): "log.access-removed"
        case (.access, .inserted): "log.access-inserted"
        case (.access, .order): "log.access-order"
        case (.access, .cut): "log.access-cut"
        case (.access, .rewritten): "log.access-rewritten"
        case (.access, .foreign): "log.access-foreign"
        }
    }
}

extension EvidenceCheck.Fault {
    /// The fault as a sentence.
    public var problem: Problem {
        Problem(code, .refuse, ["id": String(object.number), "entry": String(entry)])
    }

    private var code: String {
        switch (kind, object.kind) {
        case (.content, .batch): "log.content-batch"
        case (.content, .run): "log.content-run"
        case (.content, .stages): "log.content-stages"
        case (.content, .sending): "log.content-sending"
        case (.content, .decision): "log.content-decision"
        case (.content, .ruling): "log.content-ruling"
        case (.untold, .sending): "log.untold-sending"
        case (.untold, .decision): "log.untold-decision"
        case (.untold, .run): "log.untold-run"
        case (.untold, .ruling): "log.untold-ruling"
        case (.untold, .stages): "log.untold-stages"
        case (.untold, _): "log.untold-batch"
        case (.gone, .sending): "log.gone-sending"
        case (.gone, .decision): "log.gone-decision"
        case (.gone, .ruling): "log.gone-ruling"
        case (.gone, _): "log.gone-batch"
        case (.state, .sending): "log.state-sending"
        case (.state, _): "log.state-batch"
        }
    }
}

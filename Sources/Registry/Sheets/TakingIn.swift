public import Indonesia
public import Problems
public import Store

/// What became of a sheet at the gate.
public struct SheetReceipt: Sendable {
    public var kind: SheetKind
    /// Its number is 0 where nothing was stored.
    public var sending: SendingRecord
    /// Rows that were refused. One refused row refuses the sheet: then it is all rows, and ``problems`` names those at fault.
    public var refused: Int
    public var problems: [Problem]

    /// Whether the sheet stands in the registry now.
    public var isStored: Bool { sending.id != 0 }
    /// Whether the rows add up: read = new + updated + unchanged + refused.
    public var reconciles: Bool {
        sending.rows == sending.new + sending.updated + sending.unchanged + refused
    }
}

extension Registry {
    /// Takes a sheet in: all of its rows, or none where one of them cannot be.
    ///
    /// What the ledger knows already in the same words is left as it is; what differs becomes the next version.
    ///
    /// - Parameters:
    ///   - kind: what the rows are; nil lets the headers say it.
    ///   - receivedOn: the day on which it reached the gate; today where it is nil. A report's own column goes before.
    ///   - isDryRun: works everything out and stores nothing.
    /// - Returns: what was stored, or the problems row by row.
    /// - Throws: `sheet.kind-open`, `sheet.columns`, `sheet.column-repeated`, `sheet.no-rows`; `sheet.future` where it is
    ///   said to have come after today; what storing throws.
    public func takeIn(
        _ sheet: Sheet, as kind: SheetKind? = nil, receivedOn: CalendarDate? = nil, isDryRun: Bool = false
    ) throws(Problem) -> SheetReceipt {
        let kind =
            if let kind { kind } else { try SheetKinds.bundled.kind(of: sheet.headers, in: sheet.name) }
        guard !sheet.rows.isEmpty else { throw Problem("sheet.no-rows", at: Place(file: sheet.name)) }
        let today = today
        let received = receivedOn ?? today
        guard received <= today else {
            throw Problem(
                "sheet.future", at: Place(file: sheet.name), value: received.description,
                ["today": today.description])
        }
        let sending = SendingRecord(
            kind: kind.name, name: sheet.name, sha256: sheet.sha256, channel: sheet.channel,
            receivedOn: received.description, takenAt: now, actor: actor, rows: sheet.rows.count)
        var receipt = try change(.takeIn, isDryRun: isDryRun) { connection, log in
            let examined = try log.examine(kind.name == ProgrammeLedger.kind ? [.programmes] : [])
            let receipt = try Self.takeIn(sheet, kind, sending, today, connection, log)
            if receipt.isStored {
                try log.tell(
                    .takeIn, LogObject(.sending, receipt.sending.id), isGuarded: true, guarding: examined)
            } else {
                log.changesNothing()
            }
            return receipt
        }
        if isDryRun { receipt.sending.id = 0 }
        return receipt
    }

    private static func takeIn(
        _ sheet: Sheet, _ kind: SheetKind, _ sending: SendingRecord, _ today: CalendarDate,
        _ connection: any Connection, _ log: ChangeLog
    ) throws -> SheetReceipt {
        let context = try SheetContext(connection)
        let reader = try CellReader(kind, sheet, context)
        var rules = SheetRules(
            kind, file: sheet.name, today: today.description, receivedOn: sending.receivedOn, context, connection)
        var rows: [SheetRow] = []
        for row in sheet.rows {
            var read = reader.read(row)
            try rules.apply(to: &read)
            rows.append(read)
        }
        let drafts = SheetAssembly(kind: kind, file: sheet.name).drafts(of: &rows)
        var problems = reader.problems + rows.flatMap(\.problems)
        guard !rows.contains(where: \.isRefused) else {
            return SheetReceipt(kind: kind, sending: sending, refused: sheet.rows.count, problems: problems)
        }
        let ledger = LedgerQueries(connection)
        var stored = sending
        stored.unchanged = rows.count(where: \.isKnown)
        var entries: [EntryRecord] = []
        for var draft in drafts {
            let before = kind.steps ?? false ? nil : try ledger.current(kind: kind.name, key: draft.entry.key)
            if kind.name == ProgrammeLedger.kind { draft.carryOn(from: before) }
            if kind.partial ?? false { draft.fillBlanks(from: before) }
            let change = LedgerChange(kind, draft, before)
            if change.gone > 0 { problems.append(change.warning(about: draft, in: sheet.name)) }
            stored.new += change.new
            stored.updated += change.updated
            stored.unchanged += change.unchanged
            if change.isWorthAVersion { entries.append(draft.entry) }
        }
        stored.takenAt = log.instant
        stored.id = try ledger.add(stored, entries)
        if kind.name == ProgrammeLedger.kind { try ProgrammeLedger(connection).anchor(entries.compactMap(\.programme)) }
        if kind.grouped != nil { problems += try ReportNotes(connection).problems(of: entries, stored) }
        return SheetReceipt(kind: kind, sending: stored, refused: 0, problems: problems)
    }

    /// Sendings of sheets, forms and calls, the oldest first.
    public func sendings(kind: String? = nil) throws(Problem) -> [SendingRecord] {
        try database.read { try LedgerQueries($0).sendings(kind: kind) }
    }

    /// The fiscal year that is meant: the given one; else the newest of which something was reported or a need stated;
    /// else this year.
    public func year(_ given: Int?) throws(Problem) -> Int {
        if let given { return given }
        let told = try database.read { connection in
            let ledger = LedgerQueries(connection)
            return try ["report", "need"].map { try ledger.newestYear(of: $0) }
        }
        return told.lazy.compactMap { $0 }.first ?? today.year
    }

    /// All standing versions of one entry with the sending that brought each, the oldest first.
    public func versions(
        kind: String, key: String
    ) throws(Problem) -> [(entry: EntryRecord, sending: SendingRecord)] {
        try database.read { try LedgerQueries($0).versions(kind: kind, key: key) }
    }

    /// Later sendings that must be taken back before this one can be, in that order.
    public func blockers(ofSending id: Int64) throws(Problem) -> [Int64] {
        try database.read { try Self.blockers(ofSending: id, $0) }
    }

    private static func blockers(ofSending id: Int64, _ connection: any Connection) throws -> [Int64] {
        let ledger = LedgerQueries(connection)
        return try LifeEventOrder(id, ledger).blockers().union(ledger.blockers(of: id)).sorted(by: >)
    }

    /// Takes a sending back: what it replaced holds again, what it brought is kept as evidence and counts no more.
    ///
    /// - Parameter reason: why, in the user's words; the log keeps it in the place of what the registry is used for. Long
    ///   numbers in it are hidden.
    /// - Throws: `sending.unknown`, `sending.undone-already`, `sending.blocked`, `sheet.programme-in-use`.
    public func undoSending(_ id: Int64, reason: String? = nil) throws(Problem) -> SendingRecord {
        try change(.takeBack) { connection, log in
            let ledger = LedgerQueries(connection)
            guard let sending = try ledger.sending(id) else {
                throw Problem("sending.unknown", .refuse, ["id": String(id)])
            }
            guard sending.undoneAt == nil else { throw Problem("sending.undone-already", .refuse, ["id": String(id)]) }
            let blockers = try Self.blockers(ofSending: id, connection)
            guard blockers.isEmpty else {
                throw Problem(
                    "sending.blocked", .refuse,
                    ["id": String(id), "blockers": blockers.map(String.init).joined(separator: ", ")])
            }
            let programmes = try ledger.entries(of: id).filter { $0.kind == ProgrammeLedger.kind }
            let examined = try log.examine(programmes.isEmpty ? [] : [.programmes])
            try ledger.undo(id, at: log.instant)
            try ProgrammeLedger(connection).anchor(programmes.compactMap(\.programme))
            try log.tell(
                .takeBack, LogObject(.sending, id), guarding: examined, because: Self.stated(reason))
            return try ledger.sending(id) ?? sending
        }
    }
}

import Foundation
import Indonesia
public import Problems
public import Store

extension Registry {
    /// Longest purpose that is kept, in characters.
    static let longestPurpose = 200

    /// A purpose as the log keeps it: nothing of it can be erased later, so no identity number may stand in it.
    static func stated(_ purpose: String?) -> String? {
        guard let purpose else { return nil }
        let text = LongNumbers.hidden(in: String(purpose.trimmed.prefix(longestPurpose)))
        return text.isEmpty ? nil : text
    }

    /// Refuses what shows personal values whole to somebody who does not say what for (Law 27/2022 on personal data).
    ///
    /// - Throws: `log.purpose`.
    public func requirePurpose() throws(Problem) {
        guard purpose != nil else { throw Problem("log.purpose") }
    }

    /// Tells the log of a file that goes out of the registry, before it does.
    ///
    /// - Parameters:
    ///   - kind: what is written, one word of our own.
    ///   - isFull: whether it holds personal values that are not masked; then the purpose must be stated.
    /// - Throws: `log.purpose`, `log.unwritable`.
    public func tellExport(_ kind: String, object: LogObject? = nil, isFull: Bool = false) throws(Problem) {
        if isFull { try requirePurpose() }
        try teller.tell([
            access(.export, object: object, detail: LedgerJSON.text(Look(what: kind, full: isFull ? true : nil)))
        ])
    }

    /// Tells the log that somebody looks at personal data, before they see any.
    ///
    /// - Parameters:
    ///   - subjects: the records of the people concerned; an entry for each.
    ///   - what: which kind of rows, where no object says it; one word of our own.
    ///   - isFull: whether values are shown that are not masked.
    /// - Throws: `log.unwritable` where it cannot be told, `log.read-only` where it may not be: then nobody looks.
    public func look(
        _ action: LogAction, at subjects: [Int64] = [], object: LogObject? = nil, of what: String? = nil,
        isFull: Bool = false
    ) throws(Problem) {
        try teller.tell(looks(action, at: subjects, object: object, of: what, isFull: isFull))
    }

    /// The entries that tell of a look.
    func looks(
        _ action: LogAction, at subjects: [Int64], object: LogObject? = nil, of what: String? = nil,
        isFull: Bool = false
    ) -> [LogEntry] {
        let detail = isFull || what != nil ? LedgerJSON.text(Look(what: what, full: isFull ? true : nil)) : nil
        let subjects: [Int64?] = subjects.isEmpty ? [nil] : Set(subjects).sorted()
        return subjects.map { access(action, subject: $0, object: object, detail: detail) }
    }

    /// What the log keeps of a look beside who, when and at what.
    private struct Look: Encodable {
        var what: String?
        var full: Bool?
    }

    private func access(
        _ action: LogAction, subject: Int64? = nil, object: LogObject? = nil, detail: String?
    ) -> LogEntry {
        LogEntry(
            action, at: instantOfLook, by: actor, purpose: purpose, subject: subject, object: object, detail: detail)
    }
}

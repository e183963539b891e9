import Foundation
import Hummingbird
import Problems
import Registry
import Store

/// Taking a committed list back: what would go, what stands in the way, and why it is done.
enum BatchUndoPage {
    static let reason = "alasan"

    static func address(_ id: Int64) -> String { "/daftar/\(id)/batal" }

    static func make(
        _ desk: Desk, _ id: Int64, problem: Problem? = nil, stated: String = "", isReasonMissing: Bool = false
    ) throws -> Page {
        let words = desk.words
        let batch = try desk.registry.batch(id)
        let names = try Names(desk.registry, words)
        var board = Board(words("undo.title", ["list": names.list(batch)]), lead: words("undo.lead"))
        board.crumbs = [
            .init(label: words("nav.lists"), address: Page.Section.lists.path),
            .init(label: names.list(batch), address: "/daftar/\(id)"),
        ]
        if let problem {
            board.notices = [.init(isGrave: true, message: words.reason(problem), advice: words.remedy(problem))]
        }
        if batch.state == .committed {
            let blockers = try desk.registry.blockers(of: id)
            board.parts = [try taken(batch, desk)]
            board.parts.append(
                blockers.isEmpty
                    ? asking(id, stated, isReasonMissing, words) : try blocked(blockers, desk, names))
        } else if problem == nil {
            board.notices = [
                .init(message: words("undo.not-committed", ["state": words.name("state", batch.state.rawValue)]))
            ]
        }
        var page = board.page(.lists)
        if problem != nil || isReasonMissing { page.status = .unprocessableContent }
        return page
    }

    /// What goes with the list, and what stands again.
    private static func taken(_ batch: BatchRecord, _ desk: Desk) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("isi", words("undo.what"))
        func fact(_ key: String, _ count: Int) {
            guard count > 0 else { return }
            part.facts.append(
                .init(label: words("undo.fact." + key), value: words("undo." + key, ["n": words.count(count)])))
        }
        fact("new", batch.counts.new)
        fact("updated", batch.counts.updated)
        fact("unchanged", batch.counts.unchanged)
        if let found = try desk.registry.proposals(of: batch.id) { fact("matches", found.open) }
        fact("stages", try desk.registry.stageStanding(of: batch.id).recorded)
        part.footnotes = [words("undo.kept")]
        return part
    }

    private static func blocked(_ blockers: [Int64], _ desk: Desk, _ names: Names) throws -> Board.Part {
        let words = desk.words
        let batches = Dictionary(
            try desk.registry.batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var part = Board.Part("penghalang", words("undo.blocked"))
        part.paragraphs = [words("batch.undo.blocked")]
        part.links = blockers.map {
            .init(batches[$0].map { names.list($0) + " (#\($0.id))" } ?? "#\($0)", "/daftar/\($0)")
        }
        return part
    }

    private static func asking(_ id: Int64, _ stated: String, _ isMissing: Bool, _ words: Words) -> Board.Part {
        var part = Board.Part("batalkan", words("undo.do"))
        part.forms = [
            .doing(
                address(id),
                [
                    .init(
                        .text, reason, words("undo.reason"), value: stated, hint: words("undo.reason.hint"),
                        fault: isMissing ? words("undo.reason.missing") : nil, isRequired: true)
                ], button: words("undo.button"))
        ]
        return part
    }

    /// Takes the list back. Who decides it says why: the reason stands in the history of everybody it concerns.
    static func undo(_ desk: Desk, _ id: Int64, _ form: Query) throws -> (address: String?, page: Page?) {
        let stated = (form[reason].map { String($0.prefix(400)) } ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard try desk.registry.batch(id).state != .staged else { throw HTTPError(.conflict) }
        guard !stated.isEmpty else { return (nil, try make(desk, id, isReasonMissing: true)) }
        do {
            _ = try desk.registry.undo(id, reason: stated)
        } catch {
            guard error.code.hasPrefix("import.") else { throw error }
            return (nil, try make(desk, id, problem: error, stated: stated))
        }
        return ("/daftar/\(id)", nil)
    }
}

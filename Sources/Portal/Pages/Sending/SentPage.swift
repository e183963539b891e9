import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One sending: what it brought, and the way to take it back.
enum SentPage {
    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        guard let sending = try desk.registry.sending(id) else { throw HTTPError(.notFound) }
        var board = Board(
            SendingPage.title(sending.kind, words),
            lead: words("sent.lead", ["name": sending.name, "day": words.day(sending.receivedOn)]))
        board.crumbs = [.init(label: words("nav.sending"), address: SendingPage.path)]
        board.cards = [
            ("column.read", sending.rows), ("outcome.new", sending.new), ("outcome.updated", sending.updated),
            ("outcome.unchanged", sending.unchanged),
        ].map { .init(figure: words.count($0.1), label: words($0.0)) }
        if let undone = sending.undoneAt {
            board.notices = [.init(message: words("sent.undone", ["at": words.instant(undone)]))]
        }
        board.parts = [facts(sending, words), try rows(desk, sending)]
        if sending.undoneAt == nil { board.parts.append(try undo(desk, sending)) }
        return board.page(.sending)
    }

    private static func facts(_ sending: SendingRecord, _ words: Words) -> Board.Part {
        var part = Board.Part("asal", words("sent.origin"))
        part.facts = [
            .init(label: words("column.sending"), value: "#\(sending.id)"),
            .init(label: words("column.channel"), value: words.name("channel", sending.channel)),
            .init(label: words("sent.taken"), value: words.instant(sending.takenAt)),
            .init(label: words("sent.actor"), value: sending.actor),
        ]
        if !sending.sha256.isEmpty { part.facts.append(.init(label: "SHA-256", value: sending.sha256, isCode: true)) }
        return part
    }

    /// Columns of the sheet that the table of rows shows; the whole rows are in the interface for programs.
    private static let shownColumns = 7

    private static func rows(_ desk: Desk, _ sending: SendingRecord) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("baris", words("sent.rows"))
        part.paragraphs = [words("sent.rows.text")]
        let kind = SheetKinds.bundled.kinds.first { $0.name == sending.kind }
        try desk.registry.look(.readLines, object: LogObject(.sending, sending.id))
        let rows = try desk.registry.rows(ofSending: sending.id)
        let pager = Pager(rows.count, desk.visit)
        let columns = (kind?.columns ?? []).filter { column in rows.contains { $0.values[column.field] != nil } }
            .prefix(shownColumns)
        part.grids = [
            Grid(
                words("sent.rows"),
                [.figure(words("column.row")), .figure(words("column.version"))]
                    + columns.map { .text(words.column($0)) },
                rows[pager.range].map { row in
                    Grid.Line(
                        [.init(words.count(row.row)), .init(words.count(row.version))]
                            + columns.map { column in
                                .init(row.values[column.field].map { value($0, column, words) } ?? "–")
                            })
                }, none: words("sent.rows.none"), fold: words.fold)
        ]
        part.pagers = [pager]
        return part
    }

    /// A value as a reader knows it.
    static func value(_ value: SheetValue, _ column: SheetKind.Column, _ words: Words) -> String {
        func name(_ code: String) -> String {
            column.vocabulary.flatMap { SheetKinds.bundled.label($0, code, words.language) } ?? code
        }
        switch value {
        case .text(let text): return column.type == .date ? words.day(text) : name(text)
        case .texts(let texts): return texts.map(name).joined(separator: "; ")
        case .integer(let number): return column.type == .year ? String(number) : words.count(number)
        case .decimal(let number): return words.language.decimal(number, places: 2)
        case .flag(let flag): return words(flag ? "word.yes" : "word.no")
        case .rows: return ""
        }
    }

    static func undoPath(_ id: Int64) -> String { SendingPage.sendingPath(id) + "/batal" }

    private static func undo(_ desk: Desk, _ sending: SendingRecord) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("batal", words("sent.undo"))
        let blockers = try desk.registry.blockers(ofSending: sending.id)
        guard !blockers.isEmpty else {
            part.paragraphs = [words("sent.undo.free")]
            part.forms = [.doing(undoPath(sending.id), button: words("sent.undo.button"))]
            return part
        }
        part.paragraphs = [words("sent.undo.blocked")]
        part.links = try blockers.map { id in
            let other = try desk.registry.sending(id)
            return .init("#\(id) \(other?.name ?? "")", SendingPage.sendingPath(id))
        }
        return part
    }

    /// Takes a sending back.
    static func undo(_ desk: Desk, _ id: Int64) throws -> String {
        _ = try desk.registry.undoSending(id)
        return SendingPage.sendingPath(id)
    }
}

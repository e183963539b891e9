import Foundation
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// Where sheets come in beside lists: looked at first, stored when the sender says so, and taken back when it was wrong.
enum SendingPage {
    static let path = "/kirim"
    static let savePath = "/kirim/simpan"
    static let kind = "jenis"
    static let pasted = "isi"
    static let file = "berkas"
    static let token = "tanda"

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let chosen = try desk.query[kind].flatMap { $0.isEmpty ? nil : try SheetKinds.bundled.kind($0) }
        var board = Board(words("sending.title"), lead: words("sending.lead"))
        board.parts = [sheet(chosen, words), forms(words), try sendings(desk, chosen), templates(words)]
        return board.page(.sending)
    }

    static func sendingPath(_ id: Int64) -> String { "/kirim/kiriman/\(id)" }

    /// The form for a sheet.
    private static func sheet(_ chosen: SheetKind?, _ words: Words) -> Board.Part {
        var part = Board.Part("lembar", words("sending.sheet"))
        part.paragraphs = [words("sending.sheet.text")]
        part.forms = [form(chosen?.word, words)]
        return part
    }

    static func form(_ chosen: String?, _ words: Words, text: String = "") -> Form {
        .doing(
            path,
            [
                .init(
                    .choice, kind, words("sending.kind"),
                    options: [.init(optionValue: "", optionLabel: words("sending.kind.guess"))]
                        + kinds(words).map {
                            .init(
                                optionValue: $0.word, optionLabel: $0.title(words.language),
                                isChosen: $0.word == chosen)
                        }),
                .init(.area, pasted, words("sending.paste"), value: text, hint: words("sending.paste.hint")),
                .init(.file, file, words("sending.file"), hint: words("sending.file.hint")),
            ], button: words("sending.check"))
    }

    /// Kinds by what they are called.
    static func kinds(_ words: Words) -> [SheetKind] {
        SheetKinds.bundled.kinds.sorted { $0.title(words.language) < $1.title(words.language) }
    }

    private static func forms(_ words: Words) -> Board.Part {
        var part = Board.Part("formulir", words("sending.forms"))
        part.paragraphs = [words("sending.forms.text")]
        part.links = kinds(words).filter(EntryForm.hasForm).map {
            .init($0.title(words.language), EntryForm.address($0))
        }
        return part
    }

    private static func templates(_ words: Words) -> Board.Part {
        var part = Board.Part("templat", words("sending.templates"))
        part.paragraphs = [words("sending.templates.text")]
        part.grids = [
            Grid(
                words("sending.templates"),
                [
                    .text(words("sending.kind")), .text(words("sending.template.xlsx")),
                    .text(words("sending.template.csv")), .text(words("sending.dictionary")),
                ],
                kinds(words).map { kind in
                    Grid.Line([
                        .init(kind.title(words.language)),
                        .init(kind.word + ".xlsx", href: "/kirim/templat/\(kind.word).xlsx"),
                        .init(kind.word + ".csv", href: "/kirim/templat/\(kind.word).csv"),
                        .init(
                            words("sending.dictionary.open"),
                            href: Query.address(DictionaryPage.path, [(Self.kind, kind.word)])),
                    ])
                }, none: "", fold: words.fold)
        ]
        part.links = [.init(words("dictionary.all"), DictionaryPage.path)]
        return part
    }

    private static func sendings(_ desk: Desk, _ chosen: SheetKind?) throws -> Board.Part {
        let words = desk.words
        let sendings = try desk.registry.sendings(kind: chosen?.name).reversed().map { $0 }
        let pager = Pager(sendings.count, desk.visit)
        var part = Board.Part("kiriman", words("sending.list"))
        part.paragraphs = [words("sending.list.text")]
        part.filters = [
            .choosing(
                path,
                [
                    .init(
                        .choice, kind, words("sending.kind"),
                        options: [.init(optionValue: "", optionLabel: words("choose.all-kinds"))]
                            + kinds(words).map {
                                .init(
                                    optionValue: $0.word, optionLabel: $0.title(words.language),
                                    isChosen: $0.word == chosen?.word)
                            }, prefix: "saring")
                ], button: words("choose.show"))
        ]
        part.grids = [grid(sendings[pager.range], words)]
        part.pagers = [pager]
        return part
    }

    private static func grid(_ sendings: some Sequence<SendingRecord>, _ words: Words) -> Grid {
        Grid(
            words("sending.list"),
            [
                .text(words("column.sending")), .text(words("sending.kind")), .text(words("column.received")),
                .text(words("column.channel")), .figure(words("column.read")), .figure(words("outcome.new")),
                .figure(words("outcome.updated")), .figure(words("outcome.unchanged")), .text(words("column.state")),
            ],
            sendings.map { sending in
                Grid.Line([
                    .init(
                        sending.name.isEmpty ? "#\(sending.id)" : sending.name, href: sendingPath(sending.id),
                        detail: "#\(sending.id)"), .init(title(sending.kind, words)),
                    .init(words.day(sending.receivedOn)), .init(words.name("channel", sending.channel)),
                    .init(words.count(sending.rows)), .init(words.count(sending.new)),
                    .init(words.count(sending.updated)), .init(words.count(sending.unchanged)), state(sending, words),
                ])
            }, none: words("sending.none"), fold: words.fold)
    }

    static func title(_ kind: String, _ words: Words) -> String {
        SheetKinds.bundled.kinds.first { $0.name == kind }?.title(words.language) ?? words.name("sending-kind", kind)
    }

    static func state(_ sending: SendingRecord, _ words: Words) -> Grid.Cell {
        sending.undoneAt == nil
            ? .init(words("sending.stands"), chip: "committed") : .init(words("sending.undone"), chip: "undone")
    }
}

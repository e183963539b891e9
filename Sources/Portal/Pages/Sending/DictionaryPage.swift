import Indonesia
import Problems
import Registry
import Store

/// What the columns of each kind of sheets mean.
enum DictionaryPage {
    static let path = "/kirim/kamus"

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let asked = try desk.query[SendingPage.kind].flatMap { $0.isEmpty ? nil : try SheetKinds.bundled.kind($0) }
        let kinds = asked.map { [$0] } ?? SendingPage.kinds(words)
        var board = Board(words("dictionary.title"), lead: words("dictionary.lead"))
        board.crumbs = [.init(label: words("nav.sending"), address: SendingPage.path)]
        board.parts = kinds.map { kind in
            var part = Board.Part("k-" + kind.word, kind.title(words.language))
            part.grids = [
                Grid(
                    kind.title(words.language),
                    [
                        .text(words("column.header")), .text(words("column.meaning")), .text(words("column.type")),
                        .text(words("column.choices")), .text(words("column.program-name")),
                    ],
                    SheetTemplate(kind, words.language).explanations.map { column in
                        Grid.Line([
                            .init(column.header, detail: column.required ? words("form.required") : nil),
                            .init(column.meaning), .init(words("sheet-type.\(column.type)")),
                            .init(column.choices.isEmpty ? "–" : column.choices.joined(separator: "; ")),
                            .init(column.field),
                        ])
                    }, none: "", fold: words.fold)
            ]
            part.links = [
                .init(kind.word + ".xlsx", "/kirim/templat/\(kind.word).xlsx"),
                .init(kind.word + ".csv", "/kirim/templat/\(kind.word).csv"),
            ]
            return part
        }
        var all = Board.Part("unduh", words("dictionary.download"))
        all.links = [
            .init("kamus.csv", path + ".csv"), .init(words("dictionary.all"), path),
        ]
        board.parts.append(all)
        return board.page(.sending)
    }
}

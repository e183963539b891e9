import Problems
import Registry

/// The addresses for programs, told to whoever writes one.
enum InterfacePage {
    static func make(_ desk: Desk) -> Page {
        let words = desk.words
        var board = Board(words("interface.title"), lead: words("interface.lead"))
        var addresses = Board.Part("alamat", words("interface.addresses"))
        addresses.paragraphs = [words("interface.addresses.text")]
        addresses.grids = [
            Grid(
                words("interface.addresses"),
                [
                    .text(words("interface.address")), .text(words("interface.fields")), .text(words("interface.what")),
                ],
                APIAddress.all.map { address in
                    Grid.Line([
                        .init(address.method + " " + address.path),
                        .init(address.fields.isEmpty ? "–" : address.fields.joined(separator: ", ")),
                        .init(words(address.wording)),
                    ])
                }, none: "", fold: words.fold)
        ]
        var fields = Board.Part("isian", words("interface.fields"))
        fields.facts = Set(APIAddress.all.flatMap(\.fields)).sorted().map {
            .init(label: $0, value: words("interface.field.\($0)"))
        }
        var sending = Board.Part("mengirim", words("interface.sending"))
        sending.paragraphs = ["interface.sending.text", "interface.errors.text"].map { words($0) }
        sending.facts = SheetKinds.bundled.kinds.map {
            .init(label: $0.name, value: $0.title(words.language))
        }
        sending.links = [.init(words("interface.dictionary"), "/kirim/kamus")]
        board.parts = [addresses, fields, sending]
        return board.page(nil)
    }
}

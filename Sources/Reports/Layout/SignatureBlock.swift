/// Place, day, office and a line for the name, kept together at the right as letters have it.
struct SignatureBlock {
    /// Where it is signed, or dots to be filled in.
    var place: String
    var date: String?
    /// The office of who signs.
    var office: String
    var words: Words

    var html: HTML {
        tag(.div, "signature") {
            tag(.p, "", place + ", " + (date.map(words.day) ?? words("signature.date")))
            tag(.p, "", office)
            tag(.div, "space") { HTML.text("\u{a0}") }
            tag(.p, "name") { HTML.text("\u{a0}") }
            tag(.p, "quiet", words("signature.name"))
        }
    }
}

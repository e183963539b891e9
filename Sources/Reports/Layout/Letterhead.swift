/// Who sends a letter, and whether its people are invented.
struct Letterhead {
    let edition: Edition
    let words: Words

    @HTMLBuilder var html: HTML {
        tag(.div, "letterhead") {
            let lines = (edition.publisher ?? words("letterhead.blank")).split(separator: "\n").map(String.init)
            for (index, line) in lines.enumerated() { tag(.p, index == 0 ? "first" : "", line) }
        }
        if edition.synthetic { tag(.div, "notice") { tag(.p, "", words("synthetic.notice")) } }
    }
}

import Indonesia

/// Personal values as somebody may see them: masked, unless they asked for them whole and said what for.
struct Shown {
    var isFull = false

    func number(_ raw: String) -> String { isFull ? raw : NIK.masked(raw: raw) }

    func name(_ raw: String) -> String { isFull ? raw : PersonName.masked(raw: raw) }

    /// What somebody wrote, in which somebody's number may stand.
    func text(_ raw: String) -> String { isFull ? raw : LongNumbers.hidden(in: raw) }
}

/// Month names as they are written in Indonesian and English, with the usual abbreviations.
enum MonthName {
    /// 1–12 for a name in lower case; `nil` for any other word.
    static func month(_ word: String) -> Int? {
        switch word {
        case "januari", "jan", "january", "jnr": 1
        case "februari", "pebruari", "feb", "peb", "february", "febr": 2
        case "maret", "mar", "mrt", "march": 3
        case "april", "apr": 4
        case "mei", "may": 5
        case "juni", "jun", "june": 6
        case "juli", "jul", "july": 7
        case "agustus", "agu", "agt", "agust", "ags", "agst", "august", "aug": 8
        case "september", "sep", "sept", "spt": 9
        case "oktober", "okt", "october", "oct": 10
        case "november", "nopember", "nov", "nop": 11
        case "desember", "des", "december", "dec": 12
        default: nil
        }
    }

    /// Words that may stand in front of a date and mean nothing for it.
    static func isOrnament(_ word: String) -> Bool {
        switch word {
        case "senin", "selasa", "rabu", "kamis", "jumat", "jum", "at", "sabtu", "minggu", "ahad", "tgl", "tanggal",
            "sen", "sel", "rab", "kam", "sab", "min", "monday", "tuesday", "wednesday", "thursday", "friday",
            "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun":
            true
        default: false
        }
    }
}

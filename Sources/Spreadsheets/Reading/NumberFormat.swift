/// What a cell's number format makes of its number.
enum NumberFormat: Sendable {
    case plain, date, dateTime, time

    /// The formats that the standard numbers without spelling them out.
    init(builtIn id: Int) {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateTime
        default: self = .plain
        }
    }

    /// A format as a user spells it, such as `[$-421]dd mmmm yyyy;@`.
    init(code: String) {
        let letters = Self.letters(code)
        let hasClock = letters.contains("h") || letters.contains("s")
        // An `m` beside hours or seconds is a minute, elsewhere a month.
        let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasClock)
        // A count of elapsed hours, or a placeholder for digits beside a day, is no point in time.
        if letters.contains("[") || (hasDay && (letters.contains("#") || letters.contains("?"))) {
            self = .plain
        } else if hasDay {
            self = hasClock ? .dateTime : .date
        } else {
            self = hasClock ? .time : .plain
        }
    }

    /// The signs of the first section that have a meaning: literals, colours, locales and paddings left out. A bracket
    /// stays where it holds elapsed time.
    private static func letters(_ code: String) -> Set<Character> {
        var found: Set<Character> = []
        var isQuoted = false
        var bracket: String?
        var skipsNext = false
        for sign in code.lowercased() {
            if skipsNext {
                skipsNext = false
            } else if isQuoted {
                isQuoted = sign != "\""
            } else if let inside = bracket {
                guard sign == "]" else { bracket = inside + String(sign); continue }
                if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { found.insert("[") }
                bracket = nil
            } else {
                switch sign {
                case "\"": isQuoted = true
                case "[": bracket = ""
                case "\\", "_", "*": skipsNext = true
                case ";": return found
                default: found.insert(sign)
                }
            }
        }
        // `General` is a word and not a pattern.
        return code.lowercased().hasPrefix("general") ? [] : found
    }
}

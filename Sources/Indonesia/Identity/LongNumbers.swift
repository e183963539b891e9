/// Long numbers in a text that is shown, printed or logged, though it should hold none.
public enum LongNumbers {
    /// Signs by which people divide a long number.
    private static let dividers: Set<Character> = [".", "-", "–", "/", " ", "\t", "\u{A0}", "\u{202F}"]

    /// The text with each run of nine digits and more hidden, also where dots, blanks, hyphens and strokes divide them: it
    /// may be somebody's number in the wrong place. What divides them stays.
    public static func hidden(in text: some StringProtocol) -> String {
        var (out, run, digits) = ("", "", 0)
        func closed() -> String {
            digits >= Masking.personalDigits ? String(run.map { isDigit($0) ? "*" : $0 }) : run
        }
        for character in text {
            if isDigit(character) {
                run.append(character)
                digits += 1
            } else if digits > 0, dividers.contains(character) {
                run.append(character)
            } else {
                out += closed()
                (run, digits) = ("", 0)
                out.append(character)
            }
        }
        return out + closed()
    }

    /// The text with each unbroken run of so many digits and more masked, so that dates, codes and years in it stay: for
    /// names of files and lists, and for times.
    public static func hidden(in text: some StringProtocol, runsOf length: Int) -> String {
        var (out, run) = ("", "")
        // The largest number that is told stands for one that did not fit; it is nobody's.
        func closed() -> String {
            run.utf8.count >= length && run != String(Int64.max) ? NIK.masked(raw: run) : run
        }
        for character in text {
            if isDigit(character) {
                run.append(character)
            } else {
                out += closed()
                run = ""
                out.append(character)
            }
        }
        return out + closed()
    }

    /// Whether a text holds a number as long as a NIK, also divided by blanks, points or hyphens.
    public static func holdsIdentity(in text: some StringProtocol) -> Bool {
        guard text.utf8.count >= NIK.length else { return false }
        var run = 0
        for character in text where character != " " && character != "." && character != "-" {
            run = character.isNumber ? run + 1 : 0
            if run == NIK.length { return true }
        }
        return false
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}

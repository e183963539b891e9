/// Long numbers in a text that is shown, printed or logged, though it should hold none.
public enum LongNumbers {
    /// Signs by which people divide a long number.
    private static let dividers: Set<Character> = [".", "-", "–", "/", " ", "\t", "\u{A0}", "\u{202F}"]

    /// The text with each run of nine digits and more hidden, also where dots, blanks, hyphens and strokes divide them: it
    /// may be somebody's number in the wrong place. What divides them stays.
    public static func hidden(in text: some StringProtocol) -> String {
        var (out, run, digits) = ("", "", 0)
        func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
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
}

/// Long numbers in a text that is shown, printed or logged, though it should hold none.
public enum LongNumbers {
    /// The text with each run of nine digits and more hidden: it may be somebody's number in the wrong place.
    public static func hidden(in text: some StringProtocol) -> String {
        var (out, run) = ("", "")
        func closed() -> String {
            run.count >= Masking.personalDigits ? String(repeating: "*", count: run.count) : run
        }
        for character in text {
            if character.isASCII, character.isNumber {
                run.append(character)
            } else {
                out += closed()
                run = ""
                out.append(character)
            }
        }
        return out + closed()
    }
}

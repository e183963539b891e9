public import Problems
public import Registry

extension Report {
    /// Letters that tell people why they are not on the list: a page for each, in the order given, ready for a printer. A
    /// page holds the data of its own person alone.
    ///
    /// - Parameters:
    ///   - cases: people who were refused or held, or are eligible and not served.
    ///   - list: the list's name.
    ///   - ruling: the number under which the decisions are stored: an appeal names it.
    ///   - appeal: what these decisions look at again; nil for first ones.
    ///   - standings: where the eligible stand under a limit: of them those get a letter who are not served.
    ///   - edition: its publisher makes the letterhead, one line for each line of it; its date is the letters'.
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func reasonLetters(
        _ cases: [RuledCase], by judge: RuleJudge, list: String, ruling: Int64? = nil,
        appeal: LetterAppeal? = nil, standings: RulingStandings? = nil, in language: Language,
        edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let words = try Words("reasons", language)
        let sentences = try RuleSentences(language)
        let pages = cases.map {
            ReasonLetter(
                value: $0, judge: judge, list: list, ruling: ruling, appeal: appeal, standings: standings,
                sentences: sentences, words: words, edition: edition
            ).html
        }
        return Page.frame(
            name: "reasons-\(judge.programme)-\(judge.dayText)", title: words("title"), words: words, HTML.joined(pages)
        )
    }
}

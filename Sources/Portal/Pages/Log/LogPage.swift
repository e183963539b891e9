import Indonesia
import Problems
import Registry
import Store

/// The log as an auditor reads it: whether its chains are whole, and who did what when.
enum LogPage {
    static let path = Page.Section.log.path

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let choice = try LogChoice(desk)
        var board = Board(words("log.title"), lead: words("log.lead"))
        let counts = try LogChain.allCases.map { chain throws(Problem) in try desk.registry.logCount(chain) }
        board.cards = zip(LogChain.allCases, counts).map { chain, count in
            .init(figure: words.count(count), label: words("log.card." + chain.rawValue))
        }
        let entries = counts.reduce(0, +)
        let check = try desk.site.checked.latest(desk.registry, entries: entries)
        board.notices = [notice(check, entries, words)]
        // A missing log shows even where the chains are too long to be read for a page.
        if check?.isFresh != true, let gap = try desk.registry.accessGap() {
            board.notices.append(.init(isGrave: true, message: words.reason(gap), advice: words.remedy(gap)))
        }
        board.parts = [try state(check, desk), try list(choice, desk)]
        return board.page(.log)
    }

    /// Reads all of both chains, and everything that they guard.
    static func check(_ desk: Desk) throws -> String {
        try desk.site.checked.check(desk.registry, withEvidence: true)
        return path
    }

    private static func notice(_ check: LogChecking.Check?, _ entries: Int, _ words: Words) -> Board.Notice {
        guard let check else {
            return Board.Notice(message: words("log.unchecked"), advice: words("log.unchecked.advice"))
        }
        func since(_ instant: String, _ known: Int) -> [String: String] {
            ["at": words.instant(instant), "n": words.count(max(0, entries - known))]
        }
        let time = since(check.found.instant, check.entries)
        guard check.found.isWhole else {
            return Board.Notice(isGrave: true, message: words("log.broken", time), advice: words("log.broken.advice"))
        }
        // An old answer says nothing of now.
        guard check.isFresh else {
            return Board.Notice(message: words("log.was-whole", time), advice: words("log.was-whole.advice"))
        }
        let evidence = check.evidence.map { words("log.whole.evidence", since($0.instant, $0.entries)) }
        return Board.Notice(
            message: words("log.whole", time),
            advice: words("log.whole.chains") + " " + (evidence ?? words("log.whole.unread")))
    }

    /// Whether the chains are whole, and where they end.
    private static func state(_ check: LogChecking.Check?, _ desk: Desk) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("keadaan", words("log.state"))
        for chain in LogChain.allCases {
            guard let head = try desk.registry.logHead(chain) else { continue }
            part.facts.append(
                .init(
                    label: words("log.head." + chain.rawValue, ["n": words.count(head.number)]), value: head.hash,
                    isCode: true))
        }
        part.paragraphs = [words("log.anchor.why")]
        if let anchor = try? desk.registry.logAnchor() {
            part.facts.append(.init(label: words("log.anchor"), value: anchor.line, isCode: true))
        }
        part.troubles = (check?.found.problems ?? []).map { problem in
            Board.Trouble(
                severity: problem.severity.rawValue, severityName: words.name("severity", problem.severity.rawValue),
                spot: "", reason: words.reason(problem), remedy: words.remedy(problem))
        }
        part.forms = [.doing(path + "/periksa", button: words("log.check"), isInline: true)]
        return part
    }

    private static func list(_ choice: LogChoice, _ desk: Desk) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("catatan", words("log.entries." + choice.chain.rawValue))
        part.filters = [try choice.chooser(desk, path)]
        if choice.filter == LogFilter() {
            let pager = Pager(try desk.registry.logCount(choice.chain), desk.visit)
            let found = try desk.registry.log(choice.chain, limit: pager.range.count, offset: pager.range.lowerBound)
            part.grids = [LogWords.grid(found, words)]
            part.pagers = [pager]
        } else {
            // To count what a filter lets through would be to read all of the log.
            let found = try desk.registry.logSlice(
                choice.chain, choice.filter, below: choice.below, limit: Pager.size)
            part.grids = [LogWords.grid(found.entries, words)]
            if let older = found.older {
                part.paragraphs = [words("log.read-down-to", ["n": words.count(Int(found.oldest))])]
                part.links = [
                    .init(words("log.older"), desk.visit.address(LogChoice.belowField, String(older)) + "#catatan")
                ]
            }
        }
        part.footnotes = [words("log.note")]
        return part
    }
}

import Problems

/// A page put together of parts: what most pages about coordination are. Names differ from level to level, because a
/// template that does not find a name in a part looks for it in the page.
struct Board: Sendable {
    static let template = "board"

    /// A step of the way from the top to the page.
    struct Crumb: Sendable {
        var label: String
        var address: String
    }

    struct Link: Sendable {
        var linkLabel: String
        var linkAddress: String

        init(_ label: String, _ address: String) {
            linkLabel = label
            linkAddress = address
        }
    }

    struct Notice: Sendable {
        var isGrave = false
        var message: String
        var advice: String?
        var noticeForm: Form?
    }

    /// A finding in words.
    struct Trouble: Sendable {
        var severity: String
        var severityName: String
        /// Where it stands; empty where that is the whole.
        var spot: String
        var reason: String
        var remedy: String
        var links: [Link] = []
        /// What can be done about it at once.
        var troubleForms: [Form] = []
    }

    struct Part: Sendable {
        var anchor: String
        var partTitle: String
        var paragraphs: [String] = []
        /// What narrows the part's table.
        var filters: [Form] = []
        var facts: [BatchPage.Fact] = []
        var drawings: [Drawing] = []
        var grids: [Grid] = []
        var pagers: [Pager] = []
        var troubles: [Trouble] = []
        var forms: [Form] = []
        var links: [Link] = []
        var footnotes: [String] = []

        init(_ anchor: String, _ title: String) {
            self.anchor = anchor
            partTitle = title
        }
    }

    struct FactList: Sendable {
        var facts: [BatchPage.Fact]
    }

    var crumbs: [Crumb] = []
    var title: String
    var lead: String?
    var chooser: Form?
    var notices: [Notice] = []
    var cards: [GatePage.Card] = []
    var parts: [Part] = []

    init(_ title: String, lead: String? = nil) {
        self.title = title
        self.lead = lead
    }

    func page(_ section: Page.Section?) -> Page {
        Page(template: Self.template, title: title, section: section, content: BoardContent(self))
    }
}

/// A board as its template reads it: what is empty is told by a name of its own.
struct BoardContent: Sendable {
    struct Part: Sendable {
        var anchor: String
        var partTitle: String
        var paragraphs: [String]
        var filters: [Form]
        var factLists: [Board.FactList]
        var drawings: [Drawing]
        var grids: [Grid]
        var pagers: [Pager]
        var troubles: [Board.Trouble]
        var forms: [Form]
        var linkLists: [LinkList]
        var footnotes: [String]
    }

    struct LinkList: Sendable {
        var links: [Board.Link]
    }

    struct CardList: Sendable {
        var cards: [GatePage.Card]
    }

    struct CrumbList: Sendable {
        var crumbs: [Board.Crumb]
    }

    var crumbLists: [CrumbList]
    var boardTitle: String
    var lead: String?
    var choosers: [Form]
    var notices: [Board.Notice]
    var cardLists: [CardList]
    var parts: [Part]

    init(_ board: Board) {
        crumbLists = board.crumbs.isEmpty ? [] : [CrumbList(crumbs: board.crumbs)]
        boardTitle = board.title
        lead = board.lead
        choosers = board.chooser.map { [$0] } ?? []
        notices = board.notices
        cardLists = board.cards.isEmpty ? [] : [CardList(cards: board.cards)]
        parts = board.parts.map { part in
            Part(
                anchor: part.anchor, partTitle: part.partTitle, paragraphs: part.paragraphs, filters: part.filters,
                factLists: part.facts.isEmpty ? [] : [Board.FactList(facts: part.facts)], drawings: part.drawings,
                grids: Self.titled(part.grids), pagers: part.pagers.filter(\.hasPages), troubles: part.troubles,
                forms: part.forms,
                linkLists: part.links.isEmpty ? [] : [LinkList(links: part.links)], footnotes: part.footnotes)
        }
    }

    /// Several tables of one part need their names.
    private static func titled(_ grids: [Grid]) -> [Grid] {
        grids.map { grid in
            var grid = grid
            grid.isTitled = grids.count > 1
            return grid
        }
    }
}

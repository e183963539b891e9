import Problems

/// What stands around every page.
struct Frame: Sendable {
    static let template = "frame"

    struct Link: Sendable {
        var label: String
        var address: String
        var isCurrent: Bool
    }

    struct LanguageLink: Sendable {
        var code: String
        var label: String
        var address: String
        var isCurrent: Bool
    }

    var language: String
    var title: String
    var navigation: [Link]
    var languages: [LanguageLink]
    var isSynthetic: Bool
    var style: String
    /// The sign inside the page itself: nothing to fetch.
    var icon: String
    /// The rendered page.
    var body: String

    init(_ page: Page, body: String, visit: Visit, site: Site) {
        language = visit.words.language.rawValue
        title = page.title
        navigation = Page.Section.allCases.map { section in
            Link(
                label: visit.words("nav.\(section.rawValue)"), address: section.path,
                isCurrent: section == page.section)
        }
        languages = Language.allCases.map { language in
            LanguageLink(
                code: language.rawValue, label: visit.words("language.\(language.rawValue)"),
                address: visit.address(in: language), isCurrent: language == visit.words.language)
        }
        isSynthetic = site.isSynthetic
        style = site.assets.address(of: "gapura.css")
        icon = site.assets.inline("gapura.svg")
        self.body = body
    }
}

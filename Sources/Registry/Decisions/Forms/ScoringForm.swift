/// A questionnaire whose answers have scores: a house index, a proxy means test. Its sum is a fact that rules may use.
public struct ScoringForm: Sendable {
    /// A question, with what its answers are worth.
    public struct Item: Sendable {
        public enum Worth: Sendable {
            /// By the word that was answered.
            case answers([Answer])
            /// So much for each of a number, which is first brought within bounds.
            case number(each: Double, least: Double?, most: Double?)
        }

        public struct Answer: Sendable, Hashable {
            /// As lists write it.
            public var words: [String]
            public var score: Double
        }

        public var code: String
        public var question: BilingualText
        /// Headings of list columns that hold the answer.
        public var columns: [String]
        public var worth: Worth
    }

    /// What a sum means; both ends are of it, an open one may be left out.
    public struct Band: Sendable, Hashable {
        public var from: Double?
        public var to: Double?
        public var meaning: BilingualText

        func contains(_ score: Double) -> Bool {
            (from.map { score >= $0 } ?? true) && (to.map { score <= $0 } ?? true)
        }
    }

    public var code: String
    public var version: String
    /// The fact that the sum becomes.
    public var fact: String
    /// Whether that fact is a whole number.
    public var isWhole: Bool
    public var title: BilingualText
    public var source: String?
    public var verification: String?
    /// What everybody has before any answer.
    public var constant: Double
    public var items: [Item]
    public var bands: [Band]
    /// The file's name, its SHA-256 and its text: by them a decision remembers what it was made by.
    public var name: String
    public var digest: String
    public var content: String

    /// What a sum means; nil between bands.
    public func band(of score: Double) -> Band? { bands.first { $0.contains(score) } }
}

/// What a line's answers come to, question by question.
public struct FormScore: Sendable {
    /// What one answer gave.
    public struct Part: Sendable {
        public var item: ScoringForm.Item
        public var column: String?
        /// As it stands in the list; nil where nothing was answered.
        public var answer: String?
        /// nil where nothing was answered, or nothing that the form knows.
        public var score: Double?
    }

    public var parts: [Part]
    /// The sum; nil where an answer is missing: it never counts as zero.
    public var total: Double?
    public var band: ScoringForm.Band?

    /// The questions without an answer that can be scored, by the heading of their column.
    public var missing: [String] {
        parts.filter { $0.score == nil }.map { part in
            let name = part.column ?? part.item.columns.first ?? part.item.code
            return part.answer.flatMap(FactColumns.unread).map { name + " “" + $0 + "”" } ?? name
        }
    }
}

/// The columns of a list that hold the answers of a form.
struct FormColumns: Sendable {
    let form: ScoringForm
    /// By item: the place and heading of its column; nil where the list has none.
    private let places: [(place: Int, heading: String)?]

    init(_ form: ScoringForm, _ headings: [String]) {
        self.form = form
        let normalised = headings.map(ColumnMapper.normalised)
        places = form.items.map { item in
            item.columns.lazy.compactMap { normalised.firstIndex(of: ColumnMapper.normalised($0)) }.first
                .map { ($0, headings[$0]) }
        }
    }

    /// Whether the list answers any question of the form.
    var isAnswered: Bool { places.contains { $0 != nil } }

    func score(_ cells: [String]) -> FormScore {
        let parts = zip(form.items, places).map { item, place -> FormScore.Part in
            guard let place else { return FormScore.Part(item: item) }
            let cell = place.place < cells.count ? cells[place.place].trimmed : ""
            let answer = cell.isEmpty || cell == "-" || cell == "–" ? nil : cell
            return FormScore.Part(
                item: item, column: place.heading, answer: answer, score: answer.flatMap { item.score(of: $0) })
        }
        let scores = parts.compactMap(\.score)
        guard scores.count == parts.count else { return FormScore(parts: parts, total: nil, band: nil) }
        let total = scores.reduce(form.constant, +)
        return FormScore(parts: parts, total: total, band: form.band(of: total))
    }
}

extension FormScore.Part {
    fileprivate init(item: ScoringForm.Item) { self.init(item: item, column: nil, answer: nil, score: nil) }
}

extension ScoringForm.Item {
    /// What an answer is worth; nil where the form does not know it.
    fileprivate func score(of answer: String) -> Double? {
        switch worth {
        case .answers(let answers):
            let word = Self.plain(answer)
            return answers.first { $0.words.contains { Self.plain($0) == word } }?.score
        case .number(let each, let least, let most):
            // Nobody has fewer than none of anything, unless the form itself says so.
            guard let number = Self.number(answer), number >= min(0, least ?? 0) else { return nil }
            return each * min(max(number, least ?? number), most ?? number)
        }
    }

    /// A word without what tells no two answers apart.
    static func plain(_ word: String) -> String {
        word.lowercased().split { $0.isWhitespace }.joined(separator: " ").replacing(" / ", with: "/")
    }

    /// A number as lists write it: a decimal comma is one.
    private static func number(_ text: String) -> Double? {
        guard text.count(where: { $0 == "," || $0 == "." }) <= 1, let number = Double(text.replacing(",", with: ".")),
            number.isFinite
        else { return nil }
        return number
    }
}

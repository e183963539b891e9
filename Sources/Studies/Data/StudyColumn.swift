import Tabular

/// One column of a study's data: its cells, what its codes mean, and which of them are missing by declaration.
struct StudyColumn: Sendable {
    enum Cells: Sendable {
        /// `nan` is missing.
        case numbers([Double])
        case texts(TextColumn)
    }

    /// What a code means, such as `1` "Laki-laki". Dates stand as text; Stata's `.a` as `.a`.
    struct Code: Sendable, Hashable {
        let code: String
        let label: String
    }

    /// Rows whose cell holds a code that was declared missing.
    struct MissingCode: Sendable, Hashable {
        let code: String
        /// Empty where nothing says what the code means.
        let label: String
        let count: Int
    }

    /// A value of a category or comparison, as this column understands it.
    enum Meaning: Hashable {
        case numbers(Set<Double>)
        case levels(Set<Int32>)
        /// The cell must be written exactly so.
        case written(String)
        /// Neither a code of the column nor one of its labels.
        case unknown
    }

    var cells: Cells
    /// Whether the digits of numbers can be told from the numbers; if not, they must be looked up in the file.
    var isPlain = true
    /// What the column is about; empty where the file does not say.
    var label = ""
    var codes: [Code] = []
    /// The missing codes that occur: what they mean, and their rows.
    var missing: [(code: String, label: String, rows: [Int32])] = []

    /// Whether the column may be compared with a text in quotes: columns of text, and numbers that have labels.
    var takesText: Bool {
        if case .texts = cells { return true }
        return !codes.isEmpty
    }

    /// How a value is to be found here. A code wins over a label: only what is no code of the column is looked for
    /// among its labels, and one label may stand for several codes.
    func meaning(of value: String) -> Meaning {
        let labelled = Set(codes.filter { $0.label.utf8.elementsEqual(value.utf8) }.map(\.code))
        let isCode = codes.contains { $0.code.utf8.elementsEqual(value.utf8) }
        switch cells {
        case .numbers:
            if !isPlain, codes.isEmpty { return .written(value) }
            if let number = NumberCell(Array(value.utf8).span), isCode || number.isPlain || labelled.isEmpty {
                // In a file that writes them plainly, `1.0` or `01` is nobody's code.
                return .numbers(number.isPlain || !codes.isEmpty ? [number.value] : [])
            }
            guard !codes.isEmpty else { return .unknown }
            return labelled.isEmpty && !isCode ? .unknown : .numbers(Set(labelled.compactMap { NumberCell.value($0) }))
        case .texts(let texts):
            let exact = Self.levels(texts, [value])
            if !exact.isEmpty || isCode || labelled.isEmpty { return .levels(exact) }
            return .levels(Self.levels(texts, labelled))
        }
    }

    private static func levels(_ texts: TextColumn, _ wanted: Set<String>) -> Set<Int32> {
        var found: Set<Int32> = []
        for (index, level) in texts.levels.enumerated()
        where wanted.contains(where: { $0.utf8.elementsEqual(level.utf8) }) {
            found.insert(Int32(truncatingIfNeeded: index))
        }
        return found
    }
}

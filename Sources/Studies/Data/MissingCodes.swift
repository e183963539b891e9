import Problems
import Tabular

/// Which values of which columns a study declares missing: `missing: {income: [-9, 99], reason: {TT: Tidak tahu}}`.
struct MissingCodes: Sendable {
    /// The codes of one column. A code that is a number covers every cell of that number, however it is written.
    struct Column: Sendable {
        let place: Place
        let codes: [StudyColumn.Code]
        private let numbers: [Double: Int]
        private let texts: [[UInt8]: Int]

        init(_ codes: [StudyColumn.Code], place: Place) {
            self.codes = codes
            self.place = place
            var numbers: [Double: Int] = [:]
            var texts: [[UInt8]: Int] = [:]
            for (index, code) in codes.enumerated() {
                texts[Array(code.code.utf8)] = index
                if let number = NumberCell.value(code.code) { numbers[number] = index }
            }
            (self.numbers, self.texts) = (numbers, texts)
        }

        /// The code that a number is; nil where it is none.
        func index(of number: Double) -> Int? { numbers.isEmpty ? nil : numbers[number] }

        /// The code that a cell holds; nil where it holds none.
        func index(of cell: Span<UInt8>) -> Int? {
            if let number = NumberCell(cell), let index = numbers[number.value] { return index }
            return texts[cell.indices.map { cell[$0] }]
        }
    }

    let columns: [String: Column]

    static let none = MissingCodes()

    private init() { columns = [:] }

    /// - Throws: `study.not-a-mapping`, `study.not-a-list`, `study.not-a-text`.
    init(_ node: StudyNode) throws(Problem) {
        var columns: [String: Column] = [:]
        for (name, value) in try node.entries() {
            var codes: [StudyColumn.Code] = []
            if value.isMapping {
                for (code, label) in try value.entries() {
                    codes.append(StudyColumn.Code(code: code, label: try label.text()))
                }
            } else {
                for item in try value.list() { codes.append(StudyColumn.Code(code: try item.text(), label: "")) }
            }
            columns[name] = Column(codes, place: value.place)
        }
        self.columns = columns
    }

    /// Refuses names that are no column.
    ///
    /// - Throws: `study.column-missing` at its place in the study file.
    func check(_ names: [String], data: String) throws(Problem) {
        for (name, column) in columns.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            throw Problem(
                "study.column-missing", .refuse, at: column.place, value: name,
                ["data": data, "columns": names.sorted().joined(separator: ", ")])
        }
    }
}

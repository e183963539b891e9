import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// By which rules, as of which day and with which given values a reader wants an import judged. Kept in the address.
struct RuleChoice: Sendable {
    static let file = "berkas"
    static let day = "tanggal"
    /// Fields with values that hold for every line begin so.
    static let given = "nilai."
    /// Lines of an import that a page judges; longer ones are for the command line.
    static let mostLines = 50_000

    let batch: BatchRecord
    /// All rule files of the programme.
    let available: [RuleFile]
    let files: [RuleFile]
    let day: CalendarDate?
    let typed: [(name: String, text: String)]

    /// - Throws: 404 where the import is not in the registry; `query.day`, `query.choice`.
    init(_ desk: Desk, _ id: Int64, _ query: Query) throws {
        let batch = try desk.registry.batch(id)
        guard batch.state == .committed else { throw HTTPError(.notFound) }
        self.batch = batch
        let available = try RuleShelf.files(of: batch.programme)
        self.available = available
        let asked = query.all(Self.file)
        for name in asked where !available.contains(where: { RuleShelf.word($0) == name }) {
            throw Problem(
                "query.choice", value: Masked.digits(name),
                ["field": Self.file, "known": available.map(RuleShelf.word).joined(separator: ", ")])
        }
        files = available.filter {
            asked.isEmpty ? RuleShelf.isOfMakers($0) : asked.contains(RuleShelf.word($0))
        }
        day = try query.day(Self.day)
        typed = query.items.compactMap { item in
            guard item.name.hasPrefix(Self.given), !item.value.isEmpty else { return nil }
            return (String(item.name.dropFirst(Self.given.count)), String(item.value.prefix(200)))
        }
    }

    /// Where it is too long for a page.
    var isTooLong: Bool { batch.counts.read > Self.mostLines }

    /// - Throws: `rules.given`.
    func facts() throws(Problem) -> GivenFacts { try GivenFacts(typed: typed, FactSchema.bundled()) }

    /// The fields of an address that say the same.
    var items: [(name: String, value: String)] {
        let isUsual = files.map(\.name) == available.filter(RuleShelf.isOfMakers).map(\.name)
        return (isUsual ? [] : files.map { (Self.file, RuleShelf.word($0)) })
            + (day.map { [(Self.day, $0.description)] } ?? []) + typed.map { (Self.given + $0.name, $0.text) }
    }

    /// What tells this choice from any other.
    var words: [String] {
        [String(batch.id)] + files.map(\.name) + ["", day?.description ?? ""] + typed.flatMap { [$0.name, $0.text] }
    }

    /// What a reader may choose: files, day, and a value for what lines do not tell.
    ///
    /// - Parameter missing: names that lines lack.
    func fields(_ missing: [String], _ words: Words) throws(Problem) -> [Form.Field] {
        let schema = try FactSchema.bundled()
        var names = typed.map(\.name)
        for name in missing where !names.contains(name) && !(schema.fact(name)?.isPersonal ?? true) {
            names.append(name)
        }
        return [
            Form.Field(
                .choices, Self.file, words("rules.choose.files"),
                options: available.map { file in
                    .init(
                        optionValue: RuleShelf.word(file),
                        optionLabel: file.name
                            + (RuleShelf.isOfMakers(file) ? "" : " (" + words("rules.makers.local") + ")"),
                        isChosen: files.contains { $0.name == file.name })
                }),
            Form.Field(
                .date, Self.day, words("rules.choose.day"), value: day?.description ?? batch.referenceDate),
        ]
            + names.map { name in
                Form.Field(
                    .text, Self.given + name, schema.label(name, words.language),
                    value: typed.first { $0.name == name }?.text ?? "", hint: words("rules.choose.given"))
            }
    }
}

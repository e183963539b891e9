import Foundation
import Hummingbird
import Problems
import Registry
import Reports
import Store

/// The form by which a line is opened again: what is proved of the values that the decision turned on, who or which paper says
/// so, and who brought it.
struct AppealForm {
    /// Fields with what is proved begin so.
    private static let proof = "bukti."
    private static let source = "sumber"
    private static let day = "tanggal"
    private static let bringer = "pembawa"
    private static let note = "catatan"

    private let desk: Desk
    private let first: Ruling
    private let last: Ruling
    private let row: Int64
    private let filled: Query?
    private var words: Words { desk.words }

    /// - Parameters:
    ///   - first: the ruling; `last`: the decision that stands.
    ///   - filled: what was typed before.
    init(_ desk: Desk, _ first: Ruling, _ last: Ruling, row: Int64, filled: Query?) {
        self.desk = desk
        self.first = first
        self.last = last
        self.row = row
        self.filled = filled
    }

    static func address(_ ruling: Int64, row: Int64) -> String { RulingsPage.path + "/\(ruling)/\(row)/banding" }

    func part() throws -> Board.Part {
        var part = Board.Part("banding", words("appeal.title"))
        let files = first.sources.filter(\.isFile).map(\.name)
        let names = try Self.names(last)
        if first.batch.state != .committed {
            part.paragraphs = [words("ruling.undone")]
        } else if !files.isEmpty {
            part.paragraphs = [
                words(
                    "appeal.files",
                    [
                        "lists": files.joined(separator: ", "), "id": String(first.record.id), "row": String(row),
                    ])
            ]
        } else if names.isEmpty {
            part.paragraphs = [words("appeal.nothing")]
        } else {
            part.paragraphs = [words("appeal.text")]
            part.forms = [
                .doing(
                    Self.address(first.record.id, row: row), try names.map(proof) + told(),
                    button: words("appeal.button"))
            ]
        }
        return part
    }

    /// What the decision that stands turned on, as far as somebody can prove it.
    private static func names(_ ruling: Ruling) throws(Problem) -> [String] {
        let schema = try FactSchema.bundled()
        var names: [String] = []
        for finding in ruling.cases.first?.reasons ?? [] {
            for told in finding.missing + finding.evidence.map(\.name) {
                // A question of a form is part of the sum that it is asked for.
                let name = told.split(separator: ": ", maxSplits: 1).first.map(String.init) ?? told
                let isKnown = name.contains("(") ? !name.hasPrefix("age(") : schema.fact(name)?.isAlwaysKnown == false
                if isKnown, !names.contains(name) { names.append(name) }
            }
        }
        return names
    }

    private func proof(_ name: String) throws -> Form.Field {
        let schema = try FactSchema.bundled()
        let label = try RuleSentences(words.language).label(name)
        let value = filled?[Self.proof + name] ?? ""
        guard name.contains("(") || schema.fact(name)?.type == "bool" else {
            return Form.Field(
                schema.fact(name)?.type == "date" ? .date : .text, Self.proof + name, label, value: value,
                hint: words("appeal.blank"))
        }
        return Form.Field(
            .choice, Self.proof + name, label,
            options: [("", "appeal.unsaid"), ("true", "appeal.yes"), ("false", "appeal.no")].map {
                .init(optionValue: $0.0, optionLabel: words($0.1), isChosen: $0.0 == value)
            })
    }

    private func told() -> [Form.Field] {
        [
            .init(
                .text, Self.source, words("ruling.evidence.source"), value: filled?[Self.source] ?? "",
                hint: words("appeal.source.hint"), isRequired: true),
            .init(.date, Self.day, words("ruling.evidence.day"), value: filled?[Self.day] ?? ""),
            .init(
                .text, Self.bringer, words("ruling.evidence.by"), value: filled?[Self.bringer] ?? "",
                hint: words("appeal.by.hint")),
            .init(.text, Self.note, words("ruling.evidence.note"), value: filled?[Self.note] ?? ""),
        ]
    }

    /// Judges the line anew, and leads to both decisions; where something is missing or wrong, the form comes back.
    static func take(_ desk: Desk, _ id: Int64, _ form: Query) throws -> (address: String?, page: Page?) {
        let row = try desk.number("row")
        guard let line = Int(exactly: row) else { throw HTTPError(.notFound) }
        let typed = form.items.compactMap { item in
            item.name.hasPrefix(proof)
                ? (name: String(item.name.dropFirst(proof.count)), text: String(item.value.prefix(200))) : nil
        }
        func told(_ name: String) -> String? { form.filled(name).map { String($0.prefix(400)) } }
        do throws(Problem) {
            let appeal = try desk.registry.appeal(
                id, row: line,
                bringing: AppealEvidence(
                    facts: AppealEvidence.facts(typed: typed), source: told(source) ?? "", asOf: told(day),
                    broughtBy: told(bringer), note: told(note)))
            return (RulingsPage.address(appeal.against, row: line) + "#putusan-\(appeal.number)", nil)
        } catch {
            guard !["ruling.unknown", "ruling.row"].contains(error.code) else { throw HTTPError(.notFound) }
            let isReaders =
                ["appeal.", "import.", "rules.", "sheet."].contains { error.code.hasPrefix($0) }
            guard isReaders else { throw error }
            return (nil, try RulingLinePage.make(desk, id, problem: error, form: form))
        }
    }
}

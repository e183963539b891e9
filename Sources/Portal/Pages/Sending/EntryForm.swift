import Foundation
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// A form for one row of a sheet, made of the sheet's columns: whatever a file can say, a form can say.
struct EntryForm {
    let kind: SheetKind
    let desk: Desk
    private var words: Words { desk.words }

    /// The programme form has an address among the programmes.
    static let programmePath = "/program/baru"

    /// The field of which the first choice weighs more than the others: a programme's main kind of aid.
    private static let ranked = "kinds"
    private static let first = "kinds-first"

    /// Reports are made of many rows and come as sheets.
    static func hasForm(_ kind: SheetKind) -> Bool { kind.name != "report" }

    static func address(_ kind: SheetKind) -> String {
        kind.name == "programme" ? programmePath : "/kirim/\(kind.word)/baru"
    }

    /// - Throws: 404 for a kind that is not known or has no form.
    init(_ desk: Desk, _ word: String) throws {
        guard let kind = SheetKinds.bundled.kinds.first(where: { $0.word == word }), Self.hasForm(kind) else {
            throw HTTPError(.notFound)
        }
        self.kind = kind
        self.desk = desk
    }

    /// The empty form, or one filled in with what the address says, or with the record of another year.
    func page() throws -> Page {
        var values: [String: [String]] = [:]
        if kind.name == "programme", let code = desk.query["dari"], !code.isEmpty {
            values = try record(code)
        }
        for column in kind.columns {
            let told = desk.query.all(column.field).filter { !$0.isEmpty }
            if !told.isEmpty { values[column.field] = told }
        }
        return try page(values, [])
    }

    /// The record of a programme's newest year, to be carried on in another year.
    private func record(_ code: String) throws -> [String: [String]] {
        guard let programme = try desk.registry.programmes().first(where: { $0.code == code }),
            let newest = programme.yearly.max(by: {
                ($0.periods.first?.fiscalYear ?? 0) < ($1.periods.first?.fiscalYear ?? 0)
            })
        else { throw HTTPError(.notFound) }
        let cells = ProgrammeCells(newest)
        var values: [String: [String]] = [:]
        for column in kind.columns where !cells[column.field].isEmpty {
            let text = cells[column.field]
            values[column.field] =
                column.type == .choices
                ? text.split(separator: ";").map(String.init)
                : [column.type == .statements ? text.replacing(" | ", with: "\n") : text]
        }
        return values
    }

    /// Takes what was filled in through the gate.
    ///
    /// - Returns: where its sending can be seen, or the form with what is wrong beside the fields.
    func store(_ form: Query) throws -> (address: String?, page: Page?) {
        var row: [String: String] = [:]
        var values: [String: [String]] = [:]
        for column in kind.columns {
            var told = form.all(column.field).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                .filter { !$0.isEmpty }
            if column.field == Self.ranked, let first = form[Self.first], !first.isEmpty {
                told = [first] + told.filter { $0 != first }
            }
            values[column.field] = told
            row[column.field] =
                column.type == .statements
                ? told.joined(separator: "\n").split(whereSeparator: \.isNewline)
                    .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.joined(separator: " | ")
                : told.joined(separator: ";")
        }
        let receipt = try desk.registry.takeIn(Sheet(name: "formulir", channel: "form", rows: [row]), as: kind)
        guard receipt.isStored else { return (nil, try page(values, receipt.problems)) }
        return (SendingPage.sendingPath(receipt.sending.id), nil)
    }

    // MARK: - The page

    private func page(_ values: [String: [String]], _ problems: [Problem]) throws -> Page {
        var board = Board(
            words("entry.title", ["kind": kind.title(words.language)]), lead: words("entry.lead"))
        board.crumbs =
            kind.name == "programme"
            ? [.init(label: words("nav.programmes"), address: "/program")]
            : [.init(label: words("nav.sending"), address: SendingPage.path)]
        if !problems.isEmpty {
            let whole = problems.filter { problem in
                !kind.columns.contains { $0.header == problem.place.column }
            }
            board.notices = [
                .init(
                    isGrave: true, message: words("entry.refused", ["n": words.count(problems.count)]),
                    advice: whole.isEmpty
                        ? words("entry.refused.text") : whole.map { words.reason($0) }.joined(separator: " "))
            ]
        }
        var part = Board.Part("isian", words("entry.fields"))
        let offers = try Offers(desk)
        part.forms = [
            .doing(
                Self.address(kind),
                kind.columns.flatMap { column -> [Form.Field] in
                    let told = values[column.field] ?? []
                    return (column.field == Self.ranked ? [first(column, told)] : [])
                        + [field(column, told, problems, offers)]
                }, button: words("entry.save"))
        ]
        board.parts = [part]
        var page = board.page(kind.name == "programme" ? .programmes : .sending)
        if !problems.isEmpty { page.status = .unprocessableContent }
        return page
    }

    /// Which of several choices is the first.
    private func first(_ column: SheetKind.Column, _ told: [String]) -> Form.Field {
        let vocabulary = column.vocabulary ?? ""
        let kinds = SheetKinds.bundled
        return Form.Field(
            .choice, Self.first, words("entry.first"),
            options: [.init(optionValue: "", optionLabel: words("choose.none"))]
                + kinds.codes(vocabulary).map { code in
                    .init(
                        optionValue: code, optionLabel: kinds.label(vocabulary, code, words.language) ?? code,
                        isChosen: told.first == code || told.first == kinds.word(vocabulary, code))
                }, hint: words("entry.first.hint"))
    }

    /// What fields offer to choose from.
    private struct Offers {
        /// More regions than these are not offered but typed.
        static let mostRegions = 500
        let institutions: [(code: String, name: String)]
        let programmes: [(code: String, name: String)]
        let regions: [(code: String, name: String)]
        let villages: [(code: String, name: String)]

        init(_ desk: Desk) throws(Problem) {
            let names = try Names(desk.registry, desk.words)
            institutions = names.allInstitutions
            programmes = names.allProgrammes
            let records = try desk.registry.newestRegions()
            let isSmall = records.count <= Self.mostRegions
            regions = isSmall ? [("ID", "Indonesia")] + records.map { ($0.code, $0.name) } : []
            villages = isSmall ? records.filter { $0.level == "village" }.map { ($0.code, $0.name) } : []
        }
    }

    private func field(
        _ column: SheetKind.Column, _ values: [String], _ problems: [Problem], _ offers: Offers
    ) -> Form.Field {
        let name = words.column(column)
        let label = name.prefix(1).uppercased() + name.dropFirst()
        let fault = problems.filter { $0.place.column == column.header }.map { problem in
            [words.reason(problem), words.remedy(problem)].filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: " ")
        func make(
            _ kind: Form.Field.Kind, value: String = "", options: [Form.Option] = [], inputMode: String? = nil,
            hint: String? = nil, proposals: [(code: String, name: String)] = []
        ) -> Form.Field {
            Form.Field(
                kind, column.field, label, value: value, options: options,
                hint: hint ?? column.description(words.language),
                fault: fault.isEmpty ? nil : Masked.digits(fault, from: 13, longest: 600),
                isRequired: column.isRequired && kind != .choices, inputMode: inputMode,
                proposals: proposals.map { .init(optionValue: $0.code, optionLabel: $0.name) })
        }
        func choice(_ offered: [(code: String, name: String)], showsCode: Bool = true) -> Form.Field {
            make(
                .choice,
                options: [.init(optionValue: "", optionLabel: words("choose.none"))]
                    + offered.map {
                        .init(
                            optionValue: $0.code, optionLabel: showsCode ? "\($0.code) · \($0.name)" : $0.name,
                            isChosen: values.contains($0.code))
                    })
        }
        let text = values.joined(separator: "; ")
        switch column.type {
        case .choice, .choices:
            let vocabulary = column.vocabulary ?? ""
            let kinds = SheetKinds.bundled
            let options = kinds.codes(vocabulary).map { code in
                Form.Option(
                    optionValue: code, optionLabel: kinds.label(vocabulary, code, words.language) ?? code,
                    isChosen: values.contains(code) || values.contains(kinds.word(vocabulary, code)))
            }
            return column.type == .choices
                ? make(.choices, options: options, hint: words("entry.choices"))
                : make(
                    .choice, options: [.init(optionValue: "", optionLabel: words("choose.none"))] + options)
        case .flag:
            let options = [("ya", "word.yes"), ("tidak", "word.no")].map { value, key in
                Form.Option(optionValue: value, optionLabel: words(key), isChosen: values.contains(value))
            }
            return make(.choice, options: [.init(optionValue: "", optionLabel: words("choose.none"))] + options)
        case .institution: return choice(offers.institutions)
        case .programme: return choice(offers.programmes)
        case .date: return make(.date, value: text)
        case .statements:
            return make(.area, value: values.joined(separator: "\n"), hint: words("entry.statements"))
        case .integer, .rupiah, .year, .month: return make(.text, value: text, inputMode: "numeric")
        case .decimal: return make(.text, value: text, inputMode: "decimal")
        // What was typed is not given back: no page shows a whole identity number.
        case .nik: return make(.text, inputMode: "numeric", hint: words("entry.nik"))
        case .card: return make(.text, inputMode: "numeric", hint: words("entry.card"))
        case .number: return make(.text, hint: words("entry.number"))
        case .niks: return make(.area, hint: words("entry.niks"))
        case .region: return make(.text, value: text, proposals: offers.regions)
        case .village: return make(.text, value: text, proposals: offers.villages)
        case .text, .code, .texts, .regions, .period: return make(.text, value: text)
        }
    }
}

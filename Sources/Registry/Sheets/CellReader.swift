import Foundation
import Indonesia
import Problems

/// Reads the cells of a sheet's rows by their columns' types.
struct CellReader {
    let kind: SheetKind
    let file: String
    let context: SheetContext
    private let kinds = SheetKinds.bundled
    private let headers: SheetHeaders
    /// What is told about the sheet as a whole.
    var problems: [Problem] { headers.warning.map { [$0] } ?? [] }

    /// - Throws: as ``SheetHeaders``.
    init(_ kind: SheetKind, _ sheet: Sheet, _ context: SheetContext) throws(Problem) {
        self.kind = kind
        file = sheet.name
        self.context = context
        headers = try SheetHeaders(kind, sheet)
    }

    func read(_ row: Sheet.Row) -> SheetRow {
        var read = SheetRow(number: row.number, values: [:])
        if let beyond = row.beyond {
            read.refuse("sheet.cell-beyond", kind, nil, in: file, value: Self.shown(beyond))
        }
        for column in kind.columns {
            let cell = headers.fields[column.field].flatMap { row.cells[$0] }?.trimmingCharacters(
                in: .whitespacesAndNewlines)
            let text = cell.flatMap { $0.isEmpty ? nil : $0 } ?? column.fallback ?? ""
            guard !text.isEmpty else {
                if column.isRequired { read.refuse("sheet.empty", kind, column.field, in: file) }
                continue
            }
            do throws(Problem) {
                read.values[column.field] = try value(of: text, column)
                tellOfRecoding(text, column, &read)
            } catch {
                var problem = error
                problem.place = Place(file: file, row: row.number, column: column.header)
                problem.severity = .refuse
                read.problems.append(problem)
            }
        }
        return read
    }

    /// A code of an older version stands under the one of today, which is told.
    private func tellOfRecoding(_ text: String, _ column: SheetKind.Column, _ read: inout SheetRow) {
        guard column.type == .region || column.type == .village, let given = RegionCode(text)?.dotted else { return }
        let today = context.versions.today(given)
        guard let version = today.from else { return }
        read.warn(
            "region.older-code", kind, column.field, in: file, value: given, ["version": version, "code": today.code])
    }

    private func value(of text: String, _ column: SheetKind.Column) throws(Problem) -> SheetValue {
        switch column.type {
        case .text: return .text(try free(text))
        case .code:
            guard text.count <= 60, !text.contains("/"), !Self.holdsIdentity(text) else {
                throw Problem("sheet.code", value: NIK.masked(raw: text))
            }
            return .text(text)
        case .integer: return .integer(try whole(text))
        case .rupiah: return .integer(try rupiah(text))
        case .decimal: return .decimal(try decimal(text))
        case .date: return .text(try date(text).description)
        case .flag: return .flag(try flag(text))
        case .choice: return .text(try choice(text, column))
        case .choices:
            var codes: [String] = []
            for part in Self.parts(text) { codes.append(try choice(part, column)) }
            return .texts(codes)
        case .texts: return .texts(Self.parts(try free(text)))
        case .statements:
            return .texts(
                try free(text).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                    !$0.isEmpty
                })
        case .nik: return .text(try nik(text))
        case .niks:
            var numbers: [String] = []
            for part in Self.parts(text) { numbers.append(try nik(part)) }
            return .texts(numbers)
        case .card: return .text(try card(text))
        case .number: return .text(try documentNumber(text))
        case .institution:
            guard context.institutions.contains(text) else {
                throw Problem("sheet.institution", value: Self.shown(text), ["code": Self.shown(text)])
            }
            return .text(text)
        case .programme:
            guard context.owners[text] != nil else {
                throw Problem("sheet.programme", value: Self.shown(text), ["code": Self.shown(text)])
            }
            return .text(text)
        case .region: return .text(try region(text))
        case .village:
            let code = try region(text)
            guard context.knows(village: code) else { throw Problem("sheet.village", value: code, ["code": code]) }
            return .text(code)
        case .regions:
            var codes: [String] = []
            for part in Self.parts(text) { codes.append(try region(part)) }
            return .texts(codes)
        case .period:
            guard let period = ReportPeriod(text) else { throw Problem("sheet.period", value: Self.shown(text)) }
            return .text(period.description)
        case .year:
            guard let year = Int(text), (1990...2100).contains(year) else {
                throw Problem("sheet.year", value: Self.shown(text))
            }
            return .integer(Int64(year))
        case .month:
            guard let month = Int(text), (1...12).contains(month) else {
                throw Problem("sheet.month", value: Self.shown(text))
            }
            return .integer(Int64(month))
        }
    }

    /// Free text goes into pages and published tables as it is: it may be long, but no book, and holds no identity number.
    private func free(_ text: String) throws(Problem) -> String {
        guard text.count <= Self.longest else {
            throw Problem("sheet.long", value: String(text.prefix(40)) + "…", ["most": String(Self.longest)])
        }
        guard !LongNumbers.holdsIdentity(in: text) else {
            throw Problem("sheet.identity-in-text", value: NIK.masked(raw: text))
        }
        return text
    }

    /// Letters in a cell of free text.
    private static let longest = 4000

    /// No programme, need or group is older: a year before is a slip of the hand.
    private static let earliest = 1945

    private func date(_ text: String) throws(Problem) -> CalendarDate {
        if let date = CalendarDate(text), date.year >= Self.earliest { return date }
        let read = DateParser().parse(text)
        // A date that holds only when the month stands first was written by other rules than the rest of the column.
        guard let date = read.value, date.year >= Self.earliest,
            !read.problems.contains(where: { $0.code == "date.ambiguous" })
        else {
            throw Problem("sheet.date", value: Self.shown(text))
        }
        return date
    }

    private func flag(_ text: String) throws(Problem) -> Bool {
        guard let value = FlagWord.value(text) else { throw Problem("sheet.flag", value: Self.shown(text)) }
        return value
    }

    private func choice(_ text: String, _ column: SheetKind.Column) throws(Problem) -> String {
        let vocabulary = column.vocabulary ?? ""
        if let code = kinds.code(vocabulary, text) { return code }
        let known = kinds.codes(vocabulary).map { kinds.word(vocabulary, $0) }
        throw Problem("sheet.choice", value: Self.shown(text), ["known": known.joined(separator: ", ")])
    }

    private func nik(_ text: String) throws(Problem) -> String {
        let checked = NIK.parse(text)
        guard let nik = checked.value else {
            throw checked.problems.first ?? Problem("sheet.nik", value: NIK.masked(raw: text))
        }
        return nik.digits
    }

    /// The number of a paper, without the signs between its digits and letters.
    private func documentNumber(_ text: String) throws(Problem) -> String {
        let plain = text.uppercased().filter { !" .-'".contains($0) }
        guard (3...40).contains(plain.count),
            plain.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "/") })
        else { throw Problem("sheet.document-number", value: NIK.masked(raw: text)) }
        return plain
    }

    private func card(_ text: String) throws(Problem) -> String {
        let checked = FamilyCardNumber.parse(text)
        guard let card = checked.value else {
            throw checked.problems.first ?? Problem("kk.length", .warn, value: NIK.masked(raw: text))
        }
        return card.digits
    }

    private func region(_ text: String) throws(Problem) -> String {
        if text.uppercased() == SheetContext.nation { return SheetContext.nation }
        guard let given = RegionCode(text)?.dotted, case let today = context.versions.today(given), today.isKnown else {
            throw Problem("sheet.region", value: Self.shown(text), ["code": Self.shown(text)])
        }
        return today.code
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

import Foundation
import Indonesia
import Problems

/// Reads the cells of a sheet's rows by their columns' types.
struct CellReader {
    let kind: SheetKind
    let file: String
    let context: SheetContext
    private let kinds = SheetKinds.bundled
    /// The sheet's header of each field that it has.
    private let headers: [String: String]

    /// - Throws: `sheet.columns` naming the required columns that are missing.
    init(_ kind: SheetKind, _ sheet: Sheet, _ context: SheetContext) throws(Problem) {
        self.kind = kind
        file = sheet.name
        self.context = context
        let present = Dictionary(
            sheet.headers.map { (ColumnMapper.normalised($0), $0) }, uniquingKeysWith: { first, _ in first })
        var headers: [String: String] = [:]
        for column in kind.columns {
            headers[column.field] =
                present[ColumnMapper.normalised(column.header)] ?? present[ColumnMapper.normalised(column.field)]
        }
        self.headers = headers
        let missing = kind.columns.filter { $0.isRequired && headers[$0.field] == nil }.map(\.header)
        guard missing.isEmpty else {
            throw Problem(
                "sheet.columns", at: Place(file: file),
                ["columns": missing.joined(separator: ", "), "kind": kind.word])
        }
    }

    func read(_ row: Sheet.Row) -> SheetRow {
        var read = SheetRow(number: row.number, values: [:])
        for column in kind.columns {
            let cell = headers[column.field].flatMap { row.cells[$0] }?.trimmingCharacters(in: .whitespacesAndNewlines)
            let text = cell.flatMap { $0.isEmpty ? nil : $0 } ?? column.fallback ?? ""
            guard !text.isEmpty else {
                if column.isRequired { read.refuse("sheet.empty", kind, column.field, in: file) }
                continue
            }
            do throws(Problem) {
                read.values[column.field] = try value(of: text, column)
            } catch {
                var problem = error
                problem.place = Place(file: file, row: row.number, column: column.header)
                problem.severity = .refuse
                read.problems.append(problem)
            }
        }
        return read
    }

    private func value(of text: String, _ column: SheetKind.Column) throws(Problem) -> SheetValue {
        switch column.type {
        case .text: return .text(text)
        case .code:
            guard text.count <= 60, !text.contains("/"), !Self.holdsIdentity(text) else {
                throw Problem("sheet.code", value: NIK.masked(raw: text))
            }
            return .text(text)
        case .integer: return .integer(try whole(text))
        case .rupiah:
            let money = Rupiah.parse(text)
            guard let amount = money.value?.amount, (0...Self.largest).contains(amount), !Self.holdsIdentity(text)
            else {
                throw Problem("sheet.number", value: Self.shown(text))
            }
            return .integer(amount)
        case .decimal: return .decimal(try decimal(text))
        case .date: return .text(try date(text).description)
        case .flag: return .flag(try flag(text))
        case .choice: return .text(try choice(text, column))
        case .choices:
            var codes: [String] = []
            for part in Self.parts(text) { codes.append(try choice(part, column)) }
            return .texts(codes)
        case .texts: return .texts(Self.parts(text))
        case .statements:
            return .texts(
                text.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
        case .nik: return .text(try nik(text))
        case .niks:
            var numbers: [String] = []
            for part in Self.parts(text) { numbers.append(try nik(part)) }
            return .texts(numbers)
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

    /// A whole number of at least 0; `1.200` is twelve hundred, as written in Indonesia.
    private func whole(_ text: String) throws(Problem) -> Int64 {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3
        guard groups.count == 1 || isGrouped, let number = Int64(groups.joined()), (0...Self.largest).contains(number),
            !Self.holdsIdentity(text)
        else { throw Problem("sheet.number", value: Self.shown(text)) }
        return number
    }

    private func decimal(_ text: String) throws(Problem) -> Double {
        let plain = text.contains(",") ? text.replacing(".", with: "").replacing(",", with: ".") : text
        guard let number = Double(plain), number.isFinite, !Self.holdsIdentity(text) else {
            throw Problem("sheet.number", value: Self.shown(text))
        }
        return number
    }

    private func date(_ text: String) throws(Problem) -> CalendarDate {
        if let date = CalendarDate(text) { return date }
        guard let date = DateParser().parse(text).value else { throw Problem("sheet.date", value: Self.shown(text)) }
        return date
    }

    private func flag(_ text: String) throws(Problem) -> Bool {
        switch text.lowercased() {
        case "ya", "y", "ada", "hadir", "yes", "true", "1": return true
        case "tidak", "t", "tdk", "tidak ada", "tidak hadir", "no", "n", "false", "0": return false
        default: throw Problem("sheet.flag", value: Self.shown(text))
        }
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

    private func region(_ text: String) throws(Problem) -> String {
        if text.uppercased() == SheetContext.nation { return SheetContext.nation }
        guard let code = RegionCode(text)?.dotted, context.knows(region: code) else {
            throw Problem("sheet.region", value: Self.shown(text), ["code": Self.shown(text)])
        }
        return code
    }

    /// A thousand trillion rupiah: more than any programme or region holds, and an account number that slipped.
    private static let largest: Int64 = 1_000_000_000_000_000

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// Whether a cell that should hold something else holds what may be an identity number.
    private static func holdsIdentity(_ text: String) -> Bool { text.count(where: \.isNumber) >= 16 }

    private static func shown(_ text: String) -> String {
        holdsIdentity(text) ? NIK.masked(raw: text) : String(text.prefix(60))
    }
}

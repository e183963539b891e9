import Indonesia
import Problems

/// Numbers in cells, and what of a cell may be told.
extension CellReader {
    func rupiah(_ text: String) throws(Problem) -> Int64 {
        guard let amount = Rupiah.parse(text).value?.amount, amount >= 0 else {
            throw Problem("sheet.number", value: Self.shown(number: text))
        }
        return try bounded(amount, text)
    }

    /// A whole number of at least 0; `1.200` is twelve hundred, as written in Indonesia.
    func whole(_ text: String) throws(Problem) -> Int64 {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3
        guard groups.count == 1 || isGrouped, let number = Int64(groups.joined()), number >= 0 else {
            throw Problem("sheet.whole", value: Self.shown(number: text))
        }
        return try bounded(number, text)
    }

    private func bounded(_ number: Int64, _ text: String) throws(Problem) -> Int64 {
        guard number <= Self.largest, !Self.holdsIdentity(text) else {
            throw Problem(
                "sheet.number-large", value: Self.shown(number: text), ["most": Language.id.integer(Int(Self.largest))])
        }
        return number
    }

    func decimal(_ text: String) throws(Problem) -> Double {
        // `1.200` is twelve hundred to some and one and a fifth to others; `1.200.000` is grouped for sure.
        let groups = text.firstMatch(of: /^[1-9][0-9]{0,2}((?:\.[0-9]{3})+)$/).map { $0.1.count / 4 } ?? 0
        guard groups != 1 else {
            throw Problem(
                "sheet.number-open", value: text,
                ["small": text.replacing(".", with: ","), "large": text.replacing(".", with: "")])
        }
        let isGrouped = groups > 1 || text.contains(",")
        let plain = isGrouped ? text.replacing(".", with: "").replacing(",", with: ".") : text
        guard let number = Double(plain), number.isFinite, !Self.holdsIdentity(text) else {
            throw Problem("sheet.number", value: Self.shown(number: text))
        }
        return number
    }

    /// A thousand trillion rupiah: more than any programme or region holds, and an account number that slipped.
    private static let largest: Int64 = 1_000_000_000_000_000

    /// Whether a cell that should hold something else holds what may be an identity number.
    static func holdsIdentity(_ text: String) -> Bool { text.count(where: \.isNumber) >= 16 }

    /// A cell as it may be told, masked where it may hold an identity number.
    static func shown(_ text: String) -> String {
        holdsIdentity(text) ? NIK.masked(raw: text) : String(text.prefix(60))
    }

    /// A cell of a column of numbers as it may be told: a long amount is shown, unless it may be an identity number.
    private static func shown(number text: String) -> String {
        let digits = text.replacing(/(?i)^(Rp\.?)?\s*/, with: "").replacing(".", with: "")
        let isNumber =
            text.firstMatch(of: /(?i)^(Rp\.?\s*)?([0-9]{1,18}|[0-9]{1,3}(\.[0-9]{3})+)$/) != nil && digits.count <= 18
        let windows = digits.count < 16 ? [] : (0...digits.count - 16).map { digits.dropFirst($0).prefix(16) }
        return isNumber && !windows.contains { NIK.parse(String($0)).value != nil } ? text : shown(text)
    }
}

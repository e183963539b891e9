import Indonesia
import Registry

/// Personal values as pages show them: enough to find the row in the list, not enough to learn the person.
enum Masked {
    static func number(_ value: String) -> String { NIK.masked(raw: value) }

    /// The first letter of each word; numbers that stand among them are hidden too.
    static func name(_ value: String) -> String { PersonName.masked(raw: value) }

    /// A cell of a list by what its column means. A column of no known meaning may hold anything, a mother's name or an
    /// account number, and is hidden like a name.
    static func cell(_ value: String, _ field: Field?) -> String {
        switch field {
        case .nik, .familyCard, .nib, .npwp: number(value)
        case .name, .address: name(value)
        case .phone: PhoneNumber.masked(raw: value)
        case .birthDate, .rtrw: digits(value, from: 1)
        case nil: isShortNumber(value) ? value : name(value)
        default: digits(value, from: longest)
        }
    }

    /// Digits in a row that may be part of an identity, account or telephone number.
    private static let longest = 9

    /// Hides runs of digits that are at least so long: also a column of amounts may hold a number that slipped there.
    ///
    /// - Parameter most: characters that are shown at most.
    static func digits(_ value: String, from length: Int = longest, longest most: Int = 200) -> String {
        var out = ""
        var run = ""
        func flush() {
            out += run.count >= length ? String(repeating: "*", count: run.count) : run
            run = ""
        }
        for character in value.prefix(most) {
            if character.isNumber {
                run.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }

    private static func isShortNumber(_ value: String) -> Bool {
        value.count <= 4 && value.allSatisfy { $0.isASCII && $0.isNumber }
    }
}

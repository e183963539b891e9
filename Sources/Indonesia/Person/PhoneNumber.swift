import Problems

/// An Indonesian (or, written with `+`, foreign) telephone number in E.164 form.
///
/// The raw cell is kept by whoever keeps the row. Telephones are shared in families: weak evidence of identity.
public struct PhoneNumber: Sendable, Hashable {
    /// Country code and national number as digits, such as 6281234567890.
    public let number: UInt64
    /// The other number of a cell that holds two.
    public let second: UInt64?

    init(number: UInt64, second: UInt64?) {
        self.number = number
        self.second = second
    }

    /// Reads `+6281234567890`, the form that ``e164`` writes.
    public init?(e164 text: String) {
        guard text.hasPrefix("+"), let value = PhoneNumber.parse(text).value, value.second == nil else { return nil }
        self = value
    }

    /// `+6281234567890`.
    public var e164: String { "+" + String(number) }
    /// The first four and last two digits: `+6281*******90`.
    public var masked: String { Masking.phone(e164) }

    /// Hides the middle of any text that may hold a telephone number.
    public static func masked(raw: String) -> String { Masking.phone(raw) }

    /// Reads `08…`, `8…` (zero lost in a spreadsheet), `+62 8…`, `62…`, with spaces, dashes, dots and brackets, and
    /// two numbers with `/`, `,`, `;` or `&` between them.
    ///
    /// - Returns: the number; nothing for an empty cell; `phone.invalid` (`warn`, no value); `phone.zero-lost` and
    ///   `phone.two-numbers` as notes.
    public static func parse(_ bytes: Span<UInt8>) -> Checked<PhoneNumber> { parse(bytes, shows: true) }

    /// The number of a cell for who wants nothing else: without the cell's masked form, which takes longer than reading.
    static func value(of bytes: Span<UInt8>) -> PhoneNumber? { parse(bytes, shows: false).value }

    private static func parse(_ bytes: Span<UInt8>, shows: Bool) -> Checked<PhoneNumber> {
        var scanner = PhoneScanner()
        guard scanner.scan(bytes) else {
            let range = ByteText.trimmed(bytes)
            if ByteText.isMissing(bytes.extracting(range)) { return Checked(nil) }
            return invalid(bytes, shows)
        }
        if scanner.isEmpty { return Checked(nil) }
        let first = scanner.first.international
        guard scanner.hasTwo else {
            guard let first else { return invalid(bytes, shows) }
            let value = PhoneNumber(number: first.number, second: nil)
            return first.isZeroLost ? Checked(value, [note("phone.zero-lost", bytes, shows)]) : Checked(value)
        }
        let second = scanner.second.international
        guard let main = first ?? second else { return invalid(bytes, shows) }
        let other = first == nil ? nil : second
        var problems = [note("phone.two-numbers", bytes, shows)]
        if main.isZeroLost || other?.isZeroLost == true { problems.append(note("phone.zero-lost", bytes, shows)) }
        let isSame = other?.number == main.number
        return Checked(PhoneNumber(number: main.number, second: isSame ? nil : other?.number), problems)
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ text: String) -> Checked<PhoneNumber> { parse(text.utf8Span.span) }

    private static func note(_ code: String, _ bytes: Span<UInt8>, _ shows: Bool) -> Problem {
        Problem(code, .note, value: shown(bytes, shows))
    }

    private static func invalid(_ bytes: Span<UInt8>, _ shows: Bool) -> Checked<PhoneNumber> {
        Checked(refusing: Problem("phone.invalid", .warn, value: shown(bytes, shows)))
    }

    private static func shown(_ bytes: Span<UInt8>, _ shows: Bool) -> String? {
        shows ? Masking.phone(ByteText.string(bytes)) : nil
    }
}

extension PhoneNumber: CustomStringConvertible {
    /// The masked form, so that a log line never shows a whole number.
    public var description: String { masked }
}

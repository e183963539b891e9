/// A field, or something made of it: what blocking, equality and frequencies speak of.
///
/// Written `name`, `name.sorted`, `name.first`, `name[1..3]`, `name.first[1..2]`, `nik[7..16]`, `birth_date.year`.
/// Positions are counted from 1, both ends included.
public struct FieldKey: Sendable, Hashable {
    /// What is made of the field before positions are picked.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// The field as it is.
        case whole
        /// The words of a text in alphabetical order.
        case sorted
        /// The first word of a text.
        case first
        /// The last word of a text.
        case last
        /// Parts of a date.
        case year, month, day
    }

    public var field: String
    public var part: Part
    /// First and last position; nil for all of it. A value that does not reach to the last position counts as missing.
    public var positions: ClosedRange<Int>?

    public init(_ field: String, _ part: Part = .whole, positions: ClosedRange<Int>? = nil) {
        self.field = field
        self.part = part
        self.positions = positions
    }

    /// Reads the written form; nil where it is none.
    public init?(text: String) {
        var rest = Substring(text)
        var positions: ClosedRange<Int>?
        if rest.last == "]", let open = rest.firstIndex(of: "[") {
            let inner = rest[rest.index(after: open)...].dropLast().split(separator: ".")
            guard let first = inner.first.flatMap({ Int($0) }), let last = inner.last.flatMap({ Int($0) }), first >= 1,
                last >= first, last <= 1000, inner.count <= 2
            else { return nil }
            positions = first...last
            rest = rest[..<open]
        }
        let pieces = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard let name = pieces.first, pieces.count <= 2, !name.isEmpty,
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
        else { return nil }
        field = String(name)
        part = .whole
        if pieces.count == 2 {
            guard let found = Part(rawValue: String(pieces[1])), found != .whole else { return nil }
            part = found
        }
        self.positions = positions
    }

    /// The written form.
    public var text: String {
        field + (part == .whole ? "" : "." + part.rawValue)
            + (positions.map { "[\($0.lowerBound)..\($0.upperBound)]" } ?? "")
    }

    /// Whether two records that share `other` share this as well.
    func isImplied(by other: FieldKey) -> Bool {
        guard field == other.field else { return false }
        if self == other { return true }
        // A part of a whole; whether a value reaches far enough is asked elsewhere.
        if other.part == .whole, other.positions == nil { return positions == nil }
        guard part == other.part, let inner = positions, let outer = other.positions else { return false }
        return outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
    }
}

extension FieldKey: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = FieldKey(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

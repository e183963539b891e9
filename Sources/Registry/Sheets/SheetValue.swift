/// A value of a sheet's cell as an entry's document keeps it.
public enum SheetValue: Sendable, Hashable, Codable {
    case text(String)
    case integer(Int64)
    case decimal(Double)
    case flag(Bool)
    case texts([String])
    case rows([[String: SheetValue]])

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self =
            if let value = try? container.decode(Bool.self) {
                .flag(value)
            } else if let value = try? container.decode(Int64.self) {
                .integer(value)
            } else if let value = try? container.decode(Double.self) {
                .decimal(value)
            } else if let value = try? container.decode(String.self) {
                .text(value)
            } else if let value = try? container.decode([String].self) {
                .texts(value)
            } else {
                .rows(try container.decode([[String: SheetValue]].self))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .decimal(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .texts(let value): try container.encode(value)
        case .rows(let value): try container.encode(value)
        }
    }

    /// The value as a part of a key.
    var plain: String {
        switch self {
        case .text(let value): value
        case .integer(let value): String(value)
        case .decimal(let value): String(value)
        case .flag(let value): value ? "ya" : "tidak"
        case .texts(let values): values.joined(separator: ";")
        case .rows: ""
        }
    }
}

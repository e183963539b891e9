/// Values as the language writes them.
extension RuleValue {
    /// The value as the language writes it: `"teks"`, `1u`, `[1, 2]`, `timestamp("2021-03-17T00:00:00Z")`. What is
    /// long is cut, with `…` in its place.
    public var literal: String { written(room: 400) }

    private func written(room: Int) -> String {
        switch self {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int(let number): return String(number)
        case .uint(let number): return String(number) + "u"
        case .double(let number):
            let text = NumberText.double(number)
            guard number.isFinite else { return "double(\"\(text)\")" }
            return text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") } ? text : text + ".0"
        case .string(let text): return Self.quoted(text, room)
        case .bytes(let bytes): return "b\"" + bytes.prefix(room).map(Self.escaped).joined() + "\""
        case .timestamp(let point): return "timestamp(\"" + point.text + "\")"
        case .duration(let span): return "duration(\"" + span.text + "\")"
        case .list(let items): return "[" + Self.joined(items, room) { $0.written(room: $1) } + "]"
        case .map(let map):
            return "{" + Self.joined(map.entries, room) { $0.key.written(room: $1) + ": " + $0.value.written(room: $1) }
                + "}"
        case .type(let type): return type.name
        }
    }

    private static func joined<Item>(_ items: [Item], _ room: Int, _ write: (Item, Int) -> String) -> String {
        var text = ""
        for (place, item) in items.enumerated() {
            if place > 0 { text += ", " }
            let left = room - text.utf8.count
            guard left > 8 else { return text + "…" }
            text += write(item, left / 2)
        }
        return text
    }

    private static func quoted(_ text: String, _ room: Int) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            guard out.utf8.count < room else { return out + "…\"" }
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private static func escaped(_ byte: UInt8) -> String {
        guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else {
            return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return String(Unicode.Scalar(byte))
    }
}

/// A value inside a document of the ledger, as one text.
struct JSONMember: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self), !object.allKeys.isEmpty {
            text = try object.allKeys.sorted { $0.stringValue < $1.stringValue }.compactMap { key in
                try object.decode(JSONMember.self, forKey: key).text.map { key.stringValue + ": " + $0 }
            }.joined(separator: ", ")
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var parts: [String] = []
            while !list.isAtEnd { if let part = try list.decode(JSONMember.self).text { parts.append(part) } }
            text = parts.joined(separator: "; ")
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            text = nil
        } else if let flag = try? value.decode(Bool.self) {
            text = String(flag)
        } else if let number = try? value.decode(Int64.self) {
            text = String(number)
        } else if let number = try? value.decode(Double.self) {
            text = String(number)
        } else {
            text = try? value.decode(String.self)
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}

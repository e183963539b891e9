import Foundation

/// Encodes a value as JSON and back.
enum Coding {
    static func roundTrip<Value: Codable>(_ value: Value) throws -> (text: String, value: Value) {
        let data = try JSONEncoder().encode(value)
        return (String(decoding: data, as: UTF8.self), try JSONDecoder().decode(Value.self, from: data))
    }

    static func decodes<Value: Decodable>(_ type: Value.Type, from json: String) -> Bool {
        (try? JSONDecoder().decode(type, from: Data(json.utf8))) != nil
    }
}

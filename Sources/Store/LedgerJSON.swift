import Foundation

/// JSON as the ledger keeps it: the same value gives the same text.
public enum LedgerJSON {
    public static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Values of the ledger are texts, whole numbers and finite decimals: encoding them cannot fail.
        return ((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }) ?? "{}"
    }

    /// The value of a document; nil where it is of another shape.
    public static func value<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

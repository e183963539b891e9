import Kernels

/// For each text of a field the code of what a key makes of it.
struct DerivedTexts: Sendable {
    var store: TextStore
    /// From the field's code to the code in `store`; 0 where nothing is left.
    var table: [UInt32]

    init(_ texts: TextStore, _ key: FieldKey) {
        (store, table) = key.derivation.table(texts, positions: key.positions)
    }

    /// What a key makes of one text.
    static func derived(_ text: String, _ key: FieldKey) -> [UInt8] {
        key.derivation.made(text.utf8Span.span, positions: key.positions)
    }
}

extension FieldKey {
    fileprivate var derivation: TextDerivation {
        switch part {
        case .sorted: .sorted
        case .first: .first
        case .last: .last
        default: .whole
        }
    }
}

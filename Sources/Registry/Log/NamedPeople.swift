import Problems
import Store

/// That whom an entry of a sheet names beside its subject, by which people are found, is whom its document names.
struct NamedPeople {
    static let code = "verify.named-people"

    private struct Name: Hashable {
        var entry: Int64
        var nik: String
        var role: String
    }

    /// Fields of a document that name one person or several.
    private enum Member: Decodable {
        case one(String)
        case several([String])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .one(text)
            } else if let texts = try? container.decode([String].self) {
                self = .several(texts)
            } else {
                self = .other
            }
        }

        var names: [String] {
            switch self {
            case .one(let text): [text]
            case .several(let texts): texts
            case .other: []
            }
        }
    }

    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// How many names stand that no document says, or are missing.
    func broken() throws -> Int {
        var found: Set<Name> = []
        try LedgerQueries(connection).eachNamed { found.insert(Name(entry: $0, nik: $1, role: $2)) }
        var wrong = 0
        for kind in SheetKinds.bundled.kinds {
            guard let fields = kind.people else { continue }
            try LedgerQueries(connection).eachDocument(of: kind.name) { entry, document in
                let members = LedgerJSON.value([String: Member].self, document) ?? [:]
                for field in fields {
                    for nik in Set(members[field]?.names ?? [])
                    where found.remove(Name(entry: entry, nik: nik, role: field)) == nil {
                        wrong += 1
                    }
                }
            }
        }
        return wrong + found.count
    }
}

public import Problems

/// Something a database holds by name: a table, an index, a trigger, a view.
public struct SchemaObject: Sendable, Hashable, Comparable {
    /// `table`, `index`, `trigger`, `view`, or what else the database calls it.
    public var kind: String
    public var name: String

    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    public static func < (a: SchemaObject, b: SchemaObject) -> Bool { (a.kind, a.name) < (b.kind, b.name) }
}

/// What a registry's database must hold, and what it does.
///
/// A trigger changes what Gapura stores behind its back, and a view in a table's place shows something else: nothing of
/// that kind belongs there.
public struct SchemaObjects {
    /// Tables and indices that the steps of the shape make and later ones did not take away again.
    public static func made(_ dialect: any Dialect) -> Set<SchemaObject> {
        let statements = Migration.all.flatMap { $0.statements(dialect) + $0.closing }
        return after(statements).union([SchemaObject(kind: "table", name: "schema_version")])
    }

    /// Those of the log of access, which lies in a file of its own or beside the registry's tables.
    public static func ofAccess(_ dialect: any Dialect) -> Set<SchemaObject> { after(AccessSchema.statements(dialect)) }

    /// What is there after some statements. An index goes with its table.
    private static func after(_ statements: [String]) -> Set<SchemaObject> {
        var made: [SchemaObject: String] = [:]
        for statement in statements {
            let words = statement.split { $0.isWhitespace || $0 == "(" || $0 == ")" }.map(String.init)
                .filter { !["IF", "NOT", "EXISTS", "UNIQUE"].contains($0.uppercased()) }
            guard words.count > 2 else { continue }
            let object = SchemaObject(kind: words[1].lowercased(), name: words[2])
            switch words[0].uppercased() {
            case "CREATE": made[object] = object.kind == "index" && words.count > 4 ? words[4] : object.name
            case "DROP" where object.kind == "table": made = made.filter { $0.value != object.name }
            case "DROP": made[object] = nil
            default: break
            }
        }
        return Set(made.keys)
    }

    /// Holds what databases contain against what belongs there.
    ///
    /// - Parameters:
    ///   - registry: what the registry's database contains.
    ///   - access: what that of the log of access contains; nil where it is the same one.
    public static func problems(
        registry: Set<SchemaObject>, access: Set<SchemaObject>?, _ dialect: any Dialect
    ) -> [Problem] {
        let note = SchemaObject(kind: "table", name: CopyNoteQueries.table)
        let own = made(dialect)
        let beside = ofAccess(dialect)
        guard let access else { return differences(registry.subtracting([note]), from: own.union(beside)) }
        return differences(registry.subtracting([note]), from: own) + differences(access, from: beside)
    }

    private static func differences(_ found: Set<SchemaObject>, from made: Set<SchemaObject>) -> [Problem] {
        func problem(_ code: String, _ object: SchemaObject) -> Problem {
            Problem(code, .refuse, ["kind": object.kind, "name": object.name])
        }
        return found.subtracting(made).sorted().map { problem("verify.object-foreign", $0) }
            + made.subtracting(found).sorted().map { problem("verify.object-missing", $0) }
    }
}

extension TableQueries {
    /// What the database holds by name, without what it makes by itself.
    public func objects() throws -> Set<SchemaObject> {
        Set(try connection.all(dialect.objects) { SchemaObject(kind: $0.string(0), name: $0.string(1)) })
    }
}

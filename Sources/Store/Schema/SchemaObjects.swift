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

/// What a database holds by name, and what its tables and indices are made of.
public struct SchemaContents: Sendable, Hashable {
    public var objects: Set<SchemaObject>
    public var parts: Set<SchemaPart>
}

/// What a registry's database must hold, and what it does.
///
/// A trigger changes what Gapura stores behind its back, a view in a table's place shows something else, and an index that is
/// no longer unique lets in twice what there is once: nothing of that kind belongs there.
public struct SchemaObjects {
    /// What the steps of the shape make and later ones did not take away again.
    static func made(_ dialect: any Dialect) -> SchemaShape {
        SchemaShape(
            [Schema.versions(dialect)] + Migration.all.flatMap { $0.statements(dialect) + $0.closing })
    }

    /// Queries of the rows whose other end is missing, for whatever refers to something, whether the database holds it itself
    /// or not: a reference that somebody took away or switched off for a while holds nothing.
    static func missing(_ dialect: any Dialect) -> [String] {
        made(dialect).parts.filter { $0.kind == .reference }.sorted().compactMap { part in
            let words = part.definition.split(separator: " ")
            guard words.count == 2 else { return nil }
            return """
                SELECT 1 FROM \(part.table) x WHERE x.\(part.name) IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM \(words[0]) o WHERE o.\(words[1]) = x.\(part.name))
                """
        }
    }

    /// Holds what databases contain against what belongs there.
    ///
    /// - Parameters:
    ///   - registry: what the registry's database contains.
    ///   - access: what that of the log of access contains; nil where it is the same one.
    public static func problems(
        registry: SchemaContents, access: SchemaContents?, _ dialect: any Dialect
    ) -> [Problem] {
        let own = made(dialect)
        // What lists bring refers to nothing any more; a build of SQLite that cannot take references away keeps them.
        let bulk = own.parts.filter { $0.kind == .reference && BulkSchema.tables.contains($0.table) }
        let shape = SchemaContents(objects: own.objects, parts: own.parts.subtracting(bulk))
        let log = SchemaShape(AccessSchema.statements(dialect))
        let beside = SchemaContents(objects: log.objects, parts: log.parts)
        var registry = registry
        registry.objects.remove(SchemaObject(kind: "table", name: CopyNoteQueries.table))
        registry.parts.subtract(bulk)
        guard let access else {
            return differences(
                registry,
                from: SchemaContents(
                    objects: shape.objects.union(beside.objects), parts: shape.parts.union(beside.parts)))
        }
        return differences(registry, from: shape) + differences(access, from: beside)
    }

    private static func differences(_ found: SchemaContents, from made: SchemaContents) -> [Problem] {
        func problem(_ code: String, _ object: SchemaObject) -> Problem {
            Problem(code, .refuse, ["kind": object.kind, "name": object.name])
        }
        let shared = found.objects.intersection(made.objects)
        // What is there and does not belong, or does and is not there, is told as a whole.
        func isShared(_ part: SchemaPart) -> Bool {
            let owner = SchemaObject(kind: "table", name: part.table)
            let index = SchemaObject(kind: "index", name: part.name)
            return part.kind == .index ? shared.contains(index) : shared.contains(owner)
        }
        func grouped(_ parts: Set<SchemaPart>) -> [String: [SchemaPart]] {
            Dictionary(grouping: parts.filter(isShared).sorted()) { "\($0.kind.rawValue) \($0.place)" }
        }
        let (there, due) = (grouped(found.parts), grouped(made.parts))
        let changed = Set(there.keys).union(due.keys).sorted().filter { there[$0] != due[$0] }.compactMap { key in
            (there[key] ?? due[key])?.first.map { part in
                func said(_ parts: [SchemaPart]?) -> String { parts?.map(\.definition).joined(separator: "; ") ?? "–" }
                return Problem(
                    "verify.object-changed", .refuse,
                    [
                        "kind": part.kind.rawValue, "name": part.place, "found": said(there[key]),
                        "expected": said(due[key]),
                    ])
            }
        }
        return found.objects.subtracting(made.objects).sorted().map { problem("verify.object-foreign", $0) }
            + made.objects.subtracting(found.objects).sorted().map { problem("verify.object-missing", $0) } + changed
    }
}

extension TableQueries {
    /// What the database holds by name, without what it makes by itself, and what it is made of.
    public func contents() throws -> SchemaContents {
        SchemaContents(
            objects: Set(try connection.all(dialect.objects) { SchemaObject(kind: $0.string(0), name: $0.string(1)) }),
            parts: Set(
                try connection.all(dialect.definitions) { row in
                    SchemaPart.Kind(rawValue: row.string(0)).map {
                        SchemaPart($0, of: row.string(1), row.string(2), row.string(3))
                    }
                }.compactMap(\.self)))
    }
}

/// What tables and indices are made of, in words that are the same for both databases.
public struct SchemaPart: Sendable, Hashable, Comparable {
    public enum Kind: String, Sendable, Hashable {
        case column, index, reference
        /// What no table of a registry has: a check, a unique constraint, another order of texts.
        case constraint
    }

    public var kind: Kind
    /// The table that it belongs to, and its name: that of the column, the index, the constraint.
    public var table: String
    public var name: String
    public var definition: String

    /// - Parameter definition: as a database words it; spaces, parentheses and casts do not count.
    public init(_ kind: Kind, of table: String, _ name: String, _ definition: String) {
        self.kind = kind
        self.table = table
        self.name = name
        self.definition = kind == .index ? Self.index(definition) : Self.plain(definition)
    }

    /// What tells it apart: an index by its name alone.
    var place: String { kind == .index ? name : "\(table).\(name)" }

    public static func < (a: SchemaPart, b: SchemaPart) -> Bool {
        (a.kind.rawValue, a.place, a.definition) < (b.kind.rawValue, b.place, b.definition)
    }

    /// An index without its name: what it is on, and for which rows.
    private static func index(_ statement: String) -> String {
        let words = plain(statement.replacing(" USING btree", with: ""))
            .split(separator: " ").map(String.init)
        guard let on = words.firstIndex(of: "ON"), on + 1 < words.count else { return words.joined(separator: " ") }
        // A server names the schema too.
        let table = words[on + 1].split(separator: ".").last.map(String.init) ?? ""
        let kind = words[..<on].contains("UNIQUE") ? "UNIQUE INDEX ON" : "INDEX ON"
        return ([kind, table] + words[(on + 2)...]).joined(separator: " ")
    }

    private static func plain(_ text: String) -> String {
        var text = text
        for cast in ["::text", "::bigint", "\""] { text = text.replacing(cast, with: "") }
        for mark in ["(", ")"] { text = text.replacing(mark, with: " ") }
        text = text.replacing(",", with: " , ")
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The tables and indices that statements make, change and take away again, read from the statements themselves: so what a
/// database contains can be held against what the steps of the shape made, wherever it is and whoever may only read it.
struct SchemaShape {
    private var tables: [String: [SchemaPart]] = [:]
    private var indices: [String: SchemaPart] = [:]

    init(_ statements: [String]) {
        for statement in statements { read(statement) }
    }

    /// Tables and indices by name.
    var objects: Set<SchemaObject> {
        Set(
            tables.keys.map { SchemaObject(kind: "table", name: $0) }
                + indices.keys.map { SchemaObject(kind: "index", name: $0) })
    }

    var parts: Set<SchemaPart> { Set(tables.values.joined()).union(indices.values) }

    private mutating func read(_ statement: String) {
        let words = statement.split { $0.isWhitespace || $0 == "(" || $0 == ")" }.map(String.init)
            .filter { !["IF", "NOT", "EXISTS", "UNIQUE"].contains($0) }
        guard words.count > 2 else { return }
        let name = words[2]
        switch (words[0], words[1]) {
        case ("CREATE", "TABLE"): tables[name] = Self.table(name, statement)
        case ("CREATE", "INDEX") where words.count > 4:
            indices[name] = SchemaPart(.index, of: words[4], name, statement)
        case ("DROP", "TABLE"):
            tables[name] = nil
            indices = indices.filter { $0.value.table != name }
        case ("DROP", "INDEX"): indices[name] = nil
        case ("ALTER", "TABLE") where words.count > 5 && words[3] == "ADD":
            let definition = statement.split(separator: " COLUMN ", maxSplits: 1).last.map(String.init) ?? ""
            tables[name, default: []] += Self.column(of: name, definition, key: [])
        case ("ALTER", "TABLE") where words.count > 5: tables[name]?.removeAll { $0.name == words[5] }
        default: break
        }
    }

    private static func table(_ name: String, _ statement: String) -> [SchemaPart] {
        guard let first = statement.firstIndex(of: "("), let last = statement.lastIndex(of: ")") else { return [] }
        let items = items(statement[statement.index(after: first)..<last])
        let key = items.first { $0.hasPrefix("PRIMARY KEY") }.map { item in
            item.split { " (),".contains($0) }.dropFirst(2).map(String.init)
        }
        return items.filter { !$0.hasPrefix("PRIMARY KEY") }.flatMap { column(of: name, $0, key: key ?? []) }
    }

    /// What stands between commas outside of parentheses.
    private static func items(_ text: Substring) -> [String] {
        var (items, depth) = ([""], 0)
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 { items.append("") } else { items[items.count - 1].append(character) }
        }
        return items.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    private static func column(of table: String, _ text: String, key: [String]) -> [SchemaPart] {
        let words = text.split { " ()".contains($0) }.map(String.init)
        guard words.count > 1 else { return [] }
        func word(after mark: String) -> String? {
            words.firstIndex(of: mark).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
        let place = text.contains("PRIMARY KEY") ? 1 : (key.firstIndex(of: words[0]) ?? -1) + 1
        var definition = words[1] == "TEXT" ? "text" : "integer"
        if place > 0 || text.contains("NOT NULL") { definition += " not null" }
        if let value = word(after: "DEFAULT"), value != "AS" { definition += " default \(value)" }
        if text.contains("AUTOINCREMENT") || text.contains("IDENTITY") { definition += " numbered" }
        if place > 0 { definition += " key \(place)" }
        var parts = [SchemaPart(.column, of: table, words[0], definition)]
        if let other = word(after: "REFERENCES") {
            parts.append(SchemaPart(.reference, of: table, words[0], "\(other) (\(words.last ?? ""))"))
        }
        return parts
    }
}

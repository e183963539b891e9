/// The databases that keep registries.
public enum DatabaseKind: Sendable, Hashable {
    case sqlite, postgres
}

/// What the databases write differently.
public protocol Dialect: Sendable {
    /// Which database it is: for whoever renders SQL elsewhere.
    var kind: DatabaseKind { get }
    /// A column that numbers its rows by itself.
    var identityColumn: String { get }
    /// A 64-bit whole number.
    var integerType: String { get }
    /// What stands before a table's name where a query named a part of itself likewise and the table is meant.
    var presentTable: String { get }
    /// The text of a member of the JSON object in a column of text; null where it has none.
    func member(_ name: String, of column: String) -> String

    /// A query of all columns of all tables that a program made: table, column, `integer` or another kind, place in the primary
    /// key from 1 on or 0; those of a table side by side in their order.
    var columns: String { get }
    /// A query of everything that stands in the database by name and does what nobody asked for or is asked for by name: kind and
    /// name of tables, indices, triggers, views and the like, without what the database makes by itself.
    var objects: String { get }
    /// A query of what tables and indices are made of, each as a kind of ``SchemaPart``, its table, its name and how it is
    /// defined. A column is defined as `integer` or `text` (or what else it is), `not null`, `default …`, `numbered`,
    /// `key N`, in this order; a column of a key is never null.
    var definitions: String { get }
    /// A condition that a column holds a value of another kind than its own, which is a whole number or a text; nil where the
    /// database lets none in.
    func isForeign(_ column: String, isNumber: Bool) -> String?
    /// A query of references: table, the table it refers to.
    var references: String { get }
    /// A query of the numbers that tables which number their rows gave out last: table, number.
    var lastNumbers: String { get }
    /// Statements that set the number a table gave out last.
    func setLastNumber(_ number: Int64, of table: String) -> [(sql: String, arguments: [SQLValue])]
    /// A query of the bytes that the database takes on disk.
    var size: String { get }
    /// A statement that puts everything the database holds aside under a name, so that it is empty; nil where that is done
    /// with the file.
    func putAside(_ name: String) -> String?
    /// A statement that gives everybody the rights on what the database holds now that they had on what was put aside under
    /// a name; nil where rights are those of the file.
    func giveRights(asOf name: String) -> String?

    /// Takes away what a table's rows must refer to.
    func dropReferences(of table: String, _ connection: any Connection) throws
    /// Keeps a table's rows in the order of their key alone, where the database would keep them twice otherwise.
    ///
    /// - Parameter columns: all of them, as a table is made with them; no other table refers to this one.
    func keepByKey(_ table: String, _ columns: String, _ connection: any Connection) throws
}

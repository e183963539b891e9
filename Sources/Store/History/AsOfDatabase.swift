public import Problems

/// A registry's database as it was known at a moment, for reading only.
///
/// The queries are those that read the present: see `AsOfConnection`.
public struct AsOfDatabase: Database {
    private let present: any Database
    public let moment: Moment

    public init(_ present: any Database, _ moment: Moment) {
        self.present = present
        self.moment = moment
    }

    /// The same by when it was known alone, whatever day it held on.
    public var ofEveryDay: AsOfDatabase { AsOfDatabase(present, Moment(known: moment.known)) }

    public var dialect: any Dialect { present.dialect }

    public func read<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        let (moment, dialect) = (moment, dialect)
        return try present.read { connection in
            try body(AsOfConnection(connection, dialect, try Bounds(moment, connection)))
        }
    }

    /// - Throws: `asof.read-only`: what was known is not changed.
    public func write<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result {
        throw Problem("asof.read-only", .refuse)
    }

    /// - Throws: `asof.read-only`.
    public func rehearse<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        throw Problem("asof.read-only", .refuse)
    }

    public func scratch<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result { try present.scratch(body) }

    /// Who looks at what was known is told as anybody who looks.
    public func accessLog() throws(Problem) -> any Database { try present.accessLog() }

    public var isApart: Bool { present.isApart }

    public func integrityFindings() throws(Problem) -> [String] { try present.integrityFindings() }
}

public import Problems

/// What an expression may speak of: variables, records and functions, with their types.
///
/// Each variable, and each field of a variable that is a record, has a slot: its place in ``slots``. Whoever answers
/// for a row (``Activation``) is asked by slot, never by name, whatever expression asks.
public struct RuleSchema: Sendable {
    /// A variable, or a field of one, with its path.
    public struct Slot: Sendable, Hashable {
        /// The path as expressions write it: `income`, `person.birth`.
        public let name: String
        /// The declared type.
        public let type: RuleType
    }

    /// All slots, sorted by path.
    public let slots: [Slot]
    /// The records by name, with the types of their fields.
    public let records: [String: [String: RuleType]]
    /// The functions of the host; their places are what ``Activation/call(_:_:)`` is told.
    public let functions: [HostFunction]
    private let places: [String: Int]
    private let functionPlaces: [String: Int]

    /// Declares a schema.
    ///
    /// - Parameters:
    ///   - variables: names, which may hold dots, with their types.
    ///   - records: names of record types with their fields.
    ///   - functions: what the host can be asked.
    /// - Throws: `rules.schema` for a record that is named and not declared, a function declared twice or without
    ///   overloads, and a name that stands for something else in the language.
    public init(
        variables: [String: RuleType], records: [String: [String: RuleType]] = [:], functions: [HostFunction] = []
    ) throws(Problem) {
        self.records = records
        self.functions = functions
        for (name, fields) in records {
            guard RuleType.denotations[name] == nil else { throw Self.refused(name) }
            for type in fields.values { try Self.check(type, records) }
        }
        var found: [String: RuleType] = [:]
        for (name, type) in variables {
            guard Self.isPath(name) else { throw Self.refused(name) }
            try Self.check(type, records)
            Self.spread(name, type, records, depth: 0, into: &found)
        }
        slots = found.map { Slot(name: $0.key, type: $0.value) }.sorted { $0.name < $1.name }
        places = Dictionary(slots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var functionPlaces: [String: Int] = [:]
        for (place, function) in functions.enumerated() {
            let isFree = functionPlaces.updateValue(place, forKey: function.name) == nil
            guard isFree, !function.overloads.isEmpty, Builtin.named[function.name] == nil,
                Macro(rawValue: function.name) == nil, function.name != "has", Self.isPath(function.name)
            else { throw Self.refused(function.name) }
            for overload in function.overloads {
                for type in overload.arguments + [overload.result] { try Self.check(type, records) }
            }
        }
        self.functionPlaces = functionPlaces
    }

    /// The slot of a path; nil when the schema does not have it.
    public func slot(_ path: String) -> Int? { places[path] }

    /// The place of a function of the host; nil when the schema does not have it.
    public func function(_ name: String) -> Int? { functionPlaces[name] }

    /// The types of the fields of a type, when it is a record.
    func fields(_ type: RuleType) -> [String: RuleType]? {
        if case .record(let name) = type.present { records[name] } else { nil }
    }

    private static func refused(_ name: String) -> Problem { Problem("rules.schema", value: name) }

    private static func isPath(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) }
                && part.utf8.first.map(Lexer.isLetter) == true
        }
    }

    private static func check(_ type: RuleType, _ records: [String: [String: RuleType]]) throws(Problem) {
        switch type {
        case .list(let inner), .nullable(let inner): try check(inner, records)
        case .map(let key, let value):
            try check(key, records)
            try check(value, records)
        case .record(let name): guard records[name] != nil else { throw refused(name) }
        default: break
        }
    }

    /// Records may hold records of their own kind (a person's mother): four levels have slots.
    private static func spread(
        _ path: String, _ type: RuleType, _ records: [String: [String: RuleType]], depth: Int,
        into found: inout [String: RuleType]
    ) {
        found[path] = type
        guard depth < 4, case .record(let name) = type.present else { return }
        for (field, type) in records[name] ?? [:] {
            spread(path + "." + field, type, records, depth: depth + 1, into: &found)
        }
    }
}

/// A function that the host answers, such as `received(string, int) -> bool`.
public struct HostFunction: Sendable, Hashable {
    /// One way of calling a function.
    public struct Overload: Sendable, Hashable {
        /// The types of the arguments; those of a member function begin with what stands before the dot.
        public let arguments: [RuleType]
        /// The type of the answer.
        public let result: RuleType
        /// Whether it is called as `x.f(y)` rather than `f(x, y)`.
        public let isMember: Bool

        /// One way of calling a function.
        public init(_ arguments: [RuleType], _ result: RuleType, isMember: Bool = false) {
            self.arguments = arguments
            self.result = result
            self.isMember = isMember
        }
    }

    /// The name that expressions write.
    public let name: String
    /// The ways of calling it.
    public let overloads: [Overload]

    /// A function with its overloads.
    public init(_ name: String, _ overloads: [Overload]) {
        self.name = name
        self.overloads = overloads
    }

    /// A function with one overload.
    public init(_ name: String, _ arguments: [RuleType], _ result: RuleType) {
        self.init(name, [Overload(arguments, result)])
    }
}

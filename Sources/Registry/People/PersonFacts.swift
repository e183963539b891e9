public import Indonesia
import Problems
import Store

/// What sheets say of a person's papers, addresses, household, businesses and groups.
public struct PersonFacts: Sendable {
    public struct Document: Sendable, Hashable, Decodable {
        /// The kind of sheets that tell documents.
        static let kind = "document"

        /// A code of the vocabulary `documentType`.
        public var type: String
        /// Whole: whoever shows it masks it.
        public var number: String
        public var issuedOn: String?
        public var validUntil: String?
        public var issuer: String?
        public var source: String

        /// Whether it is out of date on a day.
        public func isExpired(on day: CalendarDate) -> Bool { validUntil.map { $0 < day.description } ?? false }
    }

    public struct Address: Sendable, Hashable, Decodable {
        static let kind = "address"

        /// A code of the vocabulary `addressUse`.
        public var use: String
        /// The day from which it holds.
        public var date: String
        public var address: String
        public var rt: String?
        public var rw: String?
        public var region: String
        public var source: String
    }

    public struct Household: Sendable, Hashable, Decodable {
        static let kind = "household"

        public var code: String
        public var date: String
        public var region: String
        public var head: String
        private var members: [String]?
        public var source: String

        /// All who live in it.
        public var people: [String] { [head] + (members ?? []).filter { $0 != head } }
    }

    public struct Enterprise: Sendable, Hashable, Decodable {
        static let kind = "enterprise"

        public var code: String
        public var date: String
        public var name: String?
        /// Field of business in the owner's words.
        public var business: String
        public var kbliEdition: String?
        public var kbliCode: String?
        public var nib: String?
        public var npwp: String?
        public var legalForm: String?
        public var workers: Int?
        /// Rupiah, without land and buildings.
        public var assets: Int64?
        /// Rupiah of one year.
        public var sales: Int64?
        private var isNew: Bool?
        public var source: String

        /// The size class under each rule set, as far as the figures tell.
        public var sizes: [SizeFinding] {
            SizeRuleSet.allCases.map { rules in
                rules.classify(
                    capital: assets.map { Rupiah($0) }, yearlySales: sales.map { Rupiah($0) }, isNew: isNew ?? false)
            }.filter { $0.byCapital != nil || $0.bySales != nil }
        }

        /// Whether the rule sets do not agree.
        public var hasTwoSizes: Bool { Set(sizes.map(\.sizeClass)).count > 1 }
    }

    public struct Membership: Sendable, Hashable, Decodable {
        static let kind = "membership"

        public var group: String
        public var from: String
        public var to: String?
        public var subgroup: String?
        /// A code of the vocabulary `groupRole`.
        public var role: String
    }

    public var documents: [Document]
    /// The newest of each use.
    public var addresses: [Address]
    /// The newest state of each household that the person lives in.
    public var households: [Household]
    /// The newest state of each enterprise.
    public var enterprises: [Enterprise]
    public var memberships: [Membership]

    init(_ ledger: LedgerQueries, of numbers: [String]) throws {
        func told<Value: Decodable>(_ kind: String) throws -> [Value] {
            try ledger.current(kind, of: numbers).compactMap { LedgerJSON.value(Value.self, $0.document) }
        }
        func newest<Value>(_ values: [Value], by key: (Value) -> String, _ date: (Value) -> String) -> [Value] {
            let groups = Dictionary(grouping: values, by: key)
            return groups.keys.sorted().compactMap { groups[$0]?.max { date($0) < date($1) } }
        }
        documents = try told(Document.kind)
        addresses = newest(try told(Address.kind), by: \.use, \.date)
        households = newest(try told(Household.kind), by: \.code, \.date)
        enterprises = newest(try told(Enterprise.kind), by: \.code, \.date)
        memberships = try told(Membership.kind)
        // Somebody who was a member may have left: the newest state of the household decides.
        let own = Set(numbers)
        households = try households.filter { household in
            let states = try ledger.current(.init(Household.kind, subject: household.code)).compactMap {
                LedgerJSON.value(Household.self, $0.document)
            }
            let last = states.max { $0.date < $1.date }
            return last.map { !own.isDisjoint(with: $0.people) } ?? false
        }
    }
}

/// Who is on more than one list, and what the rules say of it.
public struct OverlapResult: Sendable, Hashable {
    public struct List: Sendable, Hashable {
        public var name: String
        public var title: String
        public var programme: String
        public var institution: String?
        public var fiscalYear: Int?
        /// `yyyy-mm-dd`.
        public var referenceDate: String?
        /// Lines taken in.
        public var rows: Int
        /// Distinct people.
        public var people: Int
        /// Rupiah.
        public var amount: Int64
    }

    /// Two lists (or one list with itself).
    public struct Pair: Sendable, Hashable {
        /// Indices into `lists`; `a == b` for findings within one list.
        public var a: Int
        public var b: Int
        /// People on both.
        public var people: Int
        /// Families with a member on both, through one or several people.
        public var families: Int
        /// Families on both without any one person on both.
        public var familiesOnly: Int
    }

    /// The part of a pair to which one rule (or none) applies.
    public struct Finding: Sendable, Hashable {
        public var a: Int
        public var b: Int
        public var unit: OverlapUnit
        public var verdict: Verdict
        /// Whether the rule's condition could not be told, for want of a value; the verdict is then to look.
        public var isUndecided = false
        /// People concerned; 0 for families without a person on both lists, but within one list their members.
        public var people: Int
        /// Families concerned (for people: the families they belong to, where known).
        public var families: Int
        /// Rupiah of the concerned on list a, and on list b.
        public var amountA: Int64
        public var amountB: Int64
        /// The condition that decided, its legal basis and source; nil where no rule speaks of the pair.
        public var conditionId: String?
        public var conditionEn: String?
        public var legalBasis: String?
        public var source: String?
        public var cases: Cases
        /// People concerned who stand under wholly different names.
        public var namesDiffer = 0

        /// Rupiah on both lists together.
        public var amount: Int64 {
            guard a != b else { return amountA }
            var sum = amountA
            sum.addRupiah(amountB)
            return sum
        }
    }

    /// One person or family of a finding. Identity numbers are whole here: whoever shows them masks them.
    public struct Case: Sendable, Hashable {
        /// nil for a family.
        public var nik: String?
        public var familyCard: String?
        public var name: String
        public var village: String?
        /// Row numbers in the two lists.
        public var rowsA: [Int]
        public var rowsB: [Int]
        public var amountA: Int64
        public var amountB: Int64
        /// The name on list b (within one list on another row) where it differs wholly from ``name``: one number, perhaps two
        /// people. nil else.
        public var otherName: String?
    }

    /// People on exactly these lists.
    public struct Combination: Sendable, Hashable {
        public var lists: [Int]
        public var people: Int
    }

    /// People served by one programme who live where a fitting other one exists, and are not on it.
    public struct Complement: Sendable, Hashable {
        public var servedBy: Int
        public var notOn: Int
        public var people: Int
        /// Village and people there, the most first.
        public var villages: [(name: String, people: Int)]
        public var conditionId: String?
        public var conditionEn: String?
        public var source: String?

        public static func == (left: Complement, right: Complement) -> Bool {
            left.servedBy == right.servedBy && left.notOn == right.notOn && left.people == right.people
                && left.villages.map(\.name) == right.villages.map(\.name)
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(servedBy)
            hasher.combine(notOn)
            hasher.combine(people)
        }
    }

    public var lists: [List]
    /// People on both of two lists; on the diagonal the people of the list.
    public var matrix: [[Int]]
    public var pairs: [Pair]
    /// By pair, the gravest verdict first.
    public var findings: [Finding]
    /// By number of people, falling.
    public var combinations: [Combination]
    public var complements: [Complement]
    /// People on two or more lists.
    public var peopleOnSeveral: Int
    /// All distinct people.
    public var people: Int
    /// What matches add; nil where lists are files, or where nobody has searched for matches yet.
    public var identities: IdentityOverlap?
}

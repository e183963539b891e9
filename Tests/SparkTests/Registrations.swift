import Kernels
import Linkage

/// A generator of random numbers with a seed, so that a test draws the same people each time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return KeyMixer.mixed(state) ^ state &* 0xD6E8_FEB8_6659_FD93
    }
}

/// Invented registrations of invented people, some of them several times and damaged.
struct Registrations {
    var ids: [String] = []
    var lists: [UInt16] = []
    var truth: [UInt32] = []
    private var names: [String?] = []
    private var numbers: [String?] = []
    private var births: [String?] = []
    private var places: [String?] = []
    private var phones: [String?] = []
    private var shops: [String?] = []
    private var sums: [Double] = []

    private static let first = [
        "sri", "budi", "agus", "siti", "wahyu", "dewi", "joko", "rina", "hadi", "lestari", "tono", "yanti", "eko",
        "maria", "putu", "asep", "rudi", "nur", "i made", "josé",
    ]
    private static let last = [
        "santoso", "wibowo", "rahayu", "utami", "saputra", "hidayat", "kurniawan", "handayani", "susanto", "nugroho",
        "permana", "suryani", "gunawan", "mulyana", "siregar", "situmorang", "wirawan", "halim", "tab\there", "naïf",
    ]

    init(_ count: Int, seed: UInt64) {
        var random = Seeded(state: seed)
        var person: UInt32 = 0
        while ids.count < count {
            person += 1
            let name = [Self.first, Self.last, Self.last].map { $0[Int.random(in: 0..<20, using: &random)] }
            let number = String(Int.random(in: 1_000_000_000_000_000...9_999_999_999_999_999, using: &random))
            let place = String(Int.random(in: 1_000_000...1_000_040, using: &random))
            let phone = String(Int.random(in: 810_000_000...819_999_999, using: &random))
            let (month, day) = (Int.random(in: 1...12, using: &random), Int.random(in: 1...28, using: &random))
            let year = Int.random(in: 1950...2000, using: &random)
            let sum = Double(Int.random(in: 1...400, using: &random)) * 25_000
            for copy in 0..<Int.random(in: 1...3, using: &random) where ids.count < count {
                func happens(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
                var words = name
                if copy > 0, happens(5) { words.removeLast() }
                if copy > 0, happens(6) { words.swapAt(0, 1) }
                var text = words.joined(separator: " ")
                if copy > 0, happens(4) { text.remove(at: text.index(text.startIndex, offsetBy: 2)) }
                var digits = Array(number)
                if copy > 0, happens(8) { digits.swapAt(7, 8) }
                let (m, d) = copy > 0 && day <= 12 && happens(9) ? (day, month) : (month, day)
                ids.append("r\(ids.count)")
                lists.append(UInt16(copy))
                truth.append(happens(50) ? 0 : person)
                names.append(happens(40) ? nil : text)
                numbers.append(happens(6) ? nil : String(digits))
                births.append(happens(12) ? nil : "\(year)-\(m < 10 ? "0" : "")\(m)-\(d < 10 ? "0" : "")\(d)")
                places.append(happens(9) ? nil : happens(12) ? String(place.prefix(4)) : place)
                // An agent's telephone on many registrations says nothing of anybody.
                phones.append(happens(8) ? nil : happens(10) ? "811111111" : phone)
                shops.append(happens(7) ? nil : "toko " + name[0].prefix(3) + (happens(5) ? "h" : ""))
                sums.append(happens(15) ? .nan : sum * (happens(6) ? 1.07 : 1))
            }
        }
    }

    func records(withLists: Bool) throws -> LinkageRecords {
        try LinkageRecords(
            ids: ids, lists: withLists ? lists : [],
            columns: [
                "name": .text(names), "number": .digits(numbers), "birth": .date(births), "place": .digits(places),
                "phone": .digits(phones), "shop": .text(shops), "sum": .number(sums),
            ])
    }
}

/// A model that asks for everything: split groups, levels that Spark compares and levels that it cannot.
enum RegistrationModel {
    static func key(_ text: String) -> FieldKey { FieldKey(text: text) ?? FieldKey("?") }

    static func all(_ conditions: String...) -> [[Condition]] { [conditions.compactMap { Condition(text: $0) }] }

    static func comparison(
        _ field: String, isShared: Bool = false, frequency: String? = nil, _ further: (String, [[Condition]])...
    ) -> Comparison {
        Comparison(
            field, isShared: isShared,
            [
                ComparisonLevel("missing", when: all("missing \(field)"), isNeutral: true),
                ComparisonLevel("same", when: all("same \(field)"), frequency: frequency.map(key)),
            ] + further.map { ComparisonLevel($0.0, when: $0.1) })
    }

    static let model = LinkageModel(
        name: "registrations",
        fields: [
            LinkageField("name", .text), LinkageField("number", .digits), LinkageField("birth", .date),
            LinkageField("place", .digits), LinkageField("phone", .digits, commonest: 60), LinkageField("shop", .text),
            LinkageField("sum", .number),
        ],
        blocking: [
            BlockingRule([key("number")], refine: [key("birth")]),
            BlockingRule([key("name.first")], refine: [key("birth.year"), key("place[1..7]")]),
            BlockingRule([key("name.sorted"), key("birth.month")]),
            BlockingRule([key("birth"), key("name[1..2]")]),
            BlockingRule([key("phone"), key("name.last")], refine: [key("shop")]),
            BlockingRule([key("place")]),
        ],
        comparisons: [
            comparison(
                "name", frequency: "name", ("near", all("jw name >= 0.9")), ("words", all("words name >= 0.5")),
                ("first", all("same name.first"))),
            comparison(
                "number", ("near", all("edits number <= 1")),
                ("tail", all("same number[9..16]", "not same number[1..4]"))),
            comparison("birth", ("swapped", all("swapped birth")), ("year", all("days birth <= 366"))),
            comparison("place", isShared: true, frequency: "place", ("area", all("same place[1..4]"))),
            comparison("phone", isShared: true, frequency: "phone"),
            comparison("shop", isShared: true, frequency: "shop", ("near", all("levenshtein shop <= 1"))),
            comparison("sum", ("near", all("gap sum <= 30000")), ("like", all("share sum <= 0.1"))),
        ],
        household: Household(anchor: "phone"),
        clustering: ClusterRules(
            contradictions: all("differ number >= 3", "not missing birth", "not same birth"), largestPerList: 2),
        largestBlock: 60)
}

import Kernels
import Linkage

/// A generator of random numbers with a seed, so that a test draws the same people each time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return KeyMixer.mixed(state) ^ state &* 0xD6E8_FEB8_6659_FD93
    }
}

/// Invented people on invented lists, some of them several times and damaged.
struct People {
    var ids: [String] = []
    var lists: [UInt16] = []
    var names: [String?] = []
    var numbers: [String?] = []
    var births: [String?] = []
    var places: [String?] = []
    var truth: [UInt32] = []

    static let first = [
        "sri", "budi", "agus", "siti", "wahyu", "dewi", "joko", "rina", "hadi", "lestari", "tono", "yanti", "eko",
        "maria", "putu", "asep", "rudi", "nur",
    ]
    static let last = [
        "santoso", "wibowo", "rahayu", "utami", "saputra", "hidayat", "kurniawan", "handayani", "susanto", "nugroho",
        "permana", "suryani", "gunawan", "mulyana", "siregar", "situmorang", "wirawan", "halim",
    ]

    init(_ count: Int, seed: UInt64) {
        var random = Seeded(seed)
        var person: UInt32 = 0
        while ids.count < count {
            person += 1
            let name = [Self.first, Self.last, Self.last].map { $0[Int.random(in: 0..<18, using: &random)] }
            let year = Int.random(in: 1950...2000, using: &random)
            let (month, day) = (Int.random(in: 1...12, using: &random), Int.random(in: 1...28, using: &random))
            let date = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            let number = String(Int.random(in: 1_000_000_000_000_000...9_999_999_999_999_999, using: &random))
            let place = String(Int.random(in: 1000...1040, using: &random))
            for copy in 0..<Int.random(in: 1...3, using: &random) where ids.count < count {
                var written = name
                if copy > 0, Int.random(in: 0..<5, using: &random) == 0 { written.removeLast() }
                var digits = Array(number)
                if copy > 0, Int.random(in: 0..<8, using: &random) == 0 { digits.swapAt(7, 8) }
                ids.append("r\(ids.count)")
                lists.append(UInt16(copy))
                names.append(Int.random(in: 0..<40, using: &random) == 0 ? nil : written.joined(separator: " "))
                numbers.append(Int.random(in: 0..<6, using: &random) == 0 ? nil : String(digits))
                births.append(Int.random(in: 0..<12, using: &random) == 0 ? nil : date)
                places.append(Int.random(in: 0..<9, using: &random) == 0 ? nil : place)
                truth.append(person)
            }
        }
    }

    func records(order: [Int]? = nil, withLists: Bool = false) throws -> LinkageRecords {
        let order = order ?? Array(ids.indices)
        return try LinkageRecords(
            ids: order.map { ids[$0] }, lists: withLists ? order.map { lists[$0] } : [],
            columns: [
                "name": .text(order.map { names[$0] }), "number": .digits(order.map { numbers[$0] }),
                "birth": .date(order.map { births[$0] }), "place": .digits(order.map { places[$0] }),
            ])
    }
}

enum Models {
    static func key(_ text: String) -> FieldKey { FieldKey(text: text) ?? FieldKey("?") }
    static func all(_ conditions: String...) -> [[Condition]] { [conditions.compactMap { Condition(text: $0) }] }

    static let people = LinkageModel(
        name: "people",
        fields: [
            LinkageField("name", .text), LinkageField("number", .digits), LinkageField("birth", .date),
            LinkageField("place", .digits),
        ],
        blocking: [
            BlockingRule([key("number")], refine: [key("birth")]), BlockingRule([key("birth"), key("place")]),
            BlockingRule([key("name.sorted")], refine: [key("birth.year"), key("place")]),
            BlockingRule([key("name.first"), key("birth")]),
        ],
        comparisons: [
            Comparison(
                "name",
                [
                    ComparisonLevel("missing", when: all("missing name"), isNeutral: true),
                    ComparisonLevel("same", when: all("same name"), frequency: key("name")),
                    ComparisonLevel("near", when: all("jw name >= 0.9")),
                    ComparisonLevel("words", when: all("words name >= 0.5")),
                ]),
            Comparison(
                "number",
                [
                    ComparisonLevel("missing", when: all("missing number"), isNeutral: true),
                    ComparisonLevel("same", when: all("same number")),
                    ComparisonLevel("near", when: all("edits number <= 1")),
                ]),
            Comparison(
                "birth",
                [
                    ComparisonLevel("missing", when: all("missing birth"), isNeutral: true),
                    ComparisonLevel("same", when: all("same birth")),
                    ComparisonLevel("year", when: all("days birth <= 366")),
                ]),
            Comparison(
                "place",
                [
                    ComparisonLevel("missing", when: all("missing place"), isNeutral: true),
                    ComparisonLevel("same", when: all("same place"), frequency: key("place")),
                ]),
        ],
        clustering: ClusterRules(
            contradictions: all("differ number >= 3", "not missing birth", "not same birth")))
}

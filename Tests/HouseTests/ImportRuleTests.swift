import Testing

/// The direction of the arrows between rooms, held by reading the `import` lines.
@Suite("Arrows between the rooms point down")
struct ImportRuleTests {
    /// What each room may import of ours; `Problems` is open to every room but itself and need not be named.
    static let arrows: [String: Set<String>] = [
        "gapura": [
            "Portal", "Reports", "Registry", "Studies", "Store", "SQLiteStore", "PostgresStore", "Evaluation",
            "Indonesia", "Linkage", "Rules", "Spark", "Tabular", "Spreadsheets", "Charts", "Examples",
        ],
        // Store for the record types that Registry's answers consist of; SQL stays out by a test of its own.
        "Portal": ["Reports", "Registry", "Spreadsheets", "Charts", "Indonesia", "Store"],
        "Reports": ["Registry", "Studies", "Evaluation", "Linkage", "Spreadsheets", "Charts"],
        "Registry": ["Store", "Evaluation", "Indonesia", "Linkage", "Rules", "Tabular", "Spreadsheets"],
        "SQLiteStore": ["Store"],
        "PostgresStore": ["CPostgreSQL", "Store"],
        "Store": [],
        "Studies": ["Evaluation", "Tabular", "Spreadsheets", "StatisticalFiles"],
        "Evaluation": ["Tabular", "Kernels"],
        "Linkage": ["Tabular", "Kernels"],
        // Kernels for the texts and digits of columns, which it writes out; how a pair is compared stays in Linkage.
        "Spark": ["Linkage", "Kernels"],
        "Tabular": ["Kernels"],
        "Spreadsheets": ["CXLSXWriter", "CZip", "CXML"],
        "StatisticalFiles": ["CReadStat", "CZlib", "Tabular"],
        "Indonesia": [],
        "Charts": [],
        "Rules": [],
        "Problems": [],
        "Kernels": ["CKernels"],
        "Examples": [],
    ]

    /// Each foreign module has one room that knows it; the toolchain's own modules are open to all.
    static let foreign: [String: Set<String>] = [
        "ArgumentParser": ["gapura"],
        "GRDB": ["SQLiteStore"],
        "GRDBSQLite": ["SQLiteStore"],
        "Hummingbird": ["Portal"],
        "HummingbirdCore": ["Portal"],
        "HTTPTypes": ["Portal"],
        "Logging": ["Portal", "gapura"],
        "Mustache": ["Portal"],
        "NIOCore": ["Portal"],
        "ServiceLifecycle": ["Portal", "gapura"],
        "Crypto": ["Registry", "Store"],
        "Yams": ["Studies", "Registry"],
    ]
    static let toolchain: Set<String> = [
        "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
    ]

    /// Rooms that know a particular store; only the wiring may choose one.
    static let adapters: Set<String> = ["SQLiteStore", "PostgresStore"]

    @Test("a room imports only what lies below it")
    func arrows() {
        #expect(!House.sources.isEmpty)
        var wrong: [String] = []
        for file in House.sources {
            guard let below = Self.arrows[file.room] else {
                wrong.append("\(file.path): the room \(file.room) is not in the table of arrows")
                continue
            }
            for item in file.imports where !Self.toolchain.contains(item.module) {
                if let rooms = Self.foreign[item.module] {
                    guard !rooms.contains(file.room) else { continue }
                    wrong.append("\(file.path):\(item.line): \(item.module) belongs to \(rooms.sorted())")
                } else if item.module == "Problems", !["Problems", "Kernels"].contains(file.room) {
                    continue
                } else if !below.contains(item.module) {
                    wrong.append("\(file.path):\(item.line): \(file.room) must not import \(item.module)")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("the table itself has no way round: no room reaches itself")
    func noCycles() {
        for room in Self.arrows.keys {
            var seen: Set<String> = []
            var open = Self.arrows[room] ?? []
            while let next = open.popFirst() {
                guard seen.insert(next).inserted else { continue }
                open.formUnion(Self.arrows[next] ?? [])
            }
            #expect(!seen.contains(room), "\(room) reaches itself")
        }
    }

    @Test("one wiring file chooses the store; nobody else knows it")
    func wiring() {
        let users = House.sources.filter { file in
            file.imports.contains { Self.adapters.contains($0.module) }
        }
        #expect(users.allSatisfy { $0.room == "gapura" })
        #expect(users.count <= 1, "more than one file wires the store: \(users.map(\.path))")
    }
}

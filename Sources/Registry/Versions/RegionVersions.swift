public import Indonesia
public import Problems
public import Store

/// Codes of regions through their versions: an older one is led to the one of today.
public struct RegionVersions: Sendable {
    /// What a code is today.
    public struct Today: Sendable, Hashable {
        /// The code of the newest version.
        public var code: String
        /// The version that the given code is of; nil where it is one of today.
        public var from: String?
        /// Whether only the region around it is known: the number of a district says nothing in a regency that was
        /// recoded, since most of them were numbered anew.
        public var isCoarser: Bool
        /// Whether anything at hand holds the code of today: the regions, or what became of older codes.
        public var isKnown: Bool
    }

    private let codes: Set<String>
    /// Codes that something became, or that are regions of another system, each with its system.
    private let others: Set<String>
    private let changes: [String: RegionChangeRecord]

    init(_ regions: [RegionRecord], _ changes: [RegionChangeRecord]) {
        codes = Set(regions.newest(changes).map(\.code))
        // Of several steps from one code the latest version leads on.
        self.changes = Dictionary(
            changes.map { (Self.key($0.fromSystem, $0.fromCode), $0) },
            uniquingKeysWith: { $0.toVersion < $1.toVersion ? $1 : $0 })
        others = Set(changes.map { Self.key($0.toSystem, $0.toCode) }).union(
            regions.lazy.filter { $0.system != CodeSystem.kemendagri.rawValue }.map { Self.key($0.system, $0.code) })
    }

    init(_ connection: any Connection) throws {
        self.init(
            try CatalogueQueries(connection).regions(), try VersionQueries(connection).regionChanges())
    }

    /// Whether nothing was recoded, as far as is known.
    var isEmpty: Bool { changes.isEmpty }

    private static func key(_ system: String, _ code: String) -> String { system + ":" + code }

    /// The code of today.
    ///
    /// - Parameters:
    ///   - code: with points for the Ministry of Home Affairs, digits for BPS.
    ///   - system: the code's system.
    /// - Returns: the code itself where it is one of today, or nothing is known of it.
    public func today(_ code: String, system: CodeSystem = .kemendagri) -> Today {
        guard system != .kemendagri || !codes.contains(code) else {
            return Today(code: code, from: nil, isCoarser: false, isKnown: true)
        }
        let isKnown = others.contains(Self.key(system.rawValue, code))
        var found = Today(code: code, from: nil, isCoarser: false, isKnown: isKnown)
        var own = system.rawValue
        var steps = 0
        var reached = ""
        // A code that came back leads on from when it came back: no step goes back in time.
        while steps < 10, let change = step(from: found.code, own), change.toVersion >= reached {
            reached = change.toVersion
            found = Today(
                code: change.toCode, from: found.from ?? change.fromVersion,
                isCoarser: found.isCoarser || Self.depth(change.toCode) < Self.depth(found.code), isKnown: true)
            own = change.toSystem
            steps += 1
            if own == CodeSystem.kemendagri.rawValue, codes.contains(found.code) { break }
        }
        return found
    }

    private static func depth(_ code: String) -> Int { code.count { $0.isNumber } }

    /// The change of a code, or of the nearest region around it.
    private func step(from code: String, _ system: String) -> RegionChangeRecord? {
        if let change = changes[Self.key(system, code)] { return change }
        guard system == CodeSystem.kemendagri.rawValue else { return nil }
        var around = code[...]
        while let point = around.lastIndex(of: ".") {
            around = around[..<point]
            if let change = changes[Self.key(system, String(around))] { return change }
        }
        return nil
    }
}

extension Registry {
    /// Regions of the Ministry of Home Affairs that there are today; see `newest`.
    public func newestRegions() throws(Problem) -> [RegionRecord] {
        try database.read { connection in
            try CatalogueQueries(connection).regions().newest(VersionQueries(connection).regionChanges())
        }
    }
}

extension Sequence<RegionRecord> {
    /// The regions of the Ministry of Home Affairs that there are today, each in its newest version.
    ///
    /// An edition may hold a part of the country alone: what it does not speak of stands as the editions before it said.
    /// A code that became another one in a later version than its own is none of today, nor is anything in it, unless it
    /// came back later still.
    func newest(_ changes: some Sequence<RegionChangeRecord>) -> [RegionRecord] {
        var newest: [String: RegionRecord] = [:]
        for region in self where region.system == CodeSystem.kemendagri.rawValue {
            if let known = newest[region.code], known.version >= region.version { continue }
            newest[region.code] = region
        }
        var (retired, returned): ([String: String], [String: String]) = ([:], [:])
        for change in changes where change.fromSystem == CodeSystem.kemendagri.rawValue {
            retired[change.fromCode] = Swift.max(retired[change.fromCode] ?? "", change.toVersion)
            returned[change.toCode] = Swift.max(returned[change.toCode] ?? "", change.toVersion)
        }
        return newest.values.filter { region in
            var code = region.code[...]
            while true {
                if let version = retired[String(code)], version > region.version,
                    version > returned[String(code)] ?? ""
                {
                    return false
                }
                guard let point = code.lastIndex(of: ".") else { return true }
                code = code[..<point]
            }
        }.sorted { $0.code < $1.code }
    }
}

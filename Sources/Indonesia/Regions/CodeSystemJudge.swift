public import Problems

/// Tells which code system a column of region codes belongs to, and asks where it cannot be known.
///
/// Evidence, strongest first: a header that names the system; names beside the codes, compared with a table (only
/// codes that mean different regions in the two systems tell anything); the form: points are written by the Ministry
/// of Home Affairs alone, seven digits are a district of Statistics Indonesia alone. All 27 regencies and cities of
/// West Java have the same digits in both systems: there form and header are the only signs, and a column of undotted
/// four-digit codes under `kode_kabupaten_kota` stays undecided.
public struct CodeSystemJudge: Sendable {
    /// How many different codes agree by name with which system.
    public struct Agreement: Sendable, Hashable, Codable {
        public var kemendagri = 0
        public var bps = 0
        /// The code means the same region in both systems, and the name agrees.
        public var both = 0
        /// The name agrees with neither.
        public var neither = 0
        public init() {}
    }

    /// What was found.
    public struct Verdict: Sendable, Hashable {
        /// The system to read the column in; `nil` where nobody can tell, or the evidence is contradictory.
        public var system: CodeSystem?
        /// The system that the header names.
        public var named: CodeSystem?
        public var agreement: Agreement
        public var problems: [Problem]
    }

    private let header: String
    private let table: RegionTable?
    private var seen: Set<RegionCode> = []
    private var agreement = Agreement()
    private var dotted = 0
    /// Different codes by what their length says about the system.
    private var ofFour = 0
    private var ofSix = 0
    private var ofSeven = 0
    private var ofTen = 0
    /// Ten digits whose seventh is no kind of village at the Ministry of Home Affairs.
    private var ofTenForeign = 0
    private var example = ""

    /// Judges a column.
    ///
    /// - Parameters:
    ///   - header: the column's header text.
    ///   - table: regions of both systems where they are at hand; without them form and header decide.
    public init(header: String, table: RegionTable? = nil) {
        self.header = header
        self.table = table
    }

    /// Takes a code, and the name in the same row, into account. Codes seen before cost one look-up.
    public mutating func add(code bytes: Span<UInt8>, name: Span<UInt8>) {
        guard let code = RegionCode.parse(bytes).value, !seen.contains(code) else { return }
        add(code, isDotted: Self.hasPoint(bytes), name: ByteText.string(name))
    }

    /// Takes a code, and the name in the same row, into account.
    public mutating func add(code: String, name: String = "") {
        add(code: code.utf8Span.span, name: name.utf8Span.span)
    }

    private mutating func add(_ code: RegionCode, isDotted: Bool, name: String) {
        seen.insert(code)
        if example.isEmpty || code.length > example.count { example = isDotted ? code.dotted : code.digits }
        if isDotted { dotted += 1 }
        switch code.length {
        case 4: ofFour += 1
        case 6: ofSix += 1
        case 7: ofSeven += 1
        case 10:
            ofTen += 1
            if code.villageKind == nil { ofTenForeign += 1 }
        default: break
        }
        guard let table, !name.isEmpty else { return }
        let wanted = RegionName(name)
        func agrees(_ system: CodeSystem) -> Bool? {
            table.region(code, in: system).map { RegionName($0.name).agrees(with: wanted) }
        }
        switch (agrees(.kemendagri), agrees(.bps)) {
        case (true?, true?): agreement.both += 1
        case (true?, _): agreement.kemendagri += 1
        case (_, true?): agreement.bps += 1
        case (nil, nil): break
        default: agreement.neither += 1
        }
    }

    private static func hasPoint(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == 0x2E { return true }
        return false
    }

    /// The system by the names: nine in ten of the codes that tell anything must agree.
    ///
    /// A table of one system alone proves nothing: most codes mean the same region in both.
    private var systemByNames: CodeSystem? {
        let telling = agreement.kemendagri + agreement.bps
        guard telling > 0, let table, table.systems.count == CodeSystem.allCases.count else { return nil }
        if agreement.kemendagri * 10 >= telling * 9 { return .kemendagri }
        return agreement.bps * 10 >= telling * 9 ? .bps : nil
    }

    /// The system by the form alone.
    private var systemByForm: CodeSystem? {
        let known = ofFour + ofSix + ofSeven + ofTen
        guard known > 0 else { return nil }
        if dotted * 2 > known { return .kemendagri }
        if ofSeven > 0 { return ofSix == 0 ? .bps : nil }
        if ofSix > 0 { return .kemendagri }
        return ofTenForeign * 2 > ofTen ? .bps : nil
    }

    /// What the evidence says.
    ///
    /// Problems: `region.system-unnamed` (`warn`, argument `example`) where neither header nor names tell;
    /// `region.system-found` (`note`) where only the names tell; `region.system-conflict` (`warn`, arguments `named`,
    /// `found`, `count`) where header or form say one system and the names, or the form, the other.
    public var verdict: Verdict {
        let named = CodeSystem(namedIn: header)
        let form = systemByForm
        let byNames = systemByNames
        var verdict = Verdict(system: named ?? byNames, named: named, agreement: agreement, problems: [])
        // Points are as good as a name: nobody but the Ministry of Home Affairs writes them.
        let claimed = named ?? (dotted > 0 && form == .kemendagri ? .kemendagri : nil)
        if let claimed {
            let found = byNames ?? (form != claimed ? form : nil)
            verdict.system = claimed
            if let found, found != claimed {
                verdict.system = nil
                verdict.problems = [conflict(claimed, found)]
            }
            return verdict
        }
        if let byNames {
            verdict.problems = [
                Problem("region.system-found", .note, value: shownExample, ["system": Self.title(byNames)])
            ]
            return verdict
        }
        if form == .kemendagri {
            verdict.system = .kemendagri
        } else if ofFour + ofSeven + ofTen > 0 {
            verdict.problems = [Problem("region.system-unnamed", .warn, value: shownExample, ["example": shownExample])]
        }
        return verdict
    }

    /// The code found, or of ten digits without points, which may be a telephone number, the first seven.
    private var shownExample: String {
        example.count == 10 && !example.contains(".") ? example.prefix(7) + "***" : example
    }

    private func conflict(_ claimed: CodeSystem, _ found: CodeSystem) -> Problem {
        let count = found == .bps ? agreement.bps : agreement.kemendagri
        return Problem(
            "region.system-conflict", .warn, value: shownExample,
            ["named": Self.title(claimed), "found": Self.title(found), "count": String(count)])
    }

    private static func title(_ system: CodeSystem) -> String { system == .bps ? "BPS" : "Kemendagri" }
}

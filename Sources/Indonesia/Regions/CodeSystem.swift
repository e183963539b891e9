/// Who gave a region its number. The two systems differ for 199 of 514 regencies and cities, and 162 numbers mean
/// one regency here and another there: a code without its system means nothing.
public enum CodeSystem: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ministry of Home Affairs (Kepmendagri): 2, 4, 6, 10 digits, often with points: `35.07.11.2008`.
    case kemendagri
    /// Statistics Indonesia: 2, 4, 7, 10 digits, never with points.
    case bps

    /// The system that a column header names in so many words; `nil` when it names none (or both).
    public init?(namedIn header: String) {
        let text = header.lowercased()
        let isHomeAffairs = ["kemendagri", "permendagri", "mendagri", "dagri"].contains { text.contains($0) }
        let isStatistics = text.split { !$0.isLetter }.contains { $0 == "bps" || $0 == "mfd" }
        switch (isHomeAffairs, isStatistics) {
        case (true, false): self = .kemendagri
        case (false, true): self = .bps
        default: return nil
        }
    }
}

/// The levels of the administration.
public enum RegionLevel: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case province = 1
    /// Regency (kabupaten) or city (kota).
    case regency
    /// Kecamatan; distrik in Papua.
    case district
    /// Desa, kelurahan or desa adat.
    case village

    public static func < (left: RegionLevel, right: RegionLevel) -> Bool { left.rawValue < right.rawValue }
}

/// What kind of village a code of the Ministry of Home Affairs shows by its seventh digit.
public enum VillageKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// 1xxx
    case kelurahan
    /// 2xxx
    case desa
    /// 3xxx
    case desaAdat
}

import Foundation
public import Problems

/// How lists of one kind are laid out: which header names mean which field, and what tells two lines apart.
///
/// Profiles are JSON files in `Profiles/`; adding a kind of list means adding a file.
public struct Profile: Sendable, Hashable, Codable {
    public struct Column: Sendable, Hashable, Codable {
        public var field: Field
        /// Header names that mean the field, compared without case, blanks and punctuation.
        public var headers: [String]
        /// Without this column a list is not of this kind.
        public var required: Bool?
    }

    /// Whom the lines of a list speak of.
    public enum Holds: String, Sendable, Hashable, Codable, CaseIterable {
        /// Who gets something.
        case recipients
        /// Who was proposed or applied: a recipient only once a decision or a contract says so.
        case candidates
    }

    public var name: String
    /// By language code.
    public var title: [String: String]
    /// The programme such lists belong to when none is named.
    public var programme: String?
    /// The fiscal year of such lists, where their layout belongs to one year.
    public var fiscalYear: Int?
    /// Nil: recipients.
    public var holds: Holds?
    public var columns: [Column]
    /// Fields that together tell two lines of a list apart; a second line with the same values is a duplicate.
    public var lineKey: [Field]

    /// The fields of the line key beside the person.
    var keyExtras: [Field] { lineKey.filter { $0 != .nik } }

    public func title(_ language: Language) -> String { title[language.rawValue] ?? title["id"] ?? name }
}

/// The profiles that ship with Gapura.
public struct ProfileLibrary: Sendable {
    /// All profiles, sorted by name.
    public let profiles: [Profile]

    public static let bundled = ProfileLibrary()

    private init() {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })?
            .appendingPathComponent("Profiles")
        let files = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        profiles = (files ?? []).filter { $0.pathExtension == "json" }
            .compactMap { try? JSONDecoder().decode(Profile.self, from: Data(contentsOf: $0)) }
            .sorted { $0.name < $1.name }
    }

    /// The name of the profile for lists of no known kind.
    public static let general = "umum"

    /// The profile of a name.
    ///
    /// - Throws: `profile.unknown`, naming those there are.
    public func profile(_ name: String) throws(Problem) -> Profile {
        if let found = profiles.first(where: { $0.name == name }) { return found }
        throw Problem(
            "profile.unknown", .refuse, ["name": name, "known": profiles.map(\.name).joined(separator: ", ")])
    }
}

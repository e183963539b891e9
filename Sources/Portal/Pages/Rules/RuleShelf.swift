import Problems
import Registry

/// The rule files that pages show and apply: those that ship, read once.
enum RuleShelf {
    private static let shared: Result<[RuleFile], Problem> = {
        do throws(Problem) {
            return .success(try RuleLibrary.all())
        } catch {
            return .failure(error)
        }
    }()

    static func files() throws(Problem) -> [RuleFile] { try shared.get() }

    static func files(of programme: String) throws(Problem) -> [RuleFile] {
        try files().filter { $0.programme == programme }
    }

    /// Whether a file is of the makers of the programme; others are applied only where they are asked for.
    static func isOfMakers(_ file: RuleFile) -> Bool { !file.rules.contains { $0.issuer.isLocal } }

    /// The file's name in addresses.
    static func word(_ file: RuleFile) -> String { file.name.replacing(".yaml", with: "") }
}

import Foundation
public import Problems

/// What holds for every document an office publishes; data that is shipped with the program, not an option of a document:
/// two documents with different thresholds could be set against each other.
public struct PublicationPolicy: Sendable, Hashable, Codable {
    /// Counts from 1 up to one less are hidden.
    public var threshold: Int

    /// The policy in `policy.json`.
    ///
    /// - Throws: `publication.policy` where it is missing or damaged: without it nothing can be published.
    public static func bundled() throws(Problem) -> PublicationPolicy {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })
        guard let file = folder?.appendingPathComponent("policy.json"), let data = try? Data(contentsOf: file),
            let policy = try? JSONDecoder().decode(Self.self, from: data), policy.threshold > 1
        else { throw Problem("publication.policy", at: Place(file: "policy.json")) }
        return policy
    }
}

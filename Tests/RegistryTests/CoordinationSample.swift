import Foundation
import Problems
import Registry
import Store
import Testing

extension Scratch {
    /// A registry with the coordination example, without the reports, which needs do not ask for.
    func coordination(withCompanions: Bool = false) throws -> Registry {
        struct Item: Decodable {
            var kind: String
            var file: String
            var programme: String?
            var institution: String?
            var profile: String?
            var fiscalYear: Int?
            var referenceDate: String?
            var name: String?
        }
        struct Content: Decodable {
            var imports: [Item]
            var companions: [Item]
        }
        let registry = try registry()
        let folder = try example("coordination")
        let content = try JSONDecoder().decode(
            Content.self, from: Data(contentsOf: folder.appendingPathComponent("manifest.json")))
        let institutions = try CatalogueFile.institutions(folder.appendingPathComponent("institutions.json"))
        try registry.database.write { connection in
            for institution in institutions { try CatalogueQueries(connection).save(institution) }
        }
        var last: Int64 = 0
        for item in content.imports + (withCompanions ? content.companions : []) {
            let file = folder.appendingPathComponent(item.file).standardizedFileURL
            switch item.kind {
            case "laporan", "kalender", "sasaran": continue
            case "stages": try registry.addStages(from: file, to: last)
            case "list":
                last = try registry.commit(
                    registry.stage(
                        ImportRequest(
                            file: file, programme: #require(item.programme), institution: #require(item.institution),
                            profile: item.profile, fiscalYear: item.fiscalYear, referenceDate: item.referenceDate,
                            name: item.name)
                    ).batch.id
                ).id
            default:
                let receipt = try registry.takeIn(Sheet(file), as: SheetKinds.bundled.kind(item.kind))
                try #require(receipt.isStored, "\(item.file): \(receipt.problems)")
            }
        }
        return registry
    }
}

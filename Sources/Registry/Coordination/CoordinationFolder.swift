public import Foundation
public import Problems
public import Store

/// What a folder of coordination brought.
public struct FolderReceipt: Sendable {
    /// In the order in which the sheets were taken in.
    public var sheets: [SheetReceipt] = []
    /// The committed lists, in their order.
    public var batches: [BatchRecord] = []
}

extension Registry {
    /// Stores institutions from a JSON file; those of the same code are replaced.
    ///
    /// - Returns: how many the file holds.
    /// - Throws: `catalogue.unreadable`.
    @discardableResult
    public func loadInstitutions(from url: URL) throws(Problem) -> Int {
        let institutions = try CatalogueFile.institutions(url)
        try change(.institutions, guarding: [.institutions]) { connection, log in
            let catalogue = CatalogueQueries(connection)
            for institution in institutions { try catalogue.save(institution, at: log.instant) }
        }
        return institutions.count
    }

    /// Takes in a folder that `manifest.json` describes: institutions, then sheets and lists in the order it names.
    ///
    /// - Parameter withCompanions: also takes in the lists and stage events that the manifest names as companions.
    /// - Throws: `catalogue.unreadable`; the first problem of a sheet that is refused; what lists throw. What came
    ///   before it in the order stays.
    @discardableResult
    public func loadCoordination(from folder: URL, withCompanions: Bool = false) throws(Problem) -> FolderReceipt {
        let manifest: CoordinationManifest = try CatalogueFile.decode(folder.appendingPathComponent("manifest.json"))
        try loadInstitutions(from: folder.appendingPathComponent(manifest.institutions))
        var receipt = FolderReceipt()
        for item in manifest.imports + (withCompanions ? manifest.companions ?? [] : []) {
            let file = folder.appendingPathComponent(item.file).standardizedFileURL
            switch item.kind {
            case "list": receipt.batches.append(try takeList(item, file))
            case "stages":
                guard let batch = receipt.batches.last(where: { $0.name == item.list }) else {
                    throw Problem("catalogue.unreadable", at: Place(file: "manifest.json"), ["detail": item.file])
                }
                try addStages(from: file, to: batch.id)
            default:
                let taken = try takeIn(Sheet(file), as: SheetKinds.bundled.kind(item.kind))
                if let problem = taken.problems.first(where: { $0.severity == .refuse }) { throw problem }
                receipt.sheets.append(taken)
            }
        }
        return receipt
    }

    /// The fingerprints (SHA-256) of the lists that a folder's manifest names.
    ///
    /// - Throws: `catalogue.unreadable`, `input.missing`.
    public static func lists(inFolder folder: URL) throws(Problem) -> [String] {
        let manifest: CoordinationManifest = try CatalogueFile.decode(folder.appendingPathComponent("manifest.json"))
        return try manifest.imports.filter { $0.kind == "list" }.map { item throws(Problem) in
            try ListFile(folder.appendingPathComponent(item.file)).sha256
        }
    }

    private func takeList(_ item: CoordinationManifest.Item, _ file: URL) throws(Problem) -> BatchRecord {
        guard let programme = item.programme, let institution = item.institution else {
            throw Problem("catalogue.unreadable", at: Place(file: "manifest.json"), ["detail": item.file])
        }
        let staged = try stage(
            ImportRequest(
                file: file, programme: programme, institution: institution, profile: item.profile,
                fiscalYear: item.fiscalYear, referenceDate: item.referenceDate, name: item.name))
        return try commit(staged.batch.id)
    }
}

/// What a folder of coordination holds, in the order of import.
private struct CoordinationManifest: Decodable {
    struct Item: Decodable {
        /// A kind of sheet, `list` or `stages`.
        var kind: String
        var file: String
        var programme: String?
        var institution: String?
        var profile: String?
        var fiscalYear: Int?
        var referenceDate: String?
        var name: String?
        /// The list whose lines the stage events are about.
        var list: String?
    }
    var institutions: String
    var imports: [Item]
    var companions: [Item]?
}

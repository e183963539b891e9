import Hummingbird
import Problems
import Registry

/// What a page is made from. Used on the workbench: everything it does may block.
struct Desk: Sendable {
    let site: Site
    let visit: Visit
    let parameters: Parameters

    var registry: Registry { visit.purpose.map(site.registry.stating) ?? site.registry }
    var words: Words { visit.words }
    var query: Query { visit.query }

    /// A part of the address.
    ///
    /// - Throws: 400 where it cannot be decoded.
    func text(_ name: String) throws -> String {
        guard let text = parameters.get(name), !text.isEmpty, text.utf8.count <= 200 else {
            throw HTTPError(.badRequest)
        }
        return text
    }

    /// A part of the address that is a number.
    ///
    /// - Throws: 404 where it is none: there is no such page.
    func number(_ name: String) throws -> Int64 {
        guard let number = Int64(try text(name)), number > 0 else { throw HTTPError(.notFound) }
        return number
    }
}

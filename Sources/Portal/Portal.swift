public import Foundation
public import Hummingbird
public import Problems
public import Registry

/// The registry as web pages: rendered on the server, readable on a phone, without scripts.
///
/// Nobody signs in yet. Therefore the portal answers nobody but this computer: see ``run(host:port:onRunning:)``. What its
/// forms and its interface for programs take in goes through the same gate as files, and can be taken back.
public struct Portal: Sendable {
    let site: Site

    /// - Parameters:
    ///   - registry: what is shown.
    ///   - reportsFolder: holds evaluation reports as HTML files; the pages list and open them. None when nil.
    ///   - isSynthetic: whether the people in the registry are invented; every page then says so.
    /// - Throws: `portal.damaged` when a bundled template or wording file is missing or broken.
    public init(registry: Registry, reportsFolder: URL? = nil, isSynthetic: Bool = false) throws(Problem) {
        site = Site(
            registry: registry, shelf: ReportShelf(folder: reportsFolder), isSynthetic: isSynthetic,
            templates: try Templates.bundled(), assets: try Assets.bundled())
    }

    /// Every page and what stands in front of them, for an application of the caller's own or for tests.
    public static func router(_ portal: Portal) -> Router<PortalContext> {
        Routes(site: portal.site).router()
    }
}

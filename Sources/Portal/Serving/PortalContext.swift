public import Hummingbird
import Problems

/// What is known of a request on its way to a page.
public struct PortalContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Indonesian unless the reader chose otherwise.
    var language: Language = .id

    public init(source: Source) {
        coreContext = .init(source: source)
    }

    /// Bytes of a form; the only form asks for one number.
    public var maxUploadSize: Int { 4096 }
}

import HTTPTypes
import Hummingbird
import NIOCore
import Problems

/// Makes a page an HTTP response.
enum Answer {
    static func response(_ page: Page, _ visit: Visit, _ site: Site) throws(Problem) -> Response {
        let language = visit.words.language
        let body = try site.templates.render(page.content, page.template, language)
        let frame = Frame(page, body: body, visit: visit, site: site)
        let html = try site.templates.render(frame, Frame.template, language)
        return Response(
            status: page.status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

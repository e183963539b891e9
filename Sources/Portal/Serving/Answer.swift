import HTTPTypes
import Hummingbird
import NIOCore
import Problems
import Reports

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

    /// A document of its own, to read or print, with its style sheet inside.
    static func response(_ report: Report) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: report.language.rawValue,
                .contentSecurityPolicy: SecurityHeaders.reports,
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: report.html)))
    }
}

import HTTPTypes
import Hummingbird
import Logging
import Problems

/// Makes every error a page, or a document for programs: what is wrong, in the reader's language, and where to go from here. No inside of the
/// program is ever shown.
struct ErrorPages: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return try answer(request, context, error.status, headers: error.headers)
        } catch let error as any HTTPResponseError {
            return try answer(request, context, error.status)
        } catch let problem as Problem {
            let status = Self.status(of: problem)
            if status.code >= 500 { context.logger.error("\(problem.code)") }
            return try answer(request, context, status, problem)
        } catch {
            context.logger.error("\(type(of: error))")
            return try answer(request, context, .internalServerError)
        }
    }

    static func status(of problem: Problem) -> HTTPResponse.Status {
        switch problem.code {
        case "import.unknown", "sending.unknown", "programme.unknown", "sheet.kind-unknown": .notFound
        case "figures.none", "sending.blocked", "sending.undone-already", "sheet.programme-in-use": .conflict
        case "query.year", "query.day", "query.flag", "query.field", "query.choice", "sheet.json", "person.json",
            "asof.date", "asof.future":
            .badRequest
        case "store.busy": .serviceUnavailable
        default: isReadersFault(problem) ? .unprocessableContent : .internalServerError
        }
    }

    /// Whether a problem is about what somebody sent, and not about us.
    static func isReadersFault(_ problem: Problem) -> Bool {
        let subject = problem.code.prefix { $0 != "." }
        return [
            "sheet", "file", "input", "spreadsheet", "referral", "need", "table", "csv", "nik", "layout", "sending",
            "rules", "quota",
        ].contains(String(subject))
    }

    private func answer(
        _ request: Request, _ context: PortalContext, _ status: HTTPResponse.Status, _ problem: Problem? = nil,
        headers: HTTPFields = [:]
    ) throws -> Response {
        let words = site.templates.words(context.language)
        let known = words.known("error.\(status.code).title") != nil ? status.code : status.code < 500 ? 400 : 500
        if APIProblem.concerns(request.uri.path) {
            let document = APIProblem(
                status: status.code, title: words("error.\(known).title"),
                detail: problem.map(words.reason) ?? words("error.\(known).text"), code: problem?.code,
                remedy: problem.map(words.remedy))
            var response = try JSONAnswer.response(document, status, type: APIProblem.type)
            response.headers.append(contentsOf: headers)
            return response
        }
        let content = ErrorContent(
            status: status.code, title: words("error.\(known).title"), text: words("error.\(known).text"),
            reason: problem.map(words.reason), remedy: problem.map(words.remedy))
        let page = Page(template: "error", title: content.title, section: nil, content: content, status: status)
        var response = try Answer.response(page, Visit(request, words: words), site)
        response.headers.append(contentsOf: headers)
        return response
    }
}

/// What an error page shows.
struct ErrorContent: Sendable {
    var status: Int
    var title: String
    var text: String
    var reason: String?
    var remedy: String?
}

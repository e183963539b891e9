import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Portal

/// What a reader gets to see.
struct Sight: Sendable {
    var status: Int
    var headers: HTTPFields
    var html: String

    /// Texts of an element without its inner tags, entities as they are.
    func texts(_ tag: String) -> [String] {
        html.components(separatedBy: "<\(tag)").dropFirst().compactMap { piece in
            guard let start = piece.firstIndex(of: ">"), let end = piece.range(of: "</\(tag)>") else { return nil }
            return String(piece[piece.index(after: start)..<end.lowerBound].replacing(/<[^>]*>/, with: ""))
        }
    }

    /// Words and numbers of the markup.
    var tokens: Set<String> {
        Set(
            html.utf8.split { !(48...57).contains($0) && !(65...90).contains($0) && !(97...122).contains($0) }
                .map { String(decoding: $0, as: UTF8.self) })
    }

    /// Whether it is a page, and no file to keep.
    var isPage: Bool { headers[.contentType]?.hasPrefix("text/html") == true }

    var language: String? { html.firstMatch(of: /<html lang="([a-z]+)">/).map { String($0.1) } }

    /// Addresses on this server that the page links to, without the part behind `#`.
    var links: [String] {
        html.matches(of: /<a[^>]* href="([^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") }
            .filter { $0.hasPrefix("/") }.map { String($0.prefix { $0 != "#" }) }
    }
}

/// Asks the portal's router without a network.
struct Browser: Sendable {
    let client: any TestClientProtocol
    var headers: HTTPFields = [:]

    static func visit<Value: Sendable>(
        _ portal: Portal, _ body: @escaping @Sendable (Browser) async throws -> Value
    ) async throws -> Value {
        try await Application(router: Portal.router(portal)).test(.router) { try await body(Browser(client: $0)) }
    }

    func get(_ address: String, method: HTTPRequest.Method = .get) async throws -> Sight {
        try await client.execute(uri: address, method: method, headers: headers, body: nil) { Sight($0) }
    }

    func post(_ address: String, _ form: String) async throws -> Sight {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.execute(uri: address, method: .post, headers: headers, body: ByteBuffer(string: form)) {
            Sight($0)
        }
    }

    /// Sends something that is no form of a page.
    func send(
        _ address: String, _ body: String, type: String, method: HTTPRequest.Method = .post
    ) async throws -> Sight {
        var headers = headers
        headers[.contentType] = type
        return try await client.execute(uri: address, method: method, headers: headers, body: ByteBuffer(string: body))
        {
            Sight($0)
        }
    }

    /// Sends the form of a page that takes a file.
    func upload(_ address: String, _ fields: [String: String], file: (name: String, text: String)? = nil) async throws
        -> Sight
    {
        let boundary = "----gapura-test"
        var body = ""
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"\(file?.name ?? "")\"\r\n"
        body += "Content-Type: application/octet-stream\r\n\r\n\(file?.text ?? "")\r\n--\(boundary)--\r\n"
        return try await send(address, body, type: "multipart/form-data; boundary=\(boundary)")
    }

    /// Everything that links lead to, the language switch apart; of many pages of one kind only the first few.
    func crawl(perKind: Int = 6, from start: String = "/") async throws -> [String: Sight] {
        var seen: [String: Sight] = [:]
        var kinds: [String: Int] = [:]
        var queue = [start]
        while !queue.isEmpty {
            let address = queue.removeFirst()
            // Numbers and codes in capitals do not make a page of another kind, nor does the value of a field.
            let kind = address.replacing(/\d+/, with: "0").replacing(/\/[A-Z][A-Z0-9.-]*/, with: "/0")
                .replacing(/\/templat\/[a-z]+/, with: "/templat/0").replacing(/=[^&]*/, with: "")
            guard seen[address] == nil, !address.contains("lang="), kinds[kind, default: 0] < perKind else { continue }
            kinds[kind, default: 0] += 1
            let sight = try await get(address)
            seen[address] = sight
            queue += sight.links
        }
        return seen
    }
}

extension Sight {
    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        html = String(buffer: response.body)
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Problems

/// The style sheet and the sign, held in memory.
struct Assets: Sendable {
    struct Asset: Sendable {
        var type: String
        var bytes: [UInt8]
        /// Changes with the content.
        var tag: String
        /// The content as a `data:` address.
        var inline: String
    }

    static let path = "/aset/"
    private let assets: [String: Asset]
    private static let types = ["css": "text/css; charset=utf-8", "svg": "image/svg+xml"]

    static func bundled() throws(Problem) -> Assets {
        guard
            let folder = ResourceFolder.find("gapura_Portal", built: { Bundle.module.resourceURL })?
                .appendingPathComponent("Assets"),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { throw Problem("portal.damaged", at: Place(file: "Assets")) }
        return Assets(files)
    }

    init(_ files: [URL]) {
        var assets: [String: Asset] = [:]
        for file in files {
            guard let type = Self.types[file.pathExtension], let data = try? Data(contentsOf: file) else { continue }
            assets[file.lastPathComponent] = Asset(
                type: type, bytes: Array(data), tag: Self.tag(data),
                inline: "data:\(type);base64," + data.base64EncodedString())
        }
        self.assets = assets
    }

    /// The address of a file, which changes with its content, so that a browser may keep it.
    func address(of name: String) -> String { Self.path + name + "?v=" + (assets[name]?.tag ?? "") }

    /// The file itself as an address.
    func inline(_ name: String) -> String { assets[name]?.inline ?? "" }

    /// - Parameter lifetime: seconds that a browser may keep what it asked for without its tag.
    func response(to request: Request, _ name: String, lifetime: Int = 0) throws -> Response {
        guard let asset = assets[name] else { throw HTTPError(.notFound) }
        var headers: HTTPFields = [
            .contentType: asset.type, .eTag: "\"\(asset.tag)\"",
            .cacheControl: request.uri.query == "v=" + asset.tag
                ? "public, max-age=31536000, immutable"
                : lifetime > 0 ? "public, max-age=\(lifetime)" : "no-cache",
        ]
        if Self.matches(request.headers[.ifNoneMatch], asset.tag) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    private static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let candidate = part.trimmingPrefix { $0 == " " }.trimmingPrefix("W/")
            return candidate == "*" || candidate.hasPrefix("\"\(tag)\"")
        }
    }

    /// FNV-1a with 64 bits: tells versions of our own files apart, protects nothing.
    private static func tag(_ data: Data) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

/// Names by which a computer reaches nobody but itself.
enum Loopback {
    static func isLoopback(host: String) -> Bool {
        let host = host.lowercased()
        return host == "localhost" || host == "::1" || host == "[::1]" || isIPv4(host)
    }

    /// - Parameter authority: a host with or without a port, as in the header `Host`.
    static func isLoopback(authority: String) -> Bool {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            return isLoopback(host: String(authority[...end])) && isPort(authority[authority.index(after: end)...])
        }
        let colon = authority.firstIndex(of: ":") ?? authority.endIndex
        return isLoopback(host: String(authority[..<colon])) && isPort(authority[colon...])
    }

    /// Empty, or a colon and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
    }

    /// 127.0.0.0/8.
    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber }
                    && (Int(part) ?? 256) < 256
            }
    }
}

import Foundation

/// A server that wants a password of whoever comes, and says nothing else.
final class PasswordServer: Sendable {
    private struct Refusal: Error {}

    let port: UInt16
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (own, size) = (listener, length)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(own, $0, size) == 0 && listen(own, 4) == 0 && getsockname(own, $0, &length) == 0
            }
        }
        guard isBound else { throw Refusal() }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while true {
                let client = accept(own, nil, nil)
                guard client >= 0 else { return }
                var asked = [UInt8](repeating: 0, count: 1024)
                // `R`, eight bytes, a password in clear text.
                if unsafe read(client, &asked, asked.count) > 0 {
                    _ = unsafe write(client, [UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, 3], 9)
                    _ = unsafe read(client, &asked, asked.count)
                }
                close(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}

import Foundation
import Problems

extension Problem {
    /// Why a file could not be written.
    ///
    /// - Parameter name: what the file is called.
    static func unwritten(_ name: String, _ error: any Error) -> Problem {
        let error = error as NSError
        let causes = [error, error.userInfo[NSUnderlyingErrorKey] as? NSError].compactMap(\.self)
        let isFull = causes.contains { cause in
            (cause.domain == NSCocoaErrorDomain && cause.code == CocoaError.fileWriteOutOfSpace.rawValue)
                || (cause.domain == NSPOSIXErrorDomain && cause.code == Int(ENOSPC))
        }
        return Problem(isFull ? "store.disk-full" : "output.unwritable", at: Place(file: name))
    }
}

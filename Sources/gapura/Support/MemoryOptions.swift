import ArgumentParser
import Foundation
import Linkage
import Problems
import Registry

/// Options of `link` for lists that would take more memory than there is.
struct MemoryOptions: ParsableArguments {
    @Option(
        name: .customLong("memory"),
        help: ArgumentHelp("Batas memori, misalnya 800M atau 2G / memory limit.", valueName: "size"))
    var limit: String?
    @Option(
        help: ArgumentHelp(
            "Folder berkas sementara bersama --memory / folder for temporary files.", valueName: "dir"))
    var work: String?

    /// Puts the limit into a linker's options.
    ///
    /// - Throws: `usage.memory` for a limit that is none, `usage.memory-unit` for a small number without
    ///   a unit, `usage.memory-option` for an option without meaning,
    ///   `linkage.scratch` where the folder is none.
    func apply(to options: inout Linker.Options, _ engine: LinkEngine) throws(Problem) {
        guard let limit else {
            if work != nil { throw Problem("usage.memory-option", value: "--work") }
            return
        }
        guard engine == .native else { throw Problem("usage.memory-option", value: "--memory") }
        guard let bytes = Self.bytes(limit) else { throw Problem("usage.memory", value: limit) }
        // Nobody means 50 bytes.
        guard bytes >= 1 << 20 || limit.last?.isLetter == true else {
            throw Problem("usage.memory-unit", value: limit, ["value": limit])
        }
        options.memory = bytes
        options.scratch = try ScratchFolder(work.map { URL(fileURLWithPath: $0, isDirectory: true) })
    }

    /// Reads `800M`, `2G`, `1.5G`, `1,5G`, `65536K` or a number of bytes; units are powers of 1,024.
    static func bytes(_ text: String) -> Int? {
        var digits = Substring(text)
        var unit = 1.0
        if let last = digits.last, last.isLetter {
            switch last.uppercased() {
            case "K": unit = 1024
            case "M": unit = 1024 * 1024
            case "G": unit = 1024 * 1024 * 1024
            default: return nil
            }
            digits.removeLast()
        }
        guard let number = DecimalNumber.read(digits), number > 0, number * unit >= 1, number * unit < 1e18 else {
            return nil
        }
        return Int(number * unit)
    }
}

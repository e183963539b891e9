import ArgumentParser
import Foundation
import Problems
import Spark

/// The native half of `link --engine spark`, started by Spark on every machine: it needs neither wording nor database.
struct LinkPartitionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-partition", abstract: "Bagian kerja “link --engine spark” / a part of link --engine spark.",
        shouldDisplay: false)

    @Argument var work: String
    @Argument var folder: String

    func run() throws {
        do {
            try PartitionWork.run(work, folder: URL(fileURLWithPath: folder))
        } catch {
            let words = [error.code, error.place.file, error.value].compactMap(\.self).joined(separator: " ")
            try? FileHandle.standardError.write(contentsOf: Data("gapura-partition: \(words)\n".utf8))
            throw ExitStatus.of(error)
        }
    }
}

import Foundation
import Problems
import Studies

/// Papers written for one test; their figures are invented.
enum PaperFixture {
    static func paper(_ yaml: String) throws -> Paper {
        let scratch = try Scratch()
        return try Paper(contentsOf: scratch.file("tables.yaml", yaml))
    }

    /// A paper of one table, given as the lines of its mapping.
    static func table(_ lines: String, n: Int? = nil) -> String {
        let indented = lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return "paper: test\ntitle: Uji\n" + (n.map { "n: \($0)\n" } ?? "") + "tables:\n  - name: t\n" + indented + "\n"
    }

    static func audit(_ lines: String, n: Int? = nil) throws -> PaperAudit {
        try paper(table(lines, n: n)).audit()
    }

    static func codes(_ lines: String, n: Int? = nil) throws -> [String] {
        try audit(lines, n: n).findings.map { String($0.code.dropFirst("paper.".count)) }
    }

    /// The problem of a file that cannot be read.
    static func problem(_ yaml: String) throws -> Problem? {
        let scratch = try Scratch()
        let file = try scratch.file("tables.yaml", yaml)
        do throws(Problem) {
            _ = try Paper(contentsOf: file)
            return nil
        } catch {
            return error
        }
    }
}

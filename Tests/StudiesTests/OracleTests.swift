import Foundation
import Problems
import Studies
import Testing

/// The reference answers that are handed out beside the package, where they are at hand.
private enum Oracle {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/evaluation")
    static let file = root.appendingPathComponent("oracle_public.json")
    static var isAtHand: Bool { FileManager.default.fileExists(atPath: file.path) }
}

@Suite("Reference answers", .enabled(if: Oracle.isAtHand))
struct OracleTests {
    private func agrees(_ expected: JSON, _ found: JSON?, _ relative: Double, _ absolute: Double) -> Bool {
        if expected == .null { return found == nil || found == .null }
        guard let found else { return false }
        if let a = expected.double {
            let value = found.double ?? (found.elements?.count == 1 ? found.elements?.first?.double : nil)
            guard let b = value else { return false }
            return (a - b).magnitude <= max(relative * max(a.magnitude, b.magnitude), absolute)
        }
        if let list = expected.elements {
            guard let other = found.elements, other.count == list.count else { return false }
            return zip(list, other).allSatisfy { agrees($0, $1, relative, absolute) }
        }
        return expected == found
    }

    /// Ordinates to 1e-9, decisions exactly, standard errors within the noise of the bootstrap that the case holds.
    private func dominanceAgrees(_ name: String, _ expected: JSON, _ found: JSON?) -> Bool {
        if case .object(let fields) = expected {
            return fields.allSatisfy { $1.text == nil || $1 == found?[$0] }
        }
        guard name.hasPrefix("se_") else { return agrees(expected, found, 1e-9, 1e-12) }
        guard let list = expected.elements, let other = found?.elements, list.count == other.count else { return false }
        return zip(list, other).allSatisfy { a, b in
            guard let a = a.double, let b = b.double else { return false }
            return a <= 0.002 || (a - b).magnitude <= 0.08 * a
        }
    }

    @Test("Every case is answered as expected")
    func cases() throws {
        let document = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: Oracle.file))
        let answers = try CaseRunner().answers(casesAt: Oracle.file, root: Oracle.root)
        var answered = 0
        for item in document["cases"]?.elements ?? [] {
            let id = try #require(item["id"]?.text)
            let method = try #require(item["method"]?.text)
            let answer = try #require(answers[id])
            #expect(CaseRunner.methods.contains(method), "\(id)")
            answered += 1
            guard case .object(let fields) = item["expected"] else { continue }
            let relative = item["tol"]?["rel"]?.double ?? 0
            let absolute = item["tol"]?["abs"]?.double ?? 0
            for (name, value) in fields where name != "accept_null" && name != "status" && name != "reason" {
                if name == "warnings_include" {
                    let codes = answer["warnings"]?.elements?.compactMap { $0["code"] } ?? []
                    for code in value.elements ?? [] { #expect(codes.contains(code), "\(id)") }
                } else if method == "dominance" {
                    #expect(dominanceAgrees(name, value, answer[name]), "\(id): \(name)")
                } else {
                    #expect(agrees(value, answer[name], relative, absolute), "\(id): \(name)")
                }
            }
        }
        #expect(answered >= 167)
    }
}

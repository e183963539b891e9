import Foundation
import Problems
import StatisticalFiles
import Tabular
import Testing

/// A folder of its own for each test; gone when the test is.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-statistical-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    func write(_ bytes: [UInt8], _ name: String = "data.sav") throws -> URL {
        try Data(bytes).write(to: file(name))
        return file(name)
    }
}

/// The invented survey files, written by other programs (`Scripts/make_statistical_fixtures.py`).
enum Fixtures {
    static let names = [
        "survey.sav", "survey-bytes.sav", "survey.zsav", "survey.dta", "pandas-114.dta", "pandas-117.dta",
        "pandas-118.dta", "pandas-119.dta",
    ]

    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/" + name)
    }

    static func table(_ name: String) throws -> StatisticalTable { try StatisticalTable(contentsOf: url(name)) }

    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }
}

extension StatisticalVariable {
    var all: [StatisticalCell] { (0..<count).map { self[$0] } }

    /// Every bit of the cells, so that missing values can be compared.
    var bits: [UInt64] {
        switch cells {
        case .numbers(let numbers): numbers.map(\.bitPattern)
        case .texts: []
        }
    }

    var texts: [String?] {
        switch cells {
        case .numbers: []
        case .texts(let texts): texts.texts
        }
    }
}

/// The code of the problem that a file is refused with; nil where it is read.
func refusal(_ bytes: [UInt8], limits: StatisticalLimits = StatisticalLimits()) throws -> String? {
    let folder = try ScratchFolder()
    do {
        _ = try StatisticalTable(contentsOf: folder.write(bytes), limits: limits)
        return nil
    } catch let problem as Problem {
        return problem.code
    }
}

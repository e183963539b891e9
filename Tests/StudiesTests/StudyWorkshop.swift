import Foundation
import Problems
import Studies
import Testing

/// Small studies made of a data text and one analysis, for tests of single keys.
struct StudyWorkshop {
    static let data = """
        id,strata,village,w,size,spend,aid,fee,area,before,after,score
        a,s,v1,2,2,100,0,0,north,10,11,3
        b,s,v1,2,4,200,50,5,north,12,15,4
        c,s,v2,3,1,300,50,0,south,9,9,2
        d,s,v2,3,3,150,0,0,south,20,26,4
        e,t,v3,1,2,500,0,0,north,14,13,3
        f,t,v3,1,5,260,50,10,south,30,33,1
        g,t,v4,2,2,900,0,0,north,16,18,4
        h,t,v4,2,1,120,50,0,south,11,14,3

        """

    var head = "sampling: random\n"
    var csv = data
    var files: [String: String] = [:]

    func run(_ analysis: String) throws -> StudyResult {
        let scratch = try Scratch()
        let yaml = "study: t\ntitle: T\nsource: S\nsynthetic: true\ndata: data.csv\n" + head + "analyses:\n" + analysis
        _ = try scratch.file("data.csv", csv)
        for (name, text) in files { _ = try scratch.file(name, text) }
        return try Study(contentsOf: scratch.file("study.yaml", yaml)).run()
    }

    /// The one item of a study of one analysis.
    func item(_ keys: String) throws -> StudyItem {
        try #require(try run("  - {name: x, title: X, \(keys)}\n").items.first)
    }

    func problem(_ keys: String) -> Problem? {
        do {
            _ = try item(keys)
            return nil
        } catch {
            return error as? Problem
        }
    }
}

extension StudyItem {
    func value(_ key: String) -> Double? { estimates.first { $0.key == key }?.value }
    var codes: Set<String> { Set(warnings.map(\.code)) }
}

import Linkage
import Problems

/// The steps of linking on Spark.
struct LinkageSteps {
    /// What is known of the records before Spark begins.
    struct Records {
        var count: Int
        /// Text fields whose values are ASCII and no longer than the native engine looks at.
        var plainTexts: Set<String>
        var hasTruth: Bool
        var isCross: Bool
        /// Whether the pairs drawn are all pairs.
        var isWhole: Bool
    }

    let steps: JobSteps
    /// The comparisons that the native program makes.
    let nativeComparisons: [Int]

    init(_ model: LinkageModel, _ records: Records, partitions: Int) throws(Problem) {
        let isTrained = model.parameters != nil
        let pairs = try PairSQL(
            model, records: records.count, plainTexts: records.plainTexts, isCross: records.isCross,
            hasTruth: records.hasTruth)
        let (keys, blocking, scoring) = (pairs.keys, pairs.blocking, ScoringSQL(model))
        nativeComparisons = pairs.nativeComparisons
        var job = JobSteps(name: "gapura link: " + model.name, partitions: partitions)
        let program = NativeProgram()

        job.add(.lines, "records")
        job.add(.view, "raw", Self.raw(model))
        for (place, field) in model.fields.enumerated() {
            guard let most = field.mostSharing(of: records.count) else { continue }
            let name = SQLText.name(field.name)
            job.add(
                .table, "commonest_\(place)",
                "SELECT \(name) AS v FROM raw WHERE \(name) IS NOT NULL GROUP BY \(name) HAVING count(*) > \(most)")
        }
        job.add(.table, "cleaned", Self.cleaned(model, keys.derivedColumns(pairs.usedKeys)))

        for step in 0..<blocking.stepCount {
            job.add(.view, "groups_\(step)", try blocking.groups(step))
            job.add(.table, "hot_\(step)", blocking.hot(step))
        }
        job.add(.export, "blocking", blocking.report())
        job.add(.table, "steps", try blocking.steps())
        job.add(
            .view, "prepared",
            "SELECT c.*, s.\(KeySQL.steps) FROM cleaned c LEFT JOIN steps s ON c.\(KeySQL.row) = s.\(KeySQL.row)")

        if !isTrained {
            job.add(.numbers, "drawn", columns: ["place_a", "place_b"])
            job.add(.table, "chosen", PairSQL.chosen)
            if !records.isWhole, !model.countedKeys.isEmpty {
                job.add(.table, "sharing", try pairs.sharingCounts())
                job.add(.export, "shared", "SELECT keyset, pairs FROM sharing")
            }
        }
        job.add(
            .table, "pairs", try pairs.pairs(isTrained: isTrained, isWhole: records.isWhole, program: program))
        job.add(.export, "counts", PairSQL.counts)
        job.add(.export, "totals", try scoring.totals())

        job.add(.run, "train", arguments: [NativeProgram.command, "train"])
        job.add(.ship, PartitionWork.trainedName)
        job.add(.numbers, "marks", columns: ["vector"])
        job.add(.table, "marked", scoring.marked)
        job.add(.table, "linked", try scoring.linked())
        for place in model.frequencyKeys.indices { job.add(.table, "common_\(place)", try scoring.common(place)) }
        job.add(.table, "cells", scoring.cells)
        job.add(.table, "scored", scoring.scored(program))
        job.add(.export, "pairs", "SELECT l, r, vector, weight, joins FROM scored")
        job.add(.run, "connect", arguments: [NativeProgram.command, "connect"])
        job.add(.numbers, "parts", columns: ["record", "part"])
        job.add(.export, "clusters", scoring.clusters(program))
        steps = job
    }

    /// The columns of the records' lines; see ``RecordLines``.
    private static func raw(_ model: LinkageModel) -> String {
        var columns = [
            "CAST(c[0] AS BIGINT) AS \(KeySQL.row)", "CAST(c[1] AS INT) AS \(KeySQL.list)",
            "c[2] AS \(KeySQL.order)", "CAST(nullif(c[3], '') AS BIGINT) AS \(KeySQL.truth)",
            "c[4] AS \(KeySQL.id)",
        ]
        for (place, field) in model.fields.enumerated() {
            columns.append("nullif(c[\(place + RecordLines.leading)], '') AS \(SQLText.name(field.name))")
        }
        return "SELECT \(columns.joined(separator: ",\n  "))\nFROM (SELECT split(value, '\\t', -1) AS c FROM records)"
    }

    /// The records without values that are too common, and with columns for parts of texts.
    private static func cleaned(_ model: LinkageModel, _ derived: [String]) -> String {
        var columns = [KeySQL.row, KeySQL.list, KeySQL.order, KeySQL.truth, KeySQL.id].map { "r." + $0 }
        var joins = ""
        for (place, field) in model.fields.enumerated() {
            let name = SQLText.name(field.name)
            guard field.commonest != nil || field.commonestShare != nil else {
                columns.append("r." + name)
                continue
            }
            columns.append("CASE WHEN x\(place).v IS NULL THEN r.\(name) END AS \(name)")
            joins += "\nLEFT JOIN commonest_\(place) x\(place) ON r.\(name) = x\(place).v"
        }
        let kept = "SELECT \(columns.joined(separator: ", "))\nFROM raw r\(joins)"
        return derived.isEmpty ? kept : "SELECT *,\n  \(derived.joined(separator: ",\n  "))\nFROM (\(kept))"
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension Answer.Batch {
    /// What went quiet with an import that was undone.
    struct Withdrawn: Encodable {
        var proposals: Int
        /// About pairs.
        var decisions: Int
        var stage_decisions: Int

        init(_ undone: UndoneBatch) {
            (proposals, decisions, stage_decisions) = (undone.proposals, undone.decisions, undone.stages)
        }
    }

    /// Decisions in stages: those recorded for the import, and those that went when an earlier one of the list was undone.
    struct Stages: Encodable {
        var recorded: Int
        var withdrawn: Int
        var withdrawn_with: Int64?

        init(_ standing: StageStanding) {
            recorded = standing.recorded
            withdrawn = standing.withdrawn?.count ?? 0
            withdrawn_with = standing.withdrawn?.batch
        }
    }
}

extension BatchText {
    /// Decisions in stages that hang on an import, and those that have to be sent again.
    static func tell(_ standing: StageStanding, of batch: BatchRecord, _ console: Console) throws {
        if standing.recorded > 0, batch.state == .committed {
            try console.line(console.say("imports.stages", ["n": console.integer(standing.recorded)]))
        }
        if let problem = standing.problem(in: batch.fileName, batch: batch.id) {
            console.warn("! " + Catalogue.bundled.sentence(problem, console.language))
        }
    }

    /// What went quiet with an import.
    static func tell(_ undone: UndoneBatch, _ console: Console) throws {
        if undone.proposals + undone.decisions > 0 {
            try console.line(
                console.say(
                    "imports.withdrawn",
                    [
                        "proposals": console.integer(undone.proposals),
                        "decisions": console.integer(undone.decisions),
                    ]))
        }
        if undone.stages > 0 {
            try console.line(console.say("imports.withdrawn-stages", ["n": console.integer(undone.stages)]))
        }
    }
}

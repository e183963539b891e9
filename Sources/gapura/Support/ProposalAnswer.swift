// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension Answer {
    /// What was proposed about the records that a list brought.
    struct Proposals: Encodable {
        /// Whether the list's records were held against the others.
        var searched: Bool
        /// `earlier`: the parameters of the last search of this registry; `bundled`: those that ship with the program.
        var basis: String?
        /// Pairs nobody has decided, and those of them that are probable.
        var candidates: Int
        var probable: Int
        /// The code of why nothing could be searched.
        var problem: String?

        init(_ committed: CommittedList, _ registry: Registry) throws(Problem) {
            try self.init(run: committed.proposals, registry, problem: committed.problem)
        }

        /// nil for a list that is not in the registry.
        init?(of batch: BatchRecord, _ registry: Registry) throws(Problem) {
            guard batch.state == .committed else { return nil }
            let found = try registry.proposals(of: batch.id)
            self.init(found, problem: nil)
        }

        private init(run: LinkageRunRecord?, _ registry: Registry, problem: Problem?) throws(Problem) {
            var found: (run: LinkageRunRecord, open: Int, probable: Int)?
            if let batch = run?.batch { found = try registry.proposals(of: batch) }
            self.init(found, problem: problem)
        }

        private init(_ found: (run: LinkageRunRecord, open: Int, probable: Int)?, problem: Problem?) {
            searched = found != nil
            basis = found?.run.basis.rawValue
            candidates = found?.open ?? 0
            probable = found?.probable ?? 0
            self.problem = problem?.code
        }
    }
}

extension BatchText {
    /// Says how many pairs wait to be looked at, and by which model they were found.
    static func tell(_ matches: Answer.Proposals, _ console: Console) throws {
        guard matches.searched else {
            guard let problem = matches.problem else { return console.note(console.say("import.matches.never")) }
            let reason = Catalogue.bundled.reason(ofCode: problem, console.language)
            return console.warn(console.say("import.matches.failed", ["reason": reason]))
        }
        try console.line(
            console.say(
                matches.candidates == 0 ? "import.matches.none" : "import.matches",
                [
                    "n": console.integer(matches.candidates),
                    "probable": console.integer(matches.probable),
                ]))
        if matches.basis == LinkageRunRecord.Basis.bundled.rawValue {
            console.note(console.say("matches.bundled"))
        }
    }
}

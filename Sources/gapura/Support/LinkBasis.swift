import Problems
import Registry
import Reports

/// On what the parameters of a run rest, for its answer, its report and a note.
struct LinkBasis: Encodable {
    enum Source: String, Encodable {
        /// The model came trained.
        case given
        case trained
        /// What ships with the program.
        case bundled
    }

    var source: Source
    /// Why the lists taught nothing; absent where they did or did not have to.
    var lack: TaughtLinking.Lack?

    init(_ taught: TaughtLinking, isGiven: Bool) {
        source = isGiven ? .given : taught.isSynthetic ? .bundled : .trained
        lack = taught.lack
    }

    var training: LinkageRun.Training {
        switch source {
        case .given: .elsewhere
        case .bundled: .synthetic
        case .trained: lack == nil ? .here : .untaught
        }
    }

    /// What is told where the lists taught too little.
    func note(_ console: Console, records: Int) -> String? {
        let language = console.language
        let numbers = [
            "records": language.integer(records), "least": language.integer(Int(SyntheticParameters.leastMatches)),
        ]
        switch (lack, source) {
        case (nil, _): return nil
        case (.records, .bundled): return console.say("link.synthetic", numbers)
        case (.records, _): return console.say("link.few", numbers)
        case (.pairs, .bundled): return console.say("link.synthetic.pairs", numbers)
        case (.pairs, _): return console.say("link.untaught", numbers)
        }
    }
}

/// What is wrong with a chain, and where it begins.
public struct LogFault: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An entry does not say any more what it said.
        case changed
        /// Entries are gone.
        case removed
        /// An entry was put between others.
        case inserted
        /// Entries changed places.
        case order
        /// The end is gone: somebody remembers more entries than there are.
        case cut
        /// The chain agrees with itself and not with what somebody remembers of it: it was written anew.
        case rewritten
        /// The chain belongs to another registry.
        case foreign
    }

    public var chain: LogChain
    public var kind: Kind
    /// The first entry at fault.
    public var number: Int64
    /// The last one of several; of two that changed places the other one.
    public var last: Int64

    public init(_ kind: Kind, _ chain: LogChain, _ number: Int64, to last: Int64? = nil) {
        self.chain = chain
        self.kind = kind
        self.number = number
        self.last = last ?? number
    }
}

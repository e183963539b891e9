/// What a document says about its own making. Reports know no clock: the caller gives the date as it is to be read.
public struct Edition: Sendable, Hashable {
    /// The day of printing: `yyyy-mm-dd`, written out in the document's language, or any other text as it stands; left
    /// out where nil.
    public var date: String?
    /// Who publishes, such as a district office; left out where nil.
    public var publisher: String?
    /// Whether the persons in the data are invented; the document then says so at its top and under every table.
    public var synthetic: Bool

    public init(date: String? = nil, publisher: String? = nil, synthetic: Bool = false) {
        self.date = date
        self.publisher = publisher
        self.synthetic = synthetic
    }
}

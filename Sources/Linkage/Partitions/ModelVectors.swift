import Kernels
public import Problems

extension LinkageModel {
    /// The largest number of comparison vectors a model may have.
    static let mostVectors = 1 << 22

    /// What one level of each comparison adds to the number of a comparison vector.
    public var vectorFactors: [Int] {
        var factors: [Int] = []
        var factor = 1
        for comparison in comparisons {
            factors.append(factor)
            factor = min(factor * (comparison.levels.count + 1), Self.mostVectors + 1)
        }
        return factors
    }

    /// How many comparison vectors there are, or more than the largest number allowed.
    var vectorCount: Int {
        comparisons.reduce(1) { min($0 * ($1.levels.count + 1), Self.mostVectors + 1) }
    }

    /// The level of each comparison in a vector.
    func levels(_ vector: Int) -> [Int] {
        var rest = vector
        return comparisons.map { comparison in
            defer { rest /= comparison.levels.count + 1 }
            return rest % (comparison.levels.count + 1)
        }
    }

    /// The lists of keys by which pairs of records that share them all are counted for training, each once.
    public var countedKeys: [[FieldKey]] {
        var found: [[FieldKey]] = []
        for level in comparisons.flatMap({ $0.levels }) where !level.isNeutral {
            guard let keys = EqualLevels.shared(level) else { continue }
            for choice in EqualLevels.choices(keys) where !found.contains(choice) { found.append(choice) }
        }
        return found
    }

    /// Up to this many pairs that share a list of ``countedKeys`` are compared; more are only counted.
    ///
    /// - Parameter records: how many records there are.
    public static func mostCountedPairs(_ records: Int) -> Int { AgreementChance.mostEnumerated(records) }

    /// The fields that a comparison looks at.
    public static func fields(of comparison: Comparison) -> Set<String> {
        Set(comparison.levels.flatMap { $0.when.flatMap { $0.map(\.key.field) } })
    }

    /// Checks that the model holds together and can be worked on away from the caller.
    ///
    /// - Throws: `linkage.model`, `linkage.field`, `linkage.key`, `linkage.comparison`, `linkage.too-many-vectors`;
    ///   `linkage.custom` where a comparison asks the caller's own test, which cannot travel; `linkage.whole-only` where
    ///   frequencies are to come from a table.
    public func checkForPartitions() throws(Problem) {
        if frequencyFiles?.isEmpty == false { throw Problem("linkage.whole-only", value: "frequencies") }
        for level in comparisons.flatMap({ $0.levels }) {
            for condition in level.when.flatMap({ $0 }) where condition.test == .custom {
                throw Problem("linkage.custom", value: condition.text)
            }
        }
        try check()
        _ = try PartitionFrame(self, RecordsBuilder(self).records(ids: [], lists: []))
    }
}

/// A partition's records, packed as all records would be: with room for any number of digits.
struct PartitionFrame {
    let frame: RecordFrame
    let program: PairProgram
    let compiler: ComparisonCompiler

    init(_ model: LinkageModel, _ records: LinkageRecords) throws(Problem) {
        // Values that are too common were taken out where all records could be counted.
        var model = model
        for place in model.fields.indices {
            (model.fields[place].commonest, model.fields[place].commonestShare) = (nil, nil)
        }
        var source = records
        frame = try RecordFrame(&source, model, spare: 1, threads: 1)
        compiler = ComparisonCompiler(frame: frame, custom: [:])
        let maker = compiler
        let compiled = try model.comparisons.map { item throws(Problem) in try maker.comparison(item) }
        guard let program = PairProgram(compiled, limit: LinkageModel.mostVectors) else {
            throw Problem("linkage.too-many-vectors")
        }
        self.program = program
    }
}

/// Collects records field by field, in the order of a model's fields.
public struct RecordsBuilder: Sendable {
    private let names: [String]
    /// One for each field.
    public var columns: [RecordColumnBuilder]

    public init(_ model: LinkageModel) {
        names = model.fields.map(\.name)
        columns = model.fields.map { RecordColumnBuilder($0.kind) }
    }

    /// - Throws: `linkage.columns` where fields have another number of values than there are ids.
    public func records(ids: [String], lists: [UInt16]) throws(Problem) -> LinkageRecords {
        try LinkageRecords(
            ids: ids, lists: lists,
            columns: Dictionary(
                zip(names, columns.map(\.column)), uniquingKeysWith: { first, _ in first }))
    }
}

import Kernels
public import Problems

extension Linker {
    /// The smallest ``Options/memory`` with which records can be linked; they are packed for the answer.
    ///
    /// - Throws: as ``link(_:truth:monitor:)`` for a model that does not fit.
    public func leastMemory(_ records: LinkageRecords, hasTruth: Bool = false) throws(Problem) -> Int {
        try model.check()
        var source = records
        let frame = try RecordFrame(&source, model, threads: max(1, options.threads))
        let program = try program(ComparisonCompiler(frame: frame, custom: custom))
        return max(
            memoryPlan(0, records, hasTruth: hasTruth, frame, program).least,
            MemoryPlan.packing(records, model, hasTruth: hasTruth))
    }

    func memoryPlan(
        _ limit: Int, _ source: LinkageRecords, hasTruth: Bool, _ frame: RecordFrame, _ program: PairProgram
    ) -> MemoryPlan {
        func plan(_ sharedValues: (PackedPart) -> Int) -> MemoryPlan {
            MemoryPlan(
                limit: limit, frame: frame, model: model, program: program, idBytes: source.ids.byteCount,
                hasLists: !source.lists.isEmpty, hasTruth: hasTruth, samplePairs: options.samplePairs,
                sharedValues: sharedValues)
        }
        let plain = plan { MemoryPlan.mostShared($0, records: source.count) }
        guard plain.least > limit else { return plain }
        // Before a job is refused the values that several records share are counted.
        var narrow = frame
        narrow.rowsAtOnce = max(1, source.count / 16)
        return plan { part in
            let most = MemoryPlan.mostShared(part, records: source.count)
            guard most > source.count / 64 else { return most }
            let keys = narrow.sorted(by: [part])
            return keys.ranges.reduce(0) { $0 + keys.tally($1).groups }
        }
    }

    /// - Throws: `linkage.memory-packing` where the records cannot even be packed within the limit.
    func checkPacking(_ source: LinkageRecords, hasTruth: Bool) throws(Problem) {
        guard let limit = options.memory else { return }
        Memory.giveBack()
        Memory.returnLargeBlocks()
        let least = MemoryPlan.packing(source, model, hasTruth: hasTruth)
        if least > limit { throw MemoryPlan.refusal("linkage.memory-packing", least: least, limit: limit) }
    }
}

import Kernels
public import Problems

extension Linker {
    /// The smallest ``Options/memory`` with which records can be linked; they are packed for the answer.
    ///
    /// - Throws: as ``link(_:truth:monitor:)`` for a model that does not fit.
    public func leastMemory(_ records: LinkageRecords, hasTruth: Bool = false) throws(Problem) -> Int {
        try model.check()
        var linker = self
        linker.options.memory = .max
        var source = records
        let frame = try RecordFrame(&source, model, threads: max(1, options.threads))
        let compiler = ComparisonCompiler(frame: frame, custom: custom)
        let job = try BoundedJob(
            linker, records, hasTruth ? [0] : [], frame, [], try program(compiler), compiler, LinkageMonitor())
        return max(job?.plan.least ?? 0, MemoryPlan.packing(records, model, hasTruth: hasTruth))
    }

    /// - Throws: `linkage.memory` where the records cannot even be packed within the limit.
    func checkPacking(_ source: LinkageRecords, hasTruth: Bool) throws(Problem) {
        guard let limit = options.memory else { return }
        let least = MemoryPlan.packing(source, model, hasTruth: hasTruth)
        if least > limit { throw MemoryPlan.refusal(least: least, limit: limit) }
    }
}

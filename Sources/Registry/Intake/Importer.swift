public import Foundation
import Indonesia
public import Problems
public import Store
public import Tabular

/// What a list is imported as.
public struct ImportRequest: Sendable {
    public var file: URL
    /// Codes that the catalogue holds.
    public var programme: String
    public var institution: String
    /// Found from header and content when nil.
    public var profile: String?
    /// The year of the reference date when nil.
    public var fiscalYear: Int?
    /// `yyyy-mm-dd`; today when nil.
    public var referenceDate: String?
    /// The name the list goes by; its file name without extension when nil. Somebody's number in it is masked.
    public var name: String?
    public var delimiter: Delimiter?
    /// The sheet of a workbook; found by what its columns hold when nil. Its name goes into that of the list.
    public var sheet: String?
    /// Where the people of the list come from, but for lines that say it themselves.
    public var origin = CandidateOrigin.proposed

    public init(
        file: URL, programme: String, institution: String, profile: String? = nil, fiscalYear: Int? = nil,
        referenceDate: String? = nil, name: String? = nil, delimiter: Delimiter? = nil
    ) {
        self.file = file
        self.programme = programme
        self.institution = institution
        self.profile = profile
        self.fiscalYear = fiscalYear
        self.referenceDate = referenceDate
        self.name = name
        self.delimiter = delimiter
    }
}

/// A list taken to the gate.
public struct StagedList: Sendable {
    public var batch: BatchRecord
    /// Problems of the list as a whole, among them that the same file came before.
    public var problems: [Problem]
    /// Whether nothing was stored because the very same file is staged already; `batch` is that one.
    public var wasStagedBefore: Bool
}

extension Registry {
    /// Reads a list, checks every row and keeps all of it as a staged batch. The registry itself is not changed.
    ///
    /// Runs in one transaction: a batch is staged whole or not at all, whatever interrupts it.
    ///
    /// - Parameter isDryRun: works out what would happen and stores nothing.
    /// - Throws: `import.programme`, `import.institution` (not in the catalogue), `import.date`, `import.year`, `list.not-people`,
    ///   `list.no-rows`, and what ``ListFile`` and ``ListReading`` throw.
    public func stage(
        _ request: ImportRequest, isDryRun: Bool = false, progress: ProgressReport? = nil
    ) throws(Problem) -> StagedList {
        let programme = try known(request)
        let file = try ListFile(request.file, sheet: request.sheet, delimiter: request.delimiter)
        let profile: Profile? = try request.profile.map { name throws(Problem) in
            try ProfileLibrary.bundled.profile(name)
        }
        let reading = try ListReading(
            file, profile: profile, regions: regionDirectory(), today: today, wantsRecords: true, progress: progress)
        let year =
            request.fiscalYear ?? reading.mapping.profile.fiscalYear
            ?? request.referenceDate.flatMap { CalendarDate($0)?.year } ?? today.year
        // A list of an earlier year speaks for the end of that year unless the user says otherwise.
        let reference = request.referenceDate ?? (year < today.year ? "\(year)-12-31" : today.description)
        guard CalendarDate(reference) != nil else {
            throw Problem("import.date", .refuse, value: reference, ["value": reference])
        }
        guard (1945...today.year + 1).contains(year) else {
            throw Problem("import.year", .refuse, value: String(year), ["year": String(year)])
        }
        var problems: [Problem] = []
        let name = LongNumbers.hidden(
            in: request.name
                ?? [request.file.deletingPathExtension().lastPathComponent, file.isSheetNamed ? file.separator : nil]
                .compactMap(\.self).joined(separator: " "), runsOf: NIK.length)
        let earlier = try database.read { try BatchQueries($0).withHash(file.sha256) }
            .filter { $0.state == .staged || $0.state == .committed }
        let again = earlier.first {
            $0.state == .staged && $0.programme == programme.code && $0.institution == request.institution
                && $0.fiscalYear == year && $0.name == name && $0.referenceDate == reference
                && (request.profile == nil || request.profile == $0.profile)
                && $0.origin == request.origin
                && (request.delimiter == nil && request.sheet == nil || file.separator == $0.delimiter)
        }
        if let again, !isDryRun {
            return StagedList(batch: again, problems: [sameFile(again, file)], wasStagedBefore: true)
        }
        if let before = earlier.first { problems.append(sameFile(before, file)) }
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: file.name)) }
        var draft = BatchRecord(
            id: 0, list: 0, state: .staged, name: name, programme: programme.code, institution: request.institution,
            fiscalYear: year, referenceDate: reference,
            profile: reading.mapping.profile.name, fileName: file.name, sha256: file.sha256,
            encoding: file.encoding, delimiter: file.separator,
            headerRow: file.layout.headerRow ?? 0, counts: BatchRecord.Counts(), revision: 0, stagedAt: now)
        draft.origin = request.origin
        // A grant of one fixed amount stands in the programme's period, not in the list.
        let amount =
            reading.mapping.column(.amount) == nil
            ? programme.periods.first { $0.fiscalYear == year }?.amount : nil
        if let amount {
            problems.append(
                Problem(
                    "list.amount-of-programme", .note, at: Place(file: file.name),
                    [
                        "amount.id": Language.id.rupiah(amount), "amount.en": Language.en.rupiah(amount),
                        "programme": programme.code, "year": String(year),
                    ]))
        }
        let besides = try change(.stage, isDryRun: isDryRun) { [draft] connection, log in
            let batch = try Self.store(draft, reading, amount, connection, log)
            return try BesideList(batch, in: file.name, isDryRun: isDryRun, connection)
        }
        let batch = besides.batch
        problems += besides.problems
        return StagedList(batch: batch, problems: problems + reading.problems, wasStagedBefore: false)
    }

    /// Writes a list's lines, works out their outcomes and counts them.
    private static func store(
        _ draft: BatchRecord, _ reading: ListReading, _ amount: Int64?, _ connection: any Connection, _ log: ChangeLog
    ) throws -> BatchRecord {
        let batches = BatchQueries(connection)
        let lines = LineQueries(connection)
        var batch = draft
        batch.revision = try batches.revision()
        batch.list = try batches.list(
            programme: batch.programme, fiscalYear: batch.fiscalYear, institution: batch.institution, name: batch.name)
        batch.id = try batches.insert(batch)
        try batches.insertColumns(
            reading.mapping.entries.map {
                BatchColumnRecord(name: $0.name, field: $0.field?.rawValue, confidence: $0.confidence)
            }, of: batch.id)
        let writer = try lines.writer(for: batch.id)
        let check = try ListCheck.storing(reading) { checked in
            for line in checked {
                guard var record = line.record else { continue }
                if record.amount == nil { record.amount = amount }
                try writer.write(record, problems: line.problems.map(LineProblemRecord.init))
            }
        }
        let written = try writer.finish()
        if check.rows >= 10_000 { try connection.analyse("line") }
        guard check.rows > 0 else { throw Problem("list.no-rows", at: Place(file: draft.fileName)) }
        try batches.insertProblemCounts(
            check.counts.map { ProblemCountRecord(code: $0.code, severity: $0.severity.rawValue, rows: $0.rows) },
            of: batch.id)
        try lines.settleOutcomes(of: batch, areFresh: true)
        batch.counts = try batches.recount(batch.id, revision: batch.revision)
        batch.stagedAt = log.instant
        try batches.setState(.staged, of: batch.id, at: batch.stagedAt)
        // What was written has been hashed on its way: it need not be read again.
        try log.tell(
            .stage, LogObject(.batch, batch.id), content: ContentDigest(connection).staged(batch.id, written))
        return batch
    }

    private func known(_ request: ImportRequest) throws(Problem) -> ProgrammeRecord {
        let programmes = try programmes()
        guard let programme = programmes.first(where: { $0.code == request.programme }) else {
            throw Problem(
                "import.programme", .refuse,
                ["code": request.programme, "known": programmes.map(\.code).joined(separator: ", ")])
        }
        let institutions = try institutions()
        guard institutions.contains(where: { $0.code == request.institution }) else {
            throw Problem(
                "import.institution", .refuse,
                ["code": request.institution, "known": institutions.map(\.code).joined(separator: ", ")])
        }
        return programme
    }

    private func sameFile(_ earlier: BatchRecord, _ file: ListFile) -> Problem {
        Problem(
            earlier.state == .staged ? "import.same-file-staged" : "import.same-file", .warn,
            at: Place(file: file.name),
            [
                "id": String(earlier.id), "date": String((earlier.committedAt ?? earlier.stagedAt).prefix(10)),
                "name": earlier.name, "programme": earlier.programme, "year": String(earlier.fiscalYear),
            ])
    }
}

extension LineProblemRecord {
    init(_ problem: Problem) {
        self.init(
            row: problem.place.row ?? 0, column: problem.place.column, code: problem.code,
            severity: problem.severity.rawValue, value: problem.value, arguments: problem.arguments)
    }

    /// The stored problem as the catalogue words it.
    public var problem: Problem {
        Problem(
            code, Severity(rawValue: severity) ?? .warn, at: Place(row: row, column: column), value: value, arguments)
    }
}

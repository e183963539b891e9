import Tabular

extension ListReading {
    /// What the rows of a list speak of.
    public enum Content: String, Sendable, Hashable {
        /// People, by their identity numbers.
        case people
        /// People, as it seems, without a column of identity numbers that is known.
        case unnumbered
        /// Regions or figures: codes and numbers are checked.
        case figures
        /// Nothing that is known.
        case unknown

        /// Whether rows are judged, so that one without a problem can be called clean.
        public var isChecked: Bool { self == .people || self == .figures }

        init(_ mapping: ColumnMapping, _ sample: [ColumnSurvey], _ plan: ListSurvey.Plan) {
            let isNumbered = sample.contains { $0.filled > 0 && $0.sixteenDigits * 2 >= $0.filled }
            let years = mapping.entries.count { Int($0.name).map { (1900...2100).contains($0) } ?? false }
            if plan.nik != nil {
                self = .people
            } else if mapping.column(.name) != nil || isNumbered {
                self = .unnumbered
            } else if !plan.regionCodes.isEmpty || years >= 3 {
                self = .figures
            } else if mapping.entries.contains(where: { Self.names.contains(ColumnMapper.normalised($0.name)) }) {
                // A column of names beside amounts: codes or years would make it a table.
                self = .unnumbered
            } else if !plan.numbers.isEmpty {
                self = .figures
            } else {
                self = mapping.entries.allSatisfy { $0.field == nil } ? .unknown : .unnumbered
            }
        }

        /// Headers of columns that hold people's names.
        private static let names: Set<String> = {
            let general = try? ProfileLibrary.bundled.profile(ProfileLibrary.general)
            return Set(general?.columns.first { $0.field == .name }?.headers.map(ColumnMapper.normalised) ?? [])
        }()
    }
}

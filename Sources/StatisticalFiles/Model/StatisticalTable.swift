public import Foundation
public import Problems

/// The table of an SPSS (`.sav`, `.zsav`) or Stata (`.dta`) file: variables with their labels, codes and cells.
public struct StatisticalTable: Sendable {
    /// The variables in the order of the file; all have the same number of rows.
    public var variables: [StatisticalVariable]
    /// What the file says of itself in one line; empty where it says nothing.
    public var label: String
    /// Remarks kept in the file: SPSS's documents, Stata's notes on the data.
    public var notes: [String]
    /// The variable by which SPSS is told to weight the rows; nil where there is none.
    public var weight: String?

    public init(_ variables: [StatisticalVariable], label: String = "", notes: [String] = [], weight: String? = nil) {
        self.variables = variables
        self.label = label
        self.notes = notes
        self.weight = weight
    }

    /// The number of rows.
    public var rowCount: Int { variables.first?.count ?? 0 }

    /// The variable of a name; names are told apart sign by sign.
    public subscript(name: String) -> StatisticalVariable? { variables.first { $0.name == name } }

    /// Reads a file; what it is follows from its first bytes and not from its name.
    ///
    /// SPSS system files (plain, byte-compressed and zlib-compressed) and Stata files since Stata 6 (formats 108 and 110 to
    /// 119). Text comes as UTF-8 whatever the file's encoding; a sign cut in two by a text's fixed width is left out.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - limits: what is too much.
    /// - Throws: `statistical-file.unreadable`, `.unknown-kind`, `.old-version`, `.encrypted`, `.truncated`, `.damaged`,
    ///   `.encoding`, `.too-large`, `.duplicate-name`.
    public init(contentsOf url: URL, limits: StatisticalLimits = StatisticalLimits()) throws(Problem) {
        let file = url.lastPathComponent
        do throws(Problem) {
            self = try FileKind.read(url, limits: limits)
        } catch {
            var problem = error
            problem.place.file = file
            throw problem
        }
    }
}

/// How much a file may hold before it is refused. Compressed files can hold a thousand times their size.
public struct StatisticalLimits: Sendable, Hashable {
    /// Bytes of the file.
    public var fileBytes = 4 << 30
    /// Cells of the table; eight bytes of text count as one more.
    public var cells = 200_000_000
    /// Cells for each byte of the file, looked at from five million cells on.
    public var cellsPerByte = 50

    public init() {}

    /// The number of cells that a file of a size may hold.
    func mostCells(fileBytes: Int) -> Int {
        let product = fileBytes.multipliedReportingOverflow(by: max(1, cellsPerByte))
        return min(cells, max(5_000_000, product.overflow ? .max : product.partialValue))
    }
}

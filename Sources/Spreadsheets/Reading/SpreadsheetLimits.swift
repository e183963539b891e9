/// How much a workbook may hold before it is refused; the defaults let every honest list of an office through.
///
/// A workbook is a compressed archive that strangers send: a few kilobytes can unpack to gigabytes.
public struct SpreadsheetLimits: Sendable, Hashable {
    /// Parts in the archive.
    public var entries = 10_000
    /// Unpacked bytes of one sheet, or of the workbook's table of texts.
    public var partBytes = 1 << 30
    /// How many times larger than its packed size a part may be; looked at from 4 MiB on.
    public var ratio = 200
    /// The highest row number; the format itself ends at 1,048,576.
    public var rows = 1_048_576
    /// The highest column that holds something; the format itself ends at 16,384.
    public var columns = 2_048
    /// Cells of a table that is held in memory as a whole.
    public var cells = 20_000_000
    /// Different texts in the workbook's table of texts.
    public var texts = 10_000_000
    /// UTF-8 bytes of one cell's text; Excel itself ends at 32,767 characters.
    public var cellBytes = 1 << 20

    public init() {}
}

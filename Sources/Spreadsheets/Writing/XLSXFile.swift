import CXLSXWriter

/// The workbook under libxlsxwriter's hands; lets no pointer out. Not for two threads at a time.
@safe final class XLSXFile {
    /// Cell styles; each kind of column has one of its own.
    typealias Style = UnsafeMutablePointer<lxw_format>
    typealias Page = UnsafeMutablePointer<lxw_worksheet>

    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let header: Style?
    private var styles: [SheetColumn.Kind: Style] = unsafe [:]
    private var pages: [Page] = unsafe []

    /// Rows go to a scratch file as they come, so that memory does not grow with the list.
    init?(path: String) {
        var options = unsafe lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 1)
        guard let book = unsafe workbook_new_opt(path, &options) else { return nil }
        unsafe self.book = book
        unsafe header = workbook_add_format(book)
        if let header = unsafe header {
            unsafe format_set_bold(header)
            unsafe format_set_text_wrap(header)
            unsafe format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            unsafe format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
            // A header such as “2021” stays a word.
            unsafe format_set_num_format(header, SheetColumn.Kind.text.format)
        }
        for kind in SheetColumn.Kind.allCases {
            guard let style = unsafe workbook_add_format(book) else { continue }
            unsafe format_set_num_format(style, kind.format)
            unsafe styles[kind] = style
        }
    }

    deinit {
        if let book = unsafe book { unsafe lxw_workbook_free(book) }
    }

    /// Writes the file and lets go of the workbook.
    func close() -> Bool {
        guard let closing = unsafe book else { return false }
        unsafe book = nil
        unsafe pages = []
        return unsafe workbook_close(closing) == LXW_NO_ERROR
    }

    func setProperties(title: String, created: Int?) {
        guard let book = unsafe book else { return }
        unsafe title.withCString { title in
            var properties = unsafe lxw_doc_properties()
            unsafe properties.title = UnsafeMutablePointer(mutating: title)
            unsafe properties.created = created ?? 0
            unsafe _ = workbook_set_properties(book, &properties)
        }
    }

    /// Adds a sheet.
    ///
    /// - Returns: its index for the other calls.
    func addPage(_ name: String) -> Int? {
        guard let book = unsafe book, let page = unsafe workbook_add_worksheet(book, name) else { return nil }
        unsafe pages.append(page)
        return unsafe pages.count - 1
    }

    func hide(_ page: Int) { unsafe worksheet_hide(pages[page]) }

    func setColumn(_ page: Int, _ column: Int, width: Double, _ kind: SheetColumn.Kind) {
        unsafe _ = worksheet_set_column(pages[page], UInt16(column), UInt16(column), width, styles[kind])
    }

    func freezeHeader(_ page: Int) { unsafe worksheet_freeze_panes(pages[page], 1, 0) }

    func filter(_ page: Int, lastRow: Int, columns: Int) {
        unsafe _ = worksheet_autofilter(pages[page], 0, 0, UInt32(lastRow), UInt16(columns - 1))
    }

    /// Spares the reader a green corner in every cell that holds digits as text.
    func expectDigitsAsText(_ page: Int, range: String) {
        unsafe _ = worksheet_ignore_errors(pages[page], UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), range)
    }

    func writeHeader(_ page: Int, _ column: Int, _ text: String) -> Bool {
        unsafe worksheet_write_string(pages[page], 0, UInt16(column), text, header) == LXW_NO_ERROR
    }

    func write(_ page: Int, _ row: Int, _ column: Int, text: String, _ kind: SheetColumn.Kind) -> Bool {
        unsafe worksheet_write_string(pages[page], UInt32(row), UInt16(column), text, styles[kind]) == LXW_NO_ERROR
    }

    func write(_ page: Int, _ row: Int, _ column: Int, number: Double, _ kind: SheetColumn.Kind) -> Bool {
        unsafe worksheet_write_number(pages[page], UInt32(row), UInt16(column), number, styles[kind]) == LXW_NO_ERROR
    }

    func note(_ page: Int, _ row: Int, _ column: Int, _ text: String) -> Bool {
        unsafe worksheet_write_comment(pages[page], UInt32(row), UInt16(column), text) == LXW_NO_ERROR
    }

    /// Offers the values of a range in another sheet in all cells of a column below its header.
    func offer(_ page: Int, _ column: Int, lastRow: Int, from range: String) -> Bool {
        unsafe range.withCString { range in
            var validation = unsafe lxw_data_validation()
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            unsafe validation.value_formula = UnsafeMutablePointer(mutating: range)
            return unsafe worksheet_data_validation_range(
                pages[page], 1, UInt16(column), UInt32(lastRow), UInt16(column), &validation) == LXW_NO_ERROR
        }
    }
}

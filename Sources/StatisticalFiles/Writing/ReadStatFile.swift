import CReadStat
import Foundation
import Tabular

/// A file under ReadStat's hands; lets no pointer out. Not for two threads at a time.
@safe final class ReadStatFile {
    /// What ReadStat did not like.
    struct Failure: Error {
        let code: readstat_error_t
        /// The variable it speaks of.
        var variable: String?
        /// The row, from 1.
        var row: Int?
    }

    private let writer: UnsafeMutablePointer<readstat_writer_t>
    private let format: StatisticalFormat
    private var variables: [UnsafeMutablePointer<readstat_variable_t>] = unsafe []
    private let sink: Sink
    /// Texts that ReadStat points to until the file is written.
    private var kept: [UnsafeMutablePointer<CChar>] = unsafe []

    /// Takes the bytes from ReadStat and hands them on in large pieces.
    private final class Sink {
        let handle: FileHandle
        var buffer: [UInt8] = []

        init(_ handle: FileHandle) { self.handle = handle }

        func flush() -> Bool {
            defer { buffer.removeAll(keepingCapacity: true) }
            return (try? handle.write(contentsOf: Data(buffer))) != nil
        }
    }

    init?(_ handle: FileHandle, _ format: StatisticalFormat) {
        guard let writer = unsafe readstat_writer_init() else { return nil }
        unsafe self.writer = writer
        self.format = format
        sink = Sink(handle)
        unsafe _ = readstat_set_data_writer(writer) { data, length, context in
            guard let data = unsafe data, let context = unsafe context else { return -1 }
            let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
            unsafe sink.buffer.append(contentsOf: UnsafeRawBufferPointer(start: data, count: length))
            guard sink.buffer.count < 1 << 20 || sink.flush() else { return -1 }
            return length
        }
    }

    deinit {
        unsafe readstat_writer_free(writer)
        unsafe kept.forEach { unsafe free($0) }
    }

    private func check(_ code: readstat_error_t, _ variable: String? = nil, row: Int? = nil) throws(Failure) {
        guard code == READSTAT_OK else { throw Failure(code: code, variable: variable, row: row) }
    }

    func describe(label: String, notes: [String], written: Date?) throws(Failure) {
        if !label.isEmpty { try check(unsafe readstat_writer_set_file_label(writer, label)) }
        if let written, let seconds = Int(exactly: written.timeIntervalSince1970.rounded()) {
            try check(unsafe readstat_writer_set_file_timestamp(writer, seconds))
        }
        for note in notes { unsafe readstat_add_note(writer, note) }
        switch format {
        case .sav: try check(unsafe readstat_writer_set_compression(writer, READSTAT_COMPRESS_ROWS))
        case .zsav: try check(unsafe readstat_writer_set_compression(writer, READSTAT_COMPRESS_BINARY))
        case .dta: break
        }
    }

    func add(_ variable: StatisticalVariable) throws(Failure) {
        var width = 0
        if case .texts(let texts) = variable.cells { width = max(1, texts.levels.map(\.utf8.count).max() ?? 1) }
        // ReadStat names the width of a labelled long text in whole slots, and readers want it to be the variable's width.
        if format.isSPSS, width > 8, !variable.valueLabels.isEmpty { width = (width + 7) / 8 * 8 }
        let isText = variable.kind == .text
        let type = isText ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE
        guard let added = unsafe readstat_add_variable(writer, variable.name, type, width) else {
            throw Failure(code: READSTAT_ERROR_MALLOC)
        }
        if !variable.label.isEmpty { unsafe readstat_variable_set_label(added, variable.label) }
        if let format = format.displayFormat(variable) { unsafe readstat_variable_set_format(added, format) }
        switch variable.measure {
        case .unknown: break
        case .nominal: unsafe readstat_variable_set_measure(added, READSTAT_MEASURE_NOMINAL)
        case .ordinal: unsafe readstat_variable_set_measure(added, READSTAT_MEASURE_ORDINAL)
        case .scale: unsafe readstat_variable_set_measure(added, READSTAT_MEASURE_SCALE)
        }
        unsafe try addMissing(variable, added)
        if !variable.valueLabels.isEmpty { unsafe try addLabels(variable, added) }
        unsafe variables.append(added)
    }

    private func addMissing(
        _ variable: StatisticalVariable, _ added: UnsafeMutablePointer<readstat_variable_t>
    ) throws(Failure) {
        // ReadStat wants the range before single codes.
        if let range = variable.missing.range {
            let low = format.raw(range.lowerBound, variable.kind)
            let high = format.raw(range.upperBound, variable.kind)
            try check(unsafe readstat_variable_add_missing_double_range(added, low, high), variable.name)
        }
        for code in variable.missing.codes {
            switch code {
            case .number(let number):
                let raw = format.raw(number, variable.kind)
                try check(unsafe readstat_variable_add_missing_double_value(added, raw), variable.name)
            case .text(let text):
                guard let copy = unsafe strdup(text) else { throw Failure(code: READSTAT_ERROR_MALLOC) }
                unsafe kept.append(copy)
                try check(unsafe readstat_variable_add_missing_string_value(added, copy), variable.name)
            case .letter: break
            }
        }
    }

    private func addLabels(
        _ variable: StatisticalVariable, _ added: UnsafeMutablePointer<readstat_variable_t>
    ) throws(Failure) {
        let type =
            variable.kind == .text ? READSTAT_TYPE_STRING : format.isSPSS ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32
        let number = unsafe variables.count + 1
        let name = "labels\(number)"
        guard let set = unsafe readstat_add_label_set(writer, type, name) else {
            throw Failure(code: READSTAT_ERROR_MALLOC)
        }
        for item in variable.valueLabels {
            switch item.code {
            case .number(let number):
                let raw = format.raw(number, variable.kind)
                if format.isSPSS {
                    unsafe readstat_label_double_value(set, raw, item.label)
                } else {
                    unsafe readstat_label_int32_value(set, Int32(exactly: raw) ?? 0, item.label)
                }
            case .text(let text): unsafe readstat_label_string_value(set, text, item.label)
            case .letter(let letter):
                unsafe readstat_label_tagged_value(set, CChar(bitPattern: letter.asciiValue ?? 0x61), item.label)
            }
        }
        unsafe readstat_variable_set_label_set(added, set)
    }

    func weight(by index: Int) throws(Failure) {
        try check(unsafe readstat_writer_set_fweight_variable(writer, variables[index]))
    }

    /// Begins with the rows; from here on the variables stand.
    func begin(rows: Int, names: [String]) throws(Failure) {
        let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
        let code =
            format.isSPSS
            ? unsafe readstat_begin_writing_sav(writer, context, rows)
            : unsafe readstat_begin_writing_dta(writer, context, rows)
        try check(code)
        for (index, name) in names.enumerated() {
            try check(unsafe readstat_validate_variable(writer, variables[index]), name)
        }
        try check(unsafe readstat_validate_metadata(writer))
    }

    func write(row: Int, _ table: [StatisticalVariable]) throws(Failure) {
        try check(unsafe readstat_begin_row(writer), row: row + 1)
        for (index, variable) in table.enumerated() {
            let code: readstat_error_t
            let target = unsafe variables[index]
            switch variable.cells {
            case .numbers(let numbers):
                let number = numbers[row]
                if let letter = ExtendedMissing.letter(number), let ascii = letter.asciiValue {
                    code = unsafe readstat_insert_tagged_missing_value(writer, target, CChar(bitPattern: ascii))
                } else if number.isNaN {
                    code = unsafe readstat_insert_missing_value(writer, target)
                } else {
                    code = unsafe readstat_insert_double_value(writer, target, format.raw(number, variable.kind))
                }
            case .texts(let texts): code = unsafe readstat_insert_string_value(writer, target, texts[row] ?? "")
            }
            try check(code, variable.name, row: row + 1)
        }
        try check(unsafe readstat_end_row(writer), row: row + 1)
    }

    func end() throws(Failure) {
        try check(unsafe readstat_end_writing(writer))
        guard sink.flush() else { throw Failure(code: READSTAT_ERROR_WRITE) }
    }
}

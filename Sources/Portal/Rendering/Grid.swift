import Mustache

/// A table as pages show it: rows and columns on a desk, one card a row on a phone.
struct Grid: Sendable {
    /// A column.
    struct Column: Sendable {
        var heading: String
        var isFigure = false

        static func text(_ heading: String) -> Column { Column(heading: heading) }
        static func figure(_ heading: String) -> Column { Column(heading: heading, isFigure: true) }
    }

    /// A cell with its column's heading, which a phone shows before it.
    struct Cell: Sendable {
        var value: String
        /// Where the value leads.
        var href: String?
        /// The class of the chip it stands in.
        var chip: String?
        /// A small line below.
        var detail: String?
        /// Markup of a small drawing; `Charts` escapes its texts itself.
        var markup: String?
        var heading = ""
        var isFigure = false
        var isHead = false
        /// Whether it says nothing: a phone leaves it out.
        var isBlank = false

        init(
            _ value: String, href: String? = nil, chip: String? = nil, detail: String? = nil, markup: String? = nil
        ) {
            self.value = value
            self.href = href
            self.chip = chip
            self.detail = detail
            self.markup = markup
        }
    }

    struct Line: Sendable {
        var cells: [Cell]
        /// `total`, `rest`, …
        var lineClass: String?

        init(_ cells: [Cell], _ lineClass: String? = nil) {
            self.cells = cells
            self.lineClass = lineClass
        }
    }

    /// Lines that the reader opens.
    struct Fold: Sendable {
        var foldTitle: String
        var foldedLines: [Line]
    }

    /// Longer tables are folded, and so many lines stay open.
    static let longest = 14
    static let open = 10

    var caption: String
    var columns: [Column]
    var columnCount: String
    /// What stands open, and what is folded away of a long table.
    var lines: [Line]
    var folds: [Fold]
    /// Whether the caption is shown; it is always read aloud.
    var isTitled = false
    /// What stands there when there are no lines.
    var noLines: String

    /// - Parameter fold: what opens the rest of a long table, such as `Tampilkan 12 baris lagi`; nil keeps it open. Lines
    ///   of a class (sums, remainders) stay open.
    init(
        _ caption: String, _ columns: [Column], _ lines: [Line], none: String, fold: ((Int) -> String)? = nil
    ) {
        self.caption = caption
        self.columns = columns
        columnCount = String(columns.count)
        noLines = none
        let headed = lines.map { Self.headed($0, columns) }
        guard let fold, headed.count > Self.longest else {
            self.lines = headed
            folds = []
            return
        }
        let plain = headed.filter { $0.lineClass == nil }
        self.lines = plain.prefix(Self.open) + headed.filter { $0.lineClass != nil }
        let rest = Array(plain.dropFirst(Self.open))
        folds = rest.isEmpty ? [] : [Fold(foldTitle: fold(rest.count), foldedLines: rest)]
    }

    private static func headed(_ line: Line, _ columns: [Column]) -> Line {
        var line = line
        for index in line.cells.indices where index < columns.count {
            line.cells[index].heading = columns[index].heading
            line.cells[index].isFigure = columns[index].isFigure
            line.cells[index].isHead = index == 0
            let cell = line.cells[index]
            line.cells[index].isBlank = cell.markup == nil && cell.detail == nil && ["", "–"].contains(cell.value)
        }
        return line
    }
}

extension Words {
    /// What opens the rest of a long table.
    var fold: (Int) -> String { { self("grid.more", ["n": self.count($0)]) } }
}

// Pages hold thousands of cells: named here, they are found without looking through a mirror of each. What is absent is
// `false` and not nil, or it would be looked for in everything around.
extension Grid.Cell: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "value": value
        case "href": href ?? false
        case "chip": chip ?? false
        case "detail": detail ?? false
        case "markup": markup ?? false
        case "heading": heading
        case "isFigure": isFigure
        case "isHead": isHead
        case "isBlank": isBlank
        default: nil
        }
    }
}

extension Grid.Line: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "cells": cells
        case "lineClass": lineClass ?? false
        default: nil
        }
    }
}

extension Grid.Column: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "heading": heading
        case "isFigure": isFigure
        default: nil
        }
    }
}

/// Who is on which lists together: an UpSet picture.
///
/// Each column is one exact combination of lists: the dots say which lists, the bar above how many are on exactly these.
/// The bars at the left are the sizes of the lists. Readable for up to about eight lists, where a Venn diagram is not.
public struct UpSetFigure: Figure {
    /// A list.
    public struct Group: Sendable, Hashable {
        public var name: String
        public var size: Int

        public init(name: String, size: Int) {
            self.name = name
            self.size = size
        }
    }

    /// How many are on exactly these lists and on no other.
    public struct Combination: Sendable, Hashable {
        /// Positions in ``UpSetFigure/groups``; positions outside are ignored.
        public var members: Set<Int>
        public var count: Int
        /// The class whose look the bar takes, such as the verdict.
        public var series: Int

        public init(members: Set<Int>, count: Int, series: Int = 0) {
            self.members = members
            self.count = count
            self.series = series
        }
    }

    public var caption: Caption
    public var groups: [Group]
    /// In the order of drawing.
    public var combinations: [Combination]
    /// Names of the classes of combinations; without names there is no legend.
    public var classes: [(series: Int, label: String)]
    /// Heading above the size bars.
    public var sizeLabel: String
    /// Heading above the combination bars.
    public var countLabel: String
    public var numbers: NumberStyle

    public init(
        caption: Caption, groups: [Group], combinations: [Combination],
        classes: [(series: Int, label: String)] = [], sizeLabel: String, countLabel: String, numbers: NumberStyle
    ) {
        self.caption = caption
        self.groups = groups
        self.combinations = combinations
        self.classes = classes
        self.sizeLabel = sizeLabel
        self.countLabel = countLabel
        self.numbers = numbers
    }

    /// One row per combination: its lists and its count.
    public var table: DataTable {
        DataTable(
            header: [sizeLabel, countLabel],
            rows: combinations.map { combination in
                let names = groups.indices.filter(combination.members.contains).map { groups[$0].name }
                return [names.joined(separator: " + "), numbers.integer(combination.count)]
            })
    }

    private static let rowHeight = 28.0
    private static let barsHeight = 150.0
    private static let sizeBars = 80.0

    public func svg() -> String {
        var canvas = Canvas(caption)
        let labels = LabelColumn(groups.map(\.name), limit: 150)
        let sizeTexts = groups.map { numbers.integer($0.size) }
        let sizeText = sizeTexts.map { TextMetrics.width($0, size: Layout.small) }.max() ?? 0
        let barsRight = Layout.margin + sizeText + 6 + Self.sizeBars
        let left = barsRight + 8 + labels.width + 14
        let countTexts = combinations.map { numbers.integer($0.count) }
        let countText = countTexts.map { TextMetrics.width($0, size: Layout.small, bold: true) }.max() ?? 0
        let column = max(28, countText + 6)
        let heading = TextMetrics.wrap(
            countLabel, within: max(200, Layout.width - left), size: Layout.small, bold: true)
        let headingWidth = heading.map { TextMetrics.width($0, size: Layout.small, bold: true) }.max() ?? 0
        let width = max(
            Layout.width, left + max(column * Double(combinations.count), headingWidth) + Layout.margin)
        let legend = Legend(
            classes.map { Legend.Entry(label: $0.label, series: $0.series, sample: .block) },
            width: width - 2 * Layout.margin)
        legend.draw(on: &canvas, x: Layout.margin, y: Layout.margin)
        let top = Layout.margin + legend.height + (classes.isEmpty ? 0 : 6)
        canvas.lines(heading, left, top + Layout.small, size: Layout.small, bold: true)
        let headHeight = Double(heading.count) * Layout.leading(Layout.small) + 20
        let floor = top + headHeight + Self.barsHeight
        let rows = rowTops(labels, from: floor + 14)
        let bottom = rows.last.map { $0.top + $0.height } ?? floor

        drawGroups(on: &canvas, labels, rows, sizeTexts, barsRight: barsRight, left: left, right: width)
        let size = TextMetrics.wrap(sizeLabel, within: left - 2 * Layout.margin, size: Layout.small, bold: true)
        let sizeTop = floor + 8 - Double(size.count) * Layout.leading(Layout.small)
        canvas.lines(size, Layout.margin, sizeTop + Layout.small, size: Layout.small, bold: true)

        let greatest = combinations.map(\.count).max() ?? 0
        canvas.line(left, floor, max(left + column * Double(combinations.count), left + 40), floor, stroke: Ink.outline)
        for (index, combination) in combinations.enumerated() {
            let middle = left + (Double(index) + 0.5) * column
            let height = greatest > 0 ? Double(max(0, combination.count)) / Double(greatest) * Self.barsHeight : 0
            canvas.block(middle - 9, floor - height, 18, height, series: combination.series)
            canvas.text(
                countTexts[index], middle, floor - height - 5, size: Layout.small, anchor: .middle, bold: true)
            drawDots(combination, on: &canvas, x: middle, rows: rows)
        }
        return canvas.document(width: width, height: bottom + Layout.margin)
    }

    private func rowTops(_ labels: LabelColumn, from y: Double) -> [(top: Double, height: Double)] {
        var y = y
        return groups.indices.map { index in
            let height = max(Self.rowHeight, labels.height(index) + 6)
            defer { y += height }
            return (y, height)
        }
    }

    private func drawGroups(
        on canvas: inout Canvas, _ labels: LabelColumn, _ rows: [(top: Double, height: Double)],
        _ sizeTexts: [String], barsRight: Double, left: Double, right: Double
    ) {
        let greatest = groups.map(\.size).max() ?? 0
        for (index, group) in groups.enumerated() {
            let (top, height) = rows[index]
            if index.isMultiple(of: 2) {
                canvas.rect(Layout.margin / 2, top, right - Layout.margin, height, fill: "#f0f3f5")
            }
            let length = greatest > 0 ? Double(max(0, group.size)) / Double(greatest) * Self.sizeBars : 0
            canvas.rect(
                barsRight - length, top + height / 2 - 7, length, 14, fill: "#7d8b97", stroke: Ink.outline,
                kind: "size")
            canvas.text(
                sizeTexts[index], barsRight - length - 5, top + height / 2 + 4, size: Layout.small, anchor: .end)
            labels.draw(index, on: &canvas, right: left - 12, middle: top + height / 2)
        }
    }

    private func drawDots(
        _ combination: Combination, on canvas: inout Canvas, x: Double, rows: [(top: Double, height: Double)]
    ) {
        let middles = rows.map { $0.top + $0.height / 2 }
        let inside = groups.indices.filter(combination.members.contains)
        if let first = inside.first, let last = inside.last, first != last {
            canvas.line(x, middles[first], x, middles[last], stroke: Ink.outline, width: 2.5, kind: "link")
        }
        for index in groups.indices {
            let member = combination.members.contains(index)
            canvas.circle(
                x, middles[index], radius: member ? 6 : 4, fill: member ? Ink.outline : "#cfd7dd",
                kind: member ? "member" : "")
        }
    }
}

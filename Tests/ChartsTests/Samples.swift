import Charts

/// Figures of every kind with ordinary, empty, extreme and hostile values.
enum Samples {
    static let numbers = NumberStyle(
        integer: { String($0) }, decimal: { value, _ in String(value) }, percent: { share, _ in "\(share * 100) %" })

    static let hostile = "<b>\"A\" & 'B'</b> \u{1}]]>"
    static let long =
        "Kemudahan persyaratan, pendaftaran/pencairan dan Donaudampfschifffahrtsgesellschaftskapitänsmütze"

    static func caption(_ id: String = "fig") -> Caption { Caption(id: id, title: hostile, summary: long + hostile) }

    static func bars(_ values: [Double]) -> BarFigure {
        BarFigure(
            caption: caption(),
            bars: values.enumerated().map {
                BarFigure.Bar(label: $0 == 0 ? long : "\(hostile)\($0)", value: $1, text: "\($1)", series: $0)
            }, header: ("K", "n"))
    }

    static func stacked(_ rows: [[Double]], shares: Bool) -> StackedBarFigure {
        StackedBarFigure(
            caption: caption(), rowHeader: "R", parts: (0..<(rows.first?.count ?? 0)).map { "\(long)\($0)" },
            rows: rows.enumerated().map { StackedBarFigure.Row(label: "baris \($0)", values: $1) }, shares: shares,
            text: { "\($0)" })
    }

    static func funnel(_ counts: [Int]) -> FunnelFigure {
        FunnelFigure(
            caption: caption(),
            stages: counts.enumerated().map { index, count in
                let lost = index + 1 < counts.count ? max(0, count - counts[index + 1]) : 0
                return FunnelFigure.Stage(
                    label: "\(long) \(index)", actor: hostile, count: count,
                    losses: [
                        FunnelFigure.Loss(reason: long, count: lost / 2, series: 1),
                        FunnelFigure.Loss(reason: "lain", count: lost - lost / 2, series: 2),
                    ])
            }, numbers: numbers, header: ("T", "n", "%"))
    }

    static func matrix(_ side: Int, value: @escaping (Int, Int) -> Double?) -> MatrixFigure {
        let names = (0..<side).map { $0 == 0 ? long : "Program \($0)" }
        return MatrixFigure(
            caption: caption(), rows: names, columns: names,
            cells: (0..<side).map { row in
                (0..<side).map { column in
                    let value = value(row, column)
                    return MatrixFigure.Cell(value: value, text: value.map { "\($0)" } ?? "", note: "tanpa aturan")
                }
            }, corner: hostile)
    }

    static func curves(_ points: [(Double, Double)]) -> ConcentrationFigure {
        let list = points.map { ConcentrationFigure.Point(people: $0.0, amount: $0.1) }
        return ConcentrationFigure(
            caption: caption(),
            curves: [
                ConcentrationFigure.Curve(label: long, points: list),
                ConcentrationFigure.Curve(label: hostile, points: list, marked: true, joined: false),
            ], equalityLabel: long, peopleLabel: long + long, amountLabel: long + long, numbers: numbers)
    }

    static func upSet(sizes: [Int], combinations: [(Set<Int>, Int)]) -> UpSetFigure {
        UpSetFigure(
            caption: caption(),
            groups: sizes.enumerated().map { UpSetFigure.Group(name: $0 == 0 ? long : hostile, size: $1) },
            combinations: combinations.map { UpSetFigure.Combination(members: $0.0, count: $0.1, series: $0.0.count) },
            classes: [(1, long), (2, hostile)], sizeLabel: long, countLabel: long, numbers: numbers)
    }

    static func trend(_ lines: [[Double?]]) -> TrendFigure {
        TrendFigure(
            caption: caption(), periods: (0..<(lines.map(\.count).max() ?? 0)).map { "Periode \($0)" },
            series: lines.enumerated().map { LineSeries(label: "\(long)\($0)", values: $1) },
            periodHeader: "P", numbers: numbers)
    }

    static func spark(_ values: [Double?]) -> Sparkline {
        Sparkline(caption: caption(), values: values, header: ("#", "n"), text: { "\($0)" })
    }

    static func intervals(_ rows: [(Double, Double?, Double?)]) -> IntervalFigure {
        IntervalFigure(
            caption: caption(),
            rows: rows.map {
                IntervalFigure.Row(label: long, estimate: $0.0, low: $0.1, high: $0.2, text: long)
            }, reference: (0.5, "batas"), range: 0...1, header: ("U", "v"), tick: { value, _ in "\(value)" })
    }

    static func waterfall(_ values: [Double], reference: Double? = nil) -> WaterfallFigure {
        WaterfallFigure(
            caption: caption(),
            steps: values.enumerated().map {
                WaterfallFigure.Step(label: $0 == 0 ? long : "\(hostile)\($0)", value: $1, text: "\($1)")
            }, total: (hostile, "jumlah"), classes: (long, hostile, "jumlah"),
            reference: reference.map { ($0, "batas") }, header: ("B", "n"), tick: { value, _ in "\(value)" })
    }

    static func histogram(_ counts: [Double], logarithmic: Bool = false, reference: Double? = nil) -> HistogramFigure {
        HistogramFigure(
            caption: caption(),
            bins: counts.enumerated().map { HistogramFigure.Bin(from: Double($0 - 3), count: $1, text: "\($1)") },
            step: 1, isLogarithmic: logarithmic, reference: reference.map { ($0, "batas") }, axes: (long + long, long),
            numbers: numbers)
    }

    static func shares(_ lines: [[Double?]], reference: Double? = nil) -> CurveFigure {
        CurveFigure(
            caption: caption(), places: (0..<(lines.map(\.count).max() ?? 0)).map { Double($0) - 2 },
            series: lines.enumerated().map { LineSeries(label: "\(long)\($0)", values: $1) },
            reference: reference.map { ($0, "batas") }, measure: long + long, numbers: numbers)
    }

    static func dots(_ rows: [[Double?]], logarithmic: Bool = false) -> DotFigure {
        DotFigure(
            caption: caption(),
            rows: rows.enumerated().map { place, values in
                DotFigure.Row(
                    label: place == 0 ? long : hostile, values: values, texts: values.map { $0.map { "\($0)" } ?? "–" },
                    note: "+\(place)")
            }, series: [long, hostile, "h"], isLogarithmic: logarithmic, header: ("T", "b"),
            tick: { value, _ in "\(value)" })
    }

    /// Every kind, each in several states of data.
    static let all: [any Figure] = [
        bars([26, 4, 0]), bars([]), bars([.nan, .infinity, -3]), bars([0, 0]), bars([1e300, 1]),
        stacked([[1, 2, 3], [0, 0, 0]], shares: true), stacked([], shares: false),
        stacked([[.nan, -1, .infinity], [5, 5, 5]], shares: false), stacked([[1e9, 1, 1]], shares: false),
        funnel([620, 549, 515, 475]), funnel([]), funnel([0, 0]), funnel([5]), funnel([1, 2_000_000]),
        matrix(6) { $0 == $1 ? nil : Double($0 * 7 + $1) }, matrix(0) { _, _ in 0 }, matrix(2) { _, _ in .nan },
        matrix(9) { _, _ in 1e12 },
        curves([(0, 0), (0.5, 0.2), (1, 1)]), curves([]), curves([(.nan, 3), (-1, .infinity)]),
        upSet(sizes: [620, 1480, 912], combinations: [([0, 1], 63), ([2], 700), ([0, 1, 2], 1)]),
        upSet(sizes: [], combinations: []), upSet(sizes: [0, 0], combinations: [([0, 9], 0)]),
        upSet(
            sizes: Array(repeating: 1_000_000, count: 8),
            combinations: (0..<40).map { ([$0 % 8, ($0 + 3) % 8], $0 * 99_999) }),
        trend([[1, nil, 3], [0, 0, 0]]), trend([]), trend([[nil, .nan]]), trend([[5]]),
        trend([[-5, 1e9], [2, 1e9], [3, 1e9]]), trend([(0..<200).map { Double($0) }]),
        spark([1, 2, nil, 4]), spark([]), spark([.nan]), spark([7]),
        intervals([(0.867, 0.703, 0.947), (.nan, nil, 2)]), intervals([]), intervals([(5, -5, 9)]),
        waterfall([-12, 20, -3.5, 9], reference: 4.2), waterfall([]), waterfall([.nan, .infinity, 5]),
        waterfall([0, 0]),
        waterfall([1e9, -1e9, 3]), histogram([1, 20, 300, 0, 7], reference: 0), histogram([]),
        histogram([0, .nan, -4]),
        histogram((0..<120).map { Double($0 * $0 * $0) }, logarithmic: true, reference: 40),
        histogram([1, 1_000_000, 30], logarithmic: true),
        shares([[0.1, nil, 0.9, 1], [0.5, 0.5, nil, 0.2]], reference: 0),
        shares([]), shares([[nil, .nan]]), shares([[0.3]]),
        dots([[0.9, 1e-6, 0.5], [1e-12, 0, nil]], logarithmic: true),
        dots([]), dots([[nil, .nan, .infinity]]), dots([[3, 5, -2], [7]]),
    ]
}

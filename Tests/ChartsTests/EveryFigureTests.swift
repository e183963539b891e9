import Charts
import Testing

@Suite("What holds for every figure, whatever its data")
struct EveryFigureTests {
    @Test("is one accessible image with name and description, and its texts come through as they are")
    func accessible() throws {
        for figure in Samples.all {
            let drawing = try Drawing.read(figure.svg())
            #expect(drawing.root.name == "svg")
            #expect(drawing.root.attributes["role"] == "img")
            let ids = drawing.root.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
            #expect(ids.count == 2)
            for (id, name) in zip(ids, ["title", "desc"]) {
                #expect(drawing.elements.contains { $0.name == name && $0.attributes["id"] == id })
            }
            // The control character is not allowed in XML; everything else must come back letter by letter.
            let title = drawing.elements.first { $0.name == "title" }?.text
            #expect(title == Samples.hostile.filter { $0 != "\u{1}" })
        }
    }

    @Test("holds no script, style, event or reference to elsewhere")
    func standsAlone() throws {
        for figure in Samples.all {
            for element in try Drawing.read(figure.svg()).elements {
                #expect(!["script", "style", "image", "use", "foreignObject", "a"].contains(element.name))
                for (name, value) in element.attributes {
                    #expect(!name.hasPrefix("on") && name != "style" && !name.contains("href"))
                    #expect(name == "xmlns" || !value.contains("://"))
                }
            }
        }
    }

    @Test("every number is a number, every mark lies inside the drawing")
    func inside() throws {
        for figure in Samples.all {
            let drawing = try Drawing.read(figure.svg())
            let places = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "width", "height", "font-size"]
            for element in drawing.elements {
                for (name, value) in element.attributes where places.contains(name) {
                    #expect(Double(value)?.isFinite == true, "\(element.name) \(name) \(value)")
                }
            }
            #expect(drawing.width > 0 && drawing.height > 0)
            for rect in drawing.elements where rect.name == "rect" && rect.attributes["x"] != nil {
                #expect(rect.number("width") >= 0 && rect.number("height") >= 0)
                #expect(rect.number("x") >= 0 && rect.number("x") + rect.number("width") <= drawing.width + 0.1)
                #expect(rect.number("y") >= 0 && rect.number("y") + rect.number("height") <= drawing.height + 0.1)
            }
            for circle in drawing.elements where circle.name == "circle" && circle.attributes["class"] != nil {
                #expect((0...drawing.width).contains(circle.number("cx")))
                #expect((0...drawing.height).contains(circle.number("cy")))
            }
            for line in drawing.elements where line.name == "polyline" {
                for point in Drawing.points(line) {
                    #expect((0...drawing.width).contains(point.x) && (0...drawing.height).contains(point.y))
                }
            }
        }
    }

    @Test("every text lies inside the drawing and covers no other text")
    func texts() throws {
        for figure in Samples.all {
            let drawing = try Drawing.read(figure.svg())
            let boxes = drawing.texts.map { (text: $0.text, box: Drawing.box($0)) }
            for (text, box) in boxes {
                #expect(box.left >= -0.5 && box.right <= drawing.width + 0.5, "\(text)")
                #expect(box.top >= -0.5 && box.bottom <= drawing.height + 0.5, "\(text)")
            }
            for (index, one) in boxes.enumerated() {
                for other in boxes.dropFirst(index + 1) {
                    let across = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
                    let down = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
                    #expect(across <= 0.5 || down <= 0.5, "“\(one.text)” covers “\(other.text)”")
                }
            }
        }
    }

    @Test("every pattern that is used is defined once, under the figure's own prefix")
    func patterns() throws {
        for figure in Samples.all {
            let drawing = try Drawing.read(figure.svg())
            let defined = drawing.elements.filter { $0.name == "pattern" }.compactMap { $0.attributes["id"] }
            let used = drawing.elements.compactMap { $0.attributes["fill"] }.filter { $0.hasPrefix("url(#") }
                .map { String($0.dropFirst(5).dropLast()) }
            #expect(Set(defined).count == defined.count)
            #expect(Set(used) == Set(defined))
            #expect(defined.allSatisfy { $0.hasPrefix(figure.caption.id + "-") })
        }
    }

    @Test("the data table is rectangular")
    func tables() {
        for figure in Samples.all {
            let table = figure.table
            #expect(table.rows.allSatisfy { $0.count == table.header.count })
        }
    }
}

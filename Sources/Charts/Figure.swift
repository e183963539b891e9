/// A figure: values that can be drawn as SVG and read as a table.
///
/// The SVG stands alone: no script, no style sheet, no external font, only presentation attributes, so that it passes a
/// strict content-security policy. It carries `role="img"`, `<title>` and `<desc>`. Colours differ in lightness and
/// pattern as well, for print in black and white. All texts and number formats come from the caller.
public protocol Figure: Sendable {
    var caption: Caption { get }
    /// The SVG element as text, ready to stand inside an HTML page or, with its namespace, as a file.
    ///
    /// An element too wide to shrink to a phone has the class `wide`; the page lets it scroll instead.
    func svg() -> String
    /// The same values as a table, for a page to put beside the figure.
    var table: DataTable { get }
}

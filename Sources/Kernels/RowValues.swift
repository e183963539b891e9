/// One value for each row, in pages: it grows without being copied, and can be given back page by page.
@frozen
public struct RowValues<Value: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
    /// The pages; all but the last are full.
    public private(set) var pages: [[Value]]
    public private(set) var count: Int

    /// The rows of a page.
    @inlinable
    public static var pageRows: Int { 1 << 16 }

    public init() { (pages, count) = ([], 0) }

    public init(_ values: [Value]) {
        self.init()
        append(contentsOf: values)
    }

    @inlinable
    public var startIndex: Int { 0 }
    @inlinable
    public var endIndex: Int { count }
    @inlinable
    public subscript(row: Int) -> Value { pages[row &>> 16][row & 0xFFFF] }

    /// Adds the values of further rows.
    public mutating func append(contentsOf values: [Value]) {
        var from = 0
        while from < values.count {
            if count & 0xFFFF == 0 {
                pages.append([])
                // The first page may stay small; whoever fills a second one fills it whole.
                if pages.count > 1 { pages[pages.count - 1].reserveCapacity(Self.pageRows) }
            }
            let step = Swift.min(Self.pageRows - count & 0xFFFF, values.count - from)
            pages[pages.count - 1].append(contentsOf: values[from..<from + step])
            from += step
            count += step
        }
    }

    /// Changes the values page by page.
    ///
    /// - Parameter body: gets the number of the page's first row, and its values, of which it must keep the number.
    public mutating func update(_ body: (Int, inout [Value]) -> Void) {
        for number in pages.indices {
            // A page leaves its place while it is changed: it would be copied otherwise.
            var page: [Value] = []
            swap(&page, &pages[number])
            body(number << 16, &page)
            swap(&page, &pages[number])
        }
    }

    /// Gives back the memory of a page, whose values must not be asked for again.
    public mutating func releasePage(_ number: Int) { pages[number] = [] }
}

extension RowValues: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Value...) { self.init(elements) }
}

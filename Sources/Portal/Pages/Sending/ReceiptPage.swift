import Foundation
import HTTPTypes
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// What becomes of a sheet: worked out before anything is stored, row by row.
enum ReceiptPage {
    /// Looks at a sheet that was just sent.
    static func look(_ desk: Desk, _ form: Multipart) throws -> Page {
        let words = desk.words
        let text = form[SendingPage.pasted] ?? ""
        let kind = form[SendingPage.kind].flatMap { $0.isEmpty ? nil : $0 }
        let upload = form.upload.flatMap { $0.bytes.isEmpty ? nil : $0 }
        let hasText = text.contains { !$0.isWhitespace }
        guard upload != nil || hasText else { return refusal(words("receipt.nothing"), nil, kind, "", words) }
        if upload != nil, hasText { return refusal(words("receipt.both"), nil, kind, text, words) }
        let item =
            if let upload {
                desk.site.tray.put(upload.bytes, fileName: upload.fileName, channel: "file", kind: kind)
            } else {
                desk.site.tray.put(Data(text.utf8), fileName: "tempelan.tsv", channel: "form", kind: kind)
            }
        let page = try receipt(desk, item, text: text)
        if page.status != .ok { desk.site.tray.remove(item.token) }
        return page
    }

    private static func receipt(_ desk: Desk, _ item: Tray.Item, text: String) throws -> Page {
        let words = desk.words
        let receipt: SheetReceipt
        do {
            receipt = try take(desk, item, isDryRun: true)
        } catch {
            guard ErrorPages.isReadersFault(error) else { throw error }
            return refusal(words.reason(error), words.remedy(error), item.kind, text, words)
        }
        return page(receipt, item, text: text, words)
    }

    private static func take(_ desk: Desk, _ item: Tray.Item, isDryRun: Bool) throws(Problem) -> SheetReceipt {
        let kind = try item.kind.map { name throws(Problem) in try SheetKinds.bundled.kind(name) }
        return try desk.registry.takeIn(try item.sheet(), as: kind, isDryRun: isDryRun)
    }

    /// Stores a sheet that was looked at before.
    ///
    /// - Returns: where its sending can be seen.
    /// - Throws: 410 where it is not at hand any more; the problem where it cannot be taken in any more.
    static func store(_ desk: Desk, _ form: Query) throws -> String {
        guard let item = desk.site.tray.item(form[SendingPage.token] ?? "") else { throw HTTPError(.gone) }
        let receipt = try take(desk, item, isDryRun: false)
        desk.site.tray.remove(item.token)
        if let problem = receipt.problems.first(where: { $0.severity == .refuse }) { throw problem }
        return SendingPage.sendingPath(receipt.sending.id)
    }

    private static func page(
        _ receipt: SheetReceipt, _ item: Tray.Item, text: String, _ words: Words
    ) -> Page {
        let isRefused = receipt.refused > 0
        var board = Board(
            words(isRefused ? "receipt.title.refused" : "receipt.title.ready"),
            lead: receipt.kind.title(words.language) + " · " + receipt.sending.name)
        board.crumbs = [.init(label: words("nav.sending"), address: SendingPage.path)]
        board.notices = [
            .init(
                isGrave: isRefused, message: words(isRefused ? "receipt.refused" : "receipt.ready"),
                advice: words(isRefused ? "receipt.refused.text" : "receipt.ready.text"),
                noticeForm: isRefused
                    ? nil
                    : .doing(
                        SendingPage.savePath, [.hidden(SendingPage.token, item.token)],
                        button: words("receipt.save", ["rows": words.count(receipt.sending.rows)]), isInline: true))
        ]
        board.cards = counts(receipt, words)
        if !receipt.problems.isEmpty { board.parts.append(problems(receipt.problems, words)) }
        if isRefused {
            var part = Board.Part("lagi", words("receipt.again"))
            part.forms = [SendingPage.form(item.kind ?? receipt.kind.word, words, text: shown(text))]
            if shown(text) != text { part.paragraphs = [words("receipt.again.hidden")] }
            board.parts.append(part)
        }
        var page = board.page(.sending)
        if isRefused { page.status = .unprocessableContent }
        return page
    }

    static func counts(_ receipt: SheetReceipt, _ words: Words) -> [GatePage.Card] {
        [
            ("column.read", receipt.sending.rows), ("outcome.new", receipt.sending.new),
            ("outcome.updated", receipt.sending.updated), ("outcome.unchanged", receipt.sending.unchanged),
            ("outcome.refused", receipt.refused),
        ].map { .init(figure: words.count($0.1), label: words($0.0)) }
    }

    /// Problems that a page lists.
    private static let shownProblems = 200

    static func problems(_ problems: [Problem], _ words: Words) -> Board.Part {
        var part = Board.Part("masalah", words("receipt.problems", ["n": words.count(problems.count)]))
        part.grids = [
            Grid(
                words("receipt.problems.table"),
                [
                    .figure(words("column.row")), .text(words("column.header")), .text(words("column.value")),
                    .text(words("column.reason")), .text(words("column.remedy")),
                ],
                problems.prefix(shownProblems).map { problem in
                    Grid.Line([
                        .init(problem.place.row.map { words.count($0) } ?? "–"),
                        .init(problem.place.column ?? words("lines.whole-row")),
                        .init(problem.value.map { Masked.digits($0, from: 13) } ?? "–"),
                        .init(Masked.digits(words.reason(problem), from: 13, longest: 600)),
                        .init(Masked.digits(words.remedy(problem), from: 13, longest: 600)),
                    ])
                }, none: "", fold: words.fold)
        ]
        if problems.count > shownProblems {
            part.footnotes = [words("receipt.problems.more", ["n": words.count(problems.count - shownProblems)])]
        }
        return part
    }

    private static func refusal(
        _ message: String, _ advice: String?, _ kind: String?, _ text: String, _ words: Words
    ) -> Page {
        var board = Board(words("receipt.title.refused"))
        board.crumbs = [.init(label: words("nav.sending"), address: SendingPage.path)]
        board.notices = [.init(isGrave: true, message: message, advice: advice)]
        var part = Board.Part("lagi", words("receipt.again"))
        part.forms = [SendingPage.form(kind, words, text: shown(text))]
        if shown(text) != text { part.paragraphs = [words("receipt.again.hidden")] }
        board.parts = [part]
        var page = board.page(.sending)
        page.status = .unprocessableContent
        return page
    }

    /// What was pasted, given back to be mended; not where it holds identity numbers, which no page shows.
    private static func shown(_ text: String) -> String {
        text.utf8.count > 65_536 || text.firstMatch(of: /[0-9][0-9 .\-]{12,}[0-9]/) != nil ? "" : text
    }
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry

/// What `overlap --lists-in` answers; where it says what `overlap` says, in the same fields.
struct ListsInFileAnswer: Encodable {
    struct Refused: Encodable {
        var missing: Int
        var placeholder: Int
        var length: Int
        var unreadable: Int

        init(_ refused: ListsInFile.Refused) {
            missing = refused.missing
            placeholder = refused.placeholder
            length = refused.length
            unreadable = refused.unreadable
        }
    }

    struct List: Encodable {
        var name: String
        var rows: Int
        var rows_counted: Int
        var people: Int
        /// Rows whose number does not count, by reason.
        var refused: Refused
    }

    var rows: Int
    var rows_without_list: Int
    var lists: [List]
    var matrix: [[Int]]
    /// On two lists or more.
    var people: Int
    var people_all: Int
    /// `people`, or `family-cards` where the column of numbers holds these.
    var counted: String

    init(_ found: ListsInFile) {
        rows = found.rows
        rows_without_list = found.withoutList
        lists = found.lists.map {
            List(
                name: $0.name, rows: $0.rows, rows_counted: $0.counted, people: $0.people,
                refused: Refused($0.refused))
        }
        matrix = found.matrix
        people = found.peopleOnSeveral
        people_all = found.people
        counted = found.countsCards ? "family-cards" : "people"
    }
}

/// The lists of one file and who is on several, for a terminal.
struct ListsInFileText {
    private let found: ListsInFile
    private let console: Console

    init(_ found: ListsInFile, _ console: Console) {
        self.found = found
        self.console = console
    }

    /// People on both of two lists.
    var matrix: TextGrid {
        var matrix = TextGrid([""] + found.lists.map(\.name), numeric: Set(1...max(1, found.lists.count)))
        for (list, counts) in zip(found.lists, found.matrix) {
            matrix.add([list.name] + counts.map { console.integer($0) })
        }
        return matrix
    }

    var text: String {
        let language = console.language
        var rows = TextGrid(
            [
                "list", "rows", "rows-counted", found.countsCards ? "card-heads" : "heads", "number-missing",
                "number-placeholder", "number-length",
                "number-unreadable",
            ].map { console.say("overlap." + $0) }, numeric: Set(1...7))
        for list in found.lists {
            let refused = list.refused
            let counts = [
                list.rows, list.counted, list.people, refused.missing, refused.placeholder, refused.length,
                refused.unreadable,
            ]
            rows.add([list.name] + counts.map { language.integer($0) })
        }
        let people = console.say(
            found.countsCards ? "overlap.cards" : "overlap.people",
            ["people": language.integer(found.peopleOnSeveral), "all": language.integer(found.people)])
        let counted = found.lists.reduce(0) { $0 + $1.counted }
        let all = console.say(
            "overlap.all-rows",
            [
                "rows": language.integer(found.rows), "counted": language.integer(counted),
                "refused": language.integer(found.rows - counted - found.withoutList),
                "without": language.integer(found.withoutList),
            ])
        return people + "\n\n" + matrix.text + "\n" + rows.text + "\n" + all + "\n"
    }
}

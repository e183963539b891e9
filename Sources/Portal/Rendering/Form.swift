import Mustache

/// A form as pages show it: a choice of what to see (`get`), or something to be done (`post`).
struct Form: Sendable {
    struct Option: Sendable {
        var optionValue: String
        var optionLabel: String
        var isChosen = false
    }

    struct Field: Sendable {
        /// How a field is filled in.
        enum Kind: String, Sendable { case text, date, area, choice, choices, file, hidden }

        var fieldId: String
        var name: String
        var label: String
        var kind: Kind
        var fieldValue: String
        var options: [Option]
        /// What belongs into the field.
        var hint: String?
        /// What is wrong with what was filled in.
        var fault: String?
        var isRequired: Bool
        /// The keyboard that a phone shows.
        var inputMode: String?
        /// Proposals beside a text field.
        var proposals: [Option] = []

        init(
            _ kind: Kind, _ name: String, _ label: String, value: String = "", options: [Option] = [],
            hint: String? = nil, fault: String? = nil, isRequired: Bool = false, inputMode: String? = nil,
            proposals: [Option] = [], prefix: String = "f"
        ) {
            self.kind = kind
            fieldId = prefix + "-" + name
            self.name = name
            self.label = label
            fieldValue = value
            self.options = options
            self.hint = hint
            self.fault = fault
            self.isRequired = isRequired
            self.inputMode = inputMode
            self.proposals = proposals
        }

        static func hidden(_ name: String, _ value: String) -> Field { Field(.hidden, name, "", value: value) }
    }

    /// A field as its template reads it: one of the lists of a kind holds it, the others are empty.
    struct Shown: Sendable {
        struct Proposals: Sendable {
            var options: [Option]
        }

        var fieldId: String
        var name: String
        var label: String
        var fieldValue: String
        var options: [Option]
        var hints: [String]
        var faults: [String]
        var isRequired: Bool
        var inputMode: String
        var proposalLists: [Proposals]
        var isHidden: Bool
        var isText: Bool
        var isDate: Bool
        var isArea: Bool
        var isChoice: Bool
        var isChoices: Bool
        var isFile: Bool
        var isFaulty: Bool

        init(_ field: Field) {
            fieldId = field.fieldId
            name = field.name
            label = field.label
            fieldValue = field.fieldValue
            options = field.options
            hints = field.hint.map { [$0] } ?? []
            faults = field.fault.map { [$0] } ?? []
            isRequired = field.isRequired
            inputMode = field.inputMode ?? "text"
            proposalLists = field.proposals.isEmpty ? [] : [Proposals(options: field.proposals)]
            isHidden = field.kind == .hidden
            isText = field.kind == .text
            isDate = field.kind == .date
            isArea = field.kind == .area
            isChoice = field.kind == .choice
            isChoices = field.kind == .choices
            isFile = field.kind == .file
            isFaulty = field.fault != nil
        }
    }

    var action: String
    var method: String
    var formClass: String
    var shown: [Shown]
    var button: String
    /// Whether a file is sent along.
    var isMultipart: Bool

    static func choosing(_ action: String, _ fields: [Field], button: String) -> Form {
        Form(action: action, method: "get", formClass: "chooser", fields, button: button)
    }

    static func doing(_ action: String, _ fields: [Field] = [], button: String, isInline: Bool = false) -> Form {
        Form(action: action, method: "post", formClass: isInline ? "inline" : "entry", fields, button: button)
    }

    private init(action: String, method: String, formClass: String, _ fields: [Field], button: String) {
        self.action = action
        self.method = method
        self.formClass = formClass
        shown = fields.map(Shown.init)
        self.button = button
        isMultipart = fields.contains { $0.kind == .file }
    }
}

// A choice of programmes has a hundred options: named here, they are found without a mirror.
extension Form.Option: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "optionValue": optionValue
        case "optionLabel": optionLabel
        case "isChosen": isChosen
        default: nil
        }
    }
}

extension Form.Shown: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "fieldId": fieldId
        case "name": self.name
        case "label": label
        case "fieldValue": fieldValue
        case "options": options
        case "hints": hints
        case "faults": faults
        case "isRequired": isRequired
        case "inputMode": inputMode
        case "proposalLists": proposalLists
        case "isHidden": isHidden
        case "isText": isText
        case "isDate": isDate
        case "isArea": isArea
        case "isChoice": isChoice
        case "isChoices": isChoices
        case "isFile": isFile
        case "isFaulty": isFaulty
        default: nil
        }
    }
}

import Kernels

extension ComparisonLevel {
    /// One of two records has no value: nothing is said for or against.
    public static func missing(_ key: FieldKey) -> ComparisonLevel {
        ComparisonLevel("missing", when: [[Condition(.missing, key)]], isNeutral: true)
    }

    /// Both values are the same.
    ///
    /// - Parameter weighsFrequency: whether agreement on a rare value says more than on a common one. For fields of which
    ///   some values are common, such as names; of a telephone the average says enough.
    public static func same(_ key: FieldKey, weighsFrequency: Bool = false) -> ComparisonLevel {
        ComparisonLevel("same", when: [[Condition(.same, key)]], frequency: weighsFrequency ? key : nil)
    }

    /// Two texts whose Jaro–Winkler similarity is at least `bound`, from 0 to 1.
    public static func similar(_ key: FieldKey, _ bound: Double) -> ComparisonLevel {
        ComparisonLevel("similar", when: [[Condition(.similar(.jaroWinkler, bound), key)]])
    }

    /// Two texts, digits or dates at most `most` edits apart, swaps of neighbours included.
    public static func edits(_ key: FieldKey, _ most: Int) -> ComparisonLevel {
        ComparisonLevel(most == 1 ? "one edit" : "\(most) edits", when: [[Condition(.edits(most), key)]])
    }
}

extension FieldKey: ExpressibleByStringLiteral {
    /// The written form, such as `"name[1..3]"`. What cannot be read is taken for a field's name, which the model's check
    /// then refuses.
    public init(stringLiteral value: String) { self = FieldKey(text: value) ?? FieldKey(value) }
}

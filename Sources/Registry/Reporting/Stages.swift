/// The stages of a proposal as institutions report them.
public enum Stages {
    /// In their order: nobody is in a later one who is not in those before.
    public static let chain = ["proposed", "verified", "decreed", "distributed", "activated", "cashed"]
    /// The chain, and those who gave it back.
    public static let all = chain + ["returned"]
}

/// Which version of the program this is.
enum Version {
    /// As `ascribe --version` says it.
    static let current = "0.1.0"
}

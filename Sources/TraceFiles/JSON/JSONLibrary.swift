import DocumentShims

/// The library that parses JSON here.
public enum JSONLibrary {
    /// Its version: `3.0.1`.
    public static var version: String {
        var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
        ascribe_json_version(&major, &minor, &revision)
        return "\(major).\(minor).\(revision)"
    }
}

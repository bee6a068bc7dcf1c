package import CreditStore

extension Store {
    /// Opens a store for reading; `nil` when there is none yet, and none is made.
    ///
    /// One that an earlier version or a killed program left to be tidied is tidied, unless nothing may be written.
    package static func existing(in folder: String?, _ access: UseCases.Access = .full) throws -> Store? {
        let folder = folder ?? Store.defaultFolder()
        do {
            return try Store(folder: folder, access: .readOnly)
        } catch StoreError.missing {
            return nil
        } catch StoreError.needsWriting where access == .full {
            return try Store(folder: folder)
        }
    }
}

import CreditEngine
import CreditStore
import Testing

@testable import UseCases

@Suite("What a person allows")
struct PermitTests {
    @Test("nothing that writes or calls models gets a permit under --readonly, and the refusal says which of both")
    func refuses() throws {
        for refusal in [ReadOnlyRefusal.modelCalls, .writing, .command("swap")] {
            #expect(throws: refusal) { try Access.readOnly.permit(or: refusal) }
            #expect("\(refusal)".contains("--readonly"))
            _ = try Access.full.permit(or: refusal)
        }
    }

    @Test("a session that only reads makes no store")
    func noStore() throws {
        let folder = try TemporaryFolder()
        let session = StoreSession(folder: folder.path + "/store", purpose: "a test", access: .readOnly)
        #expect(throws: StoreError.self) { try session.opened() }
        #expect(try Store.existing(in: folder.path + "/store") == nil)
    }
}

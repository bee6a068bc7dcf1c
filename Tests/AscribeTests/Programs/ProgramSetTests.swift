import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ascribe
@testable import UseCases

/// Programs of others, run as they are: their agents are named, the planted cause is found by measuring, kept replays
/// repeat word for word without a call, and a revision that a critic proposes is accepted.
@Suite("Programs as they are", .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct ProgramSetTests {
    @Test("plain programs", arguments: TestedProgram.plain)
    func plain(_ program: TestedProgram) async throws {
        // Node is not everywhere.
        guard let command = program.command else { return }
        try await ProgramJourney(program, command).whole()
    }

    @Test(
        "frameworks",
        .enabled(
            if: TestedProgram.environments != nil, "ASCRIBE_PROGRAMS names no folder; see Tests/Programs/install.sh"),
        arguments: TestedProgram.frameworks)
    func framework(_ program: TestedProgram) async throws {
        let command = try #require(program.command, "\(program.file): its packages are not installed")
        try await ProgramJourney(program, command).whole()
    }
}

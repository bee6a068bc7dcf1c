import UseCases

extension Permit {
    /// The right to act, as a person without `--readonly` has it.
    static var given: Permit { get throws { try Access.full.permit(or: .writing) } }
}

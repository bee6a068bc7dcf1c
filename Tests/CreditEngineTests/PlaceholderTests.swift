import Testing

@testable import CreditEngine

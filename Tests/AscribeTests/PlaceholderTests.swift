import Testing

@testable import ascribe

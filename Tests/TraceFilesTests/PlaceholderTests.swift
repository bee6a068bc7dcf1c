import Testing

@testable import TraceFiles
